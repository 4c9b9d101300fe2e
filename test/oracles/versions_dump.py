"""Random versions and specifiers, and what packaging says of them: a seed on the command line, one JSON list out."""
import json
import random
import sys

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

random.seed(int(sys.argv[1]))
one = random.choice


def release():
    return ".".join(str(one([0, 1, 2, 3, 10, 11])) for _ in range(one([1, 2, 3, 4])))


def version():
    text = one(["", "", "", "1!", "0!"]) + release()
    if random.random() < 0.25:
        text += one(["", ".", "-", "_"]) + one(["a", "b", "rc", "alpha", "beta", "c", "pre", "preview"]) + one(["", "0", "1", "2", ".1"])
    if random.random() < 0.2:
        text += one([".post1", "-1", ".post", "post2", ".rev3", "-r4", ".post0"])
    if random.random() < 0.2:
        text += one([".dev1", "dev", ".dev0", "-dev2"])
    if random.random() < 0.15:
        text += one(["+abc", "+abc.1", "+1", "+1.2", "+ubuntu-1"])
    return one(["", "", "", "v"]) + text


answers = []
for _ in range(20000):
    a, b = version(), version()
    left, right = Version(a), Version(b)
    answers.append(["compare", a, b, (left > right) - (left < right)])
    operator = one(["==", "!=", "<=", ">=", "<", ">", "~=", "===", "==*", "!=*"])
    specifier = operator + b
    if operator.endswith("*"):
        specifier = operator[:2] + one(["", "1!"]) + release() + one(["", "", "", "rc1"]) + ".*"
    try:
        answers.append(["in", a, specifier, SpecifierSet(specifier).contains(a, prereleases=True)])
    except InvalidSpecifier:
        pass
print(json.dumps(answers))
