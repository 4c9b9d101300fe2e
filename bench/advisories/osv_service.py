"""Plays OSV's query API (https://google.github.io/osv.dev/post-v1-query/) from an export of it, with versions compared
by `packaging`: python osv_service.py EXPORT.zip; prints its port. Written without our own code, which it checks."""

import json
import re
import sys
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

from packaging.version import InvalidVersion, Version


def normalize(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def version_of(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


def in_range(version, events):
    """https://ossf.github.io/osv-schema/#evaluation"""
    vulnerable = False
    known = [(kind, value) for event in events for kind, value in event.items()]
    known = [(kind, value, Version("0.dev0") if value == "0" else version_of(value)) for kind, value in known]
    order = {"introduced": 0, "fixed": 1, "last_affected": 2}
    known.sort(key=lambda item: (item[2] or Version("0.dev0"), order.get(item[0], 3)))
    for kind, value, bound in known:
        if bound is None:
            continue
        if kind == "introduced" and (value == "0" or version >= bound):
            vulnerable = True
        elif kind == "fixed" and version >= bound:
            vulnerable = False
        elif kind == "last_affected" and version > bound:
            vulnerable = False
    return vulnerable


def affects(affected, version):
    if any(version_of(one) == version for one in affected.get("versions", [])):
        return True
    ranges = [one for one in affected.get("ranges", []) if one["type"] == "ECOSYSTEM"]
    return any(in_range(version, one["events"]) for one in ranges)


RECORDS = {}
with zipfile.ZipFile(sys.argv[1]) as export:
    for entry in export.namelist():
        record = json.loads(export.read(entry))
        for one in record["affected"]:
            RECORDS.setdefault(normalize(one["package"]["name"]), []).append((one, record))


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        query = json.loads(self.rfile.read(int(self.headers["content-length"])))
        version = version_of(query["version"])
        found = [] if version is None else RECORDS.get(normalize(query["package"]["name"]), [])
        vulns = {record["id"]: record for affected, record in found if affects(affected, version)}
        answer = json.dumps({"vulns": list(vulns.values())} if vulns else {}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
server.serve_forever()
