"""What pip and packaging read in requirements files: paths on stdin, NUL between them; one JSON line per file."""
import json
import re
import sys

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier
from pip._internal.req import req_file
from pip._internal.vcs import vcs

ARCHIVE = re.compile(r"\.(zip|whl|tar(\.(gz|bz2|xz|lz|lzma))?|tgz|tbz|txz|tlz)$", re.I)


def is_url(name):
    scheme = name.split(":", 1)[0].lower() if ":" in name else None
    return scheme is not None and scheme in ["http", "https", "file", "ftp", *vcs.all_schemes]


def looks_like_path(name):
    return "/" in name or "\\" in name or name.startswith(".")


def is_reference(body):
    """What pip looks for among files first; whether it is there cannot be told from the text."""
    if re.match(r"^([./~]|[A-Za-z]:)", body):
        return True
    if re.match(r"^[^/@]*@", body) or re.search(r"[\s;<>=!~]", body):
        return False
    return looks_like_path(body) or bool(ARCHIVE.search(body))


def requirement(line, editable):
    """The parts of a requirement; None where it is a path or URL, whose parts pip tells only with the files at hand."""
    url = is_url(line)
    separator = "; " if url else ";"
    body, _, marker = line.partition(separator)
    body, marker = body.strip(), marker.strip()
    try:
        mark = str(Marker(marker)) if marker else None
        if url or (editable and not re.match(r"^[^:/@]*@", body)) or is_reference(body):
            return {"reference": body, "marker": mark}
        read = Requirement(body)
    except (InvalidRequirement, InvalidMarker, InvalidSpecifier, ValueError) as problem:
        return {"problem": str(problem).split("\n")[0]}
    return {
        "name": read.name,
        "extras": sorted(read.extras),
        "specifiers": sorted([s.operator, s.version] for s in read.specifier),
        "url": read.url,
        "marker": mark,
    }


def lines(text):
    parse = req_file.get_line_parser(None)
    for _, line in req_file.preprocess(text):
        try:
            args, options = parse(line)
        except (req_file.OptionParsingError, Exception) as problem:
            yield {"line": line, "refused": type(problem).__name__}
            continue
        target = args or (options.editables[0] if options.editables else None)
        found = {
            key: value
            for key, value in vars(options).items()
            if value and key in ("index_url", "extra_index_urls", "constraints", "requirements", "editables", "find_links", "trusted_hosts", "hashes", "no_index", "pre", "require_hashes", "prefer_binary")
        }
        if "hashes" in found:
            found["hashes"] = sorted(f"{kind}:{value}" for kind, values in found["hashes"].items() for value in values)
        yield {
            "line": line,
            "requirement": requirement(target, not args) if target else None,
            "editable": bool(target and not args),
            "options": found,
        }


for path in sys.stdin.read().split("\0"):
    with open(path, "rb") as file:
        text = req_file._decode_req_file(file.read(), path) if hasattr(req_file, "_decode_req_file") else req_file.auto_decode(file.read())
    try:
        print(json.dumps([path, list(lines(text))]))
    except Exception as problem:
        print(json.dumps([path, repr(problem)]))
