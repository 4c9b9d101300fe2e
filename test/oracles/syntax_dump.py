"""Writes what `ast` makes of Python files in the form that syntax-dump.ts writes of ours.

Reads paths from standard input. For each file one line: `path<TAB>digest`, or `path<TAB>!line<TAB>message` where
CPython rejects it. With the argument --full, the dump itself instead of the digest.
"""
import ast
import hashlib
import json
import struct
import sys
import warnings

# Before 3.12 the places inside f-strings are those of the whole string.
PLACES_IN_FSTRINGS = sys.version_info >= (3, 12)
OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "LShift": "<<", "RShift": ">>", "BitAnd": "&", "BitOr": "|", "BitXor": "^",
    "Not": "not", "USub": "-", "UAdd": "+", "Invert": "~", "And": "and", "Or": "or",
    "Lt": "<", "Gt": ">", "Eq": "==", "NotEq": "!=", "LtE": "<=", "GtE": ">=",
    "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not",
}
COMPREHENSIONS = {"ListComp": "list", "SetComp": "set", "GeneratorExp": "generator", "DictComp": "dict"}


def dump(tree, named):
    out = []
    put = out.append
    quiet = 0  # inside an f-string whose places are not told

    def place(node):
        if quiet:
            return ""
        return f"@{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"

    def text(value):
        if value is None:
            put("-")
        else:
            put(json.dumps(value))

    def constant(node):
        value = node.value
        if value is None or value is True or value is False or value is ...:
            put(f"Constant{place(node)} {value!r}")
        elif isinstance(value, str):
            # Characters by name are beyond us.
            put(f"String{place(node)} " + ("?" if named(node) else json.dumps(value)))
        elif isinstance(value, bytes):
            put(f"String{place(node)} b" + json.dumps(value.decode("latin-1")))
        else:
            put(f"Number{place(node)} ")
            if isinstance(value, complex):
                put("none")
            elif isinstance(value, int) and abs(value) > 2**53 - 1:
                put(hex(value) if value.bit_length() > 10000 else str(value))
            elif value == float("inf"):
                put("none")
            else:
                put(struct.pack(">d", value).hex())

    def many(nodes):
        put("[")
        for node in nodes:
            walk(node)
            put(",")
        put("]")

    def maybe(node):
        if node is None:
            put("-")
        else:
            walk(node)

    def parameters(args):
        put("Parameters[")
        plain = args.posonlyargs + args.args
        defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
        rows = [("positional-only" if i < len(args.posonlyargs) else "positional", arg, default)
                for i, (arg, default) in enumerate(zip(plain, defaults))]
        if args.vararg:
            rows.append(("var-positional", args.vararg, None))
        rows += [("keyword-only", arg, default) for arg, default in zip(args.kwonlyargs, args.kw_defaults)]
        if args.kwarg:
            rows.append(("var-keyword", args.kwarg, None))
        for role, arg, default in rows:
            put(f"{role} ")
            text(arg.arg)
            maybe(arg.annotation)
            maybe(default)
            put(",")
        put("]")

    def type_parameters(node):
        put("types[")
        for param in getattr(node, "type_params", []):
            put({"TypeVar": "type ", "TypeVarTuple": "tuple ", "ParamSpec": "spec "}[type(param).__name__])
            put(place(param))
            text(param.name)
            maybe(getattr(param, "bound", None))
            maybe(getattr(param, "default_value", None))
            put(",")
        put("]")

    def pattern(node):
        kind = type(node).__name__
        if kind in ("MatchValue", "MatchSingleton"):
            # A constant in both, with a place of its own only in the first.
            put(f"Pattern{place(node)} value ")
            if kind == "MatchValue":
                walk(node.value)
            else:
                put(f"Constant{place(node)} {node.value!r}")
        elif kind == "MatchSequence":
            put(f"Pattern{place(node)} sequence ")
            many(node.patterns)
        elif kind == "MatchMapping":
            put(f"Pattern{place(node)} mapping ")
            many(node.keys)
            many(node.patterns)
            text(node.rest)
        elif kind == "MatchClass":
            put(f"Pattern{place(node)} class ")
            walk(node.cls)
            many(node.patterns + node.kwd_patterns)
        elif kind == "MatchStar":
            put(f"Pattern{place(node)} star ")
            text(node.name)
        elif kind == "MatchOr":
            put(f"Pattern{place(node)} or ")
            many(node.patterns)
        elif node.name is None:
            put(f"Pattern{place(node)} wildcard")
        else:
            put(f"Pattern{place(node)} " + ("as " if node.pattern else "capture "))
            maybe(node.pattern)
            text(node.name)

    def walk(node):
        nonlocal quiet
        kind = type(node).__name__
        if kind == "Name":
            put(f"Name{place(node)} ")
            text(node.id)
        elif kind == "Constant":
            constant(node)
        elif kind == "Attribute":
            put(f"Attribute{place(node)} ")
            walk(node.value)
            text(node.attr)
        elif kind == "Call":
            put(f"Call{place(node)} ")
            walk(node.func)
            many(node.args)
            many(node.keywords)
        elif kind == "keyword":
            put(f"Keyword{place(node)} ")
            text(node.arg)
            walk(node.value)
        elif kind == "Expr":
            put(f"ExpressionStatement{place(node)} ")
            walk(node.value)
        elif kind in ("JoinedStr", "TemplateStr"):
            put(f"JoinedStr{place(node)} " + ("t" if kind == "TemplateStr" else "f"))
            quiet += not PLACES_IN_FSTRINGS
            put("[")
            for value in node.values:
                if isinstance(value, ast.Constant):
                    put("String " + ("?" if named(value) or named(node) else json.dumps(value.value)))
                else:
                    walk(value)
                put(",")
            put("]")
            quiet -= not PLACES_IN_FSTRINGS
        elif kind in ("FormattedValue", "Interpolation"):
            put("FormattedValue ")
            walk(node.value)
            put("-" if node.conversion < 0 else chr(node.conversion))
            if node.format_spec is None:
                put("-")
            else:
                put("Spec[")
                for value in node.format_spec.values:
                    if isinstance(value, ast.Constant):
                        put("String " + ("?" if named(node) else json.dumps(value.value)))
                    else:
                        walk(value)
                    put(",")
                put("]")
        elif kind == "Dict":
            put(f"Dict{place(node)} [")
            for key, value in zip(node.keys, node.values):
                maybe(key)
                walk(value)
                put(",")
            put("]")
        elif kind in COMPREHENSIONS:
            put(f"Comprehension{place(node)} {COMPREHENSIONS[kind]} ")
            if kind == "DictComp":
                if getattr(node, "value", None) is None:
                    put("-")
                    walk(node.key)
                else:
                    walk(node.key)
                    walk(node.value)
            else:
                walk(node.elt)
            many(node.generators)
        elif kind == "comprehension":
            put("async for " if node.is_async else "for ")
            walk(node.target)
            walk(node.iter)
            many(node.ifs)
        elif kind == "Compare":
            put(f"Compare{place(node)} ")
            walk(node.left)
            for op, comparator in zip(node.ops, node.comparators):
                put(f" {OPERATORS[type(op).__name__]} ")
                walk(comparator)
        elif kind in ("BinOp", "UnaryOp", "BoolOp", "AugAssign"):
            put(f"{kind}{place(node)} {OPERATORS[type(node.op).__name__]} ")
            for field in node._fields:
                if field == "values":
                    many(node.values)
                elif field != "op":
                    walk(getattr(node, field))
        elif kind in ("FunctionDef", "AsyncFunctionDef"):
            put(f"FunctionDef{place(node)} {'async ' if kind[0] == 'A' else ''}")
            text(node.name)
            many(node.decorator_list)
            type_parameters(node)
            parameters(node.args)
            maybe(node.returns)
            many(node.body)
        elif kind == "Lambda":
            put(f"Lambda{place(node)} ")
            parameters(node.args)
            walk(node.body)
        elif kind == "ClassDef":
            put(f"ClassDef{place(node)} ")
            text(node.name)
            many(node.decorator_list)
            type_parameters(node)
            many(node.bases)
            many(node.keywords)
            many(node.body)
        elif kind == "TypeAlias":
            put(f"TypeAlias{place(node)} ")
            walk(node.name)
            type_parameters(node)
            walk(node.value)
        elif kind in ("For", "AsyncFor", "With", "AsyncWith"):
            put(f"{kind.removeprefix('Async')}{place(node)} {'async ' if kind[0] == 'A' else ''}")
            if kind.endswith("For"):
                walk(node.target)
                walk(node.iter)
                many(node.body)
                many(node.orelse)
            else:
                many(node.items)
                many(node.body)
        elif kind == "withitem":
            walk(node.context_expr)
            maybe(node.optional_vars)
        elif kind in ("Try", "TryStar"):
            put(f"Try{place(node)} {'star ' if kind == 'TryStar' else ''}")
            many(node.body)
            many(node.handlers)
            many(node.orelse)
            many(node.finalbody)
        elif kind == "ExceptHandler":
            put(f"ExceptHandler{place(node)} ")
            maybe(node.type)
            text(node.name)
            many(node.body)
        elif kind == "Match":
            put(f"Match{place(node)} ")
            walk(node.subject)
            many(node.cases)
        elif kind == "match_case":
            walk(node.pattern)
            maybe(node.guard)
            many(node.body)
        elif kind.startswith("Match"):
            pattern(node)
        elif kind in ("Import", "ImportFrom"):
            put(f"{kind}{place(node)} ")
            if getattr(node, "is_lazy", 0):
                put("lazy ")
            if kind == "ImportFrom":
                put(f"{node.level} ")
                text(node.module or "")
            put("[")
            for alias in node.names:
                put(place(alias))
                text(alias.name)
                text(alias.asname)
                put(",")
            put("]")
        elif kind in ("Global", "Nonlocal"):
            put(f"Global{place(node)} {'nonlocal ' if kind == 'Nonlocal' else ''}")
            for name in node.names:
                text(name)
        elif kind in ("Yield", "YieldFrom"):
            put(f"Yield{place(node)} {'from ' if kind == 'YieldFrom' else ''}")
            maybe(node.value)
        elif kind == "Module":
            many(node.body)
        else:
            # The rest has the fields that ours have, in the order that `ast` has them.
            put(f"{kind}{place(node)} ")
            for field in node._fields:
                value = getattr(node, field, None)
                if field in ("ctx", "simple", "type_comment", "kind"):
                    continue
                if isinstance(value, list):
                    many(value)
                else:
                    maybe(value)

    walk(tree)
    return "".join(out)


def characters_by_name(data):
    """Whether a node's lines hold \\N{...}; every node of a file without any: no."""
    if rb"\N{" not in data:
        return lambda node: False
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return lambda node: any(rb"\N{" in line for line in lines[node.lineno - 1 : node.end_lineno])


def read(path, data, full):
    try:
        tree = ast.parse(data, path)
    except SyntaxError as error:
        return f"!{error.lineno or 0}\t{error.msg}"
    except ValueError as error:
        return f"!0\t{error}"
    except (MemoryError, RecursionError):
        return "!0\ttoo deeply nested"
    try:
        result = dump(tree, characters_by_name(data))
    except RecursionError:
        return "?"
    return result if full else hashlib.md5(result.encode()).hexdigest()


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    full = "--full" in sys.argv
    for path in sys.stdin.read().split("\0"):
        if path:
            with open(path, "rb") as file:
                print(path, read(path, file.read(), full), sep="\t", flush=full)


if __name__ == "__main__":
    main()
