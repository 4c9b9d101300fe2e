"""Runs small programs under several environments and says what their last expression is worth.

Reads JSON from standard input: {"variables": [...], "states": [null | text, ...], "programs": [[prelude, expression], ...]}.
Writes one JSON list per program, with an answer per state: ["value", tagged], ["raises", name], ["other", truth],
or ["stopped", name] where the prelude already raises.
"""

import json
import os
import sys
import warnings

warnings.simplefilter("ignore")


def tagged(value):
    kind = type(value)
    if value is None:
        return ["none"]
    if kind is bool:
        return ["bool", value]
    if kind is int:
        return ["int", str(value)]
    if kind is float:
        return ["float", repr(value)]
    if kind is str:
        return ["str", value]
    if kind is bytes:
        return ["bytes", value.decode("latin-1")]
    if kind in (tuple, list):
        return [kind.__name__, [tagged(item) for item in value]]
    if kind in (set, frozenset):
        return ["set", sorted((tagged(item) for item in value), key=json.dumps)]
    if kind is dict:
        return ["dict", [[tagged(key), tagged(item)] for key, item in value.items()]]
    raise LookupError(kind)


def answer(prelude, expression):
    space = {"__name__": "program"}
    try:
        exec(prelude, space)
    except Exception as error:
        return ["stopped", type(error).__name__]
    try:
        value = eval(expression, space)
    except Exception as error:
        return ["raises", type(error).__name__]
    try:
        return ["value", tagged(value)]
    except LookupError:
        return ["other", bool(value)]


def main():
    task = json.load(sys.stdin)
    out = []
    for prelude, expression in task["programs"]:
        try:
            prelude = compile(prelude, "prelude", "exec")
            expression = compile(expression, "expression", "eval")
        except SyntaxError:
            out.append([["stopped", "SyntaxError"]] * len(task["states"]))
            continue
        answers = []
        for state in task["states"]:
            for name in task["variables"]:
                if state is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = state
            answers.append(answer(prelude, expression))
        out.append(answers)
    json.dump(out, sys.stdout)


main()
