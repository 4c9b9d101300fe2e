import { CODE_SINKS } from '../../../src/data/code-sinks.ts';
import { dynamicCode } from '../../../src/rules/execution/dynamic-code.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, string | ReportCase> = {};
for (const [name, { outsideTextOnly }] of CODE_SINKS) {
  if (name.includes('__builtins__')) continue;
  for (const { way, setup, expression } of spellings(name)) {
    const call = `${expression}(text)`;
    const code = `${setup}def f(text):\n    return ${call}\n`;
    const at = [placeOf(code, call)];
    if (outsideTextOnly === true) allows[`${name} through ${way}`] = code;
    else reports[`${name} through ${way}`] = { code, at, severity: 'warning' };
    const outside = `${setup}def view(request):\n    return ${expression}(request.GET["q"])\n`;
    reports[`${name} through ${way} on a request`] = { code: outside, at, severity: 'error', message: 'line' };
    allows[`${name} through ${way} on a constant`] = `${setup}TEXT = "1 + 1"\n${expression}("2" + TEXT)\n`;
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] = `${setup}def f(text):\n    ${expression}(text)\n`;
  }
}

const HIDDEN = [
  'exec(base64.b64decode("cHJpbnQoMSk=").decode())',
  'exec(__import__("base64").b64decode(b"cHJpbnQoMSk="))',
  'exec(zlib.decompress(base64.b85decode(b"eJw=")))',
  'eval(bytes.fromhex("7072696e74283129"))',
  'exec(codecs.decode("cevag(1)", "rot13"))',
  'exec("".join(map(chr, [112, 114])))',
  'exec("".join(chr(n ^ 7) for n in [112, 114]))',
  'exec(bytes([112, 114]).decode())',
  'exec(marshal.loads(b"\\xe3"))',
  'exec(compile(base64.b64decode("eA=="), "x", "exec"))',
  'exec((lambda text: zlib.decompress(base64.b64decode(text[::-1])))(b"=="))',
];
for (const call of HIDDEN) {
  reports[`hidden code: ${call}`] = {
    code: `import base64\nimport codecs\nimport marshal\nimport zlib\n«${call}»\n`,
    severity: 'error',
    message: 'hidden',
  };
}
reports['hidden code behind names'] = 'import base64\ntext = "eA=="\ncode = base64.b64decode(text)\n«exec(code)»\n';
allows['a decoded constant that is not run'] = 'import base64\nicon = base64.b64decode("eA==")\nexec("x = 1")\n';
allows['a constant that is encoded and decoded'] = 'exec("x = 1".encode("utf-8").decode())\n';
reports['decoded data from elsewhere'] = {
  code: 'import base64\n\ndef f(text):\n    «exec(base64.b64decode(text))»\n',
  severity: 'warning',
};
for (const words of ['sys.executable, "-c"', '"python3", "-Ic"', '"node", "-e"']) {
  reports[`an interpreter given text of a request: ${words}`] =
    `import subprocess\nimport sys\nfrom flask import request\n\ndef f():\n    «subprocess.run([${words}, request.args["code"]])»\n`;
}
allows['an interpreter with unknown text'] =
  'import subprocess\nimport sys\n\ndef f(x):\n    subprocess.run([sys.executable, "-c", x])\n';
allows['an interpreter with a constant'] =
  'import subprocess\nfrom flask import request\n\ndef f():\n    subprocess.run(["python", "-c", "import sys", request.args["x"]])\n';
for (const code of [
  'code.InteractiveInterpreter().runcode(code.compile_command("print(1)"))',
  'exec(codeop.compile_command("1"))',
]) {
  allows[code] = `import code\nimport codeop\n${code}\n`;
}
reports['parameter names'] =
  'from flask import request\n\ndef f():\n    return [«eval(name)» for name in list(request.args.keys())]\n';

/** What a loop over a dict that is written out gives: `«eval(key)»` is put in. */
const KEYS: Readonly<Record<string, readonly [code: string, found: boolean]>> = {
  'constant keys': ['FIELDS = {"a": 1}\n\ndef f(x):\n    for key in FIELDS.keys():\n        «eval(key)»\n', false],
  'constant keys with unknown values': [
    'def f(x):\n    fields = {"a": x, "b": x}\n    for key in fields:\n        «eval(key)»\n',
    false,
  ],
  'constant keys, sorted': [
    'FIELDS = dict(a=1)\nMORE = {"b": 2}\n\ndef f():\n    for key in sorted(MORE):\n        «eval(key)»\n',
    false,
  ],
  'constant keys in a list': ['def f():\n    return [«eval(key)» for key in list({"a": 1, "b": 2}.keys())]\n', false],
  'a name that a request gives': [
    'from flask import request\n\ndef f():\n    fields = {request.args["x"]: 1}\n    for key in fields:\n        «eval(key)»\n',
    true,
  ],
  'a key that a request gives': [
    'from flask import request\n\ndef f():\n    fields = {"a": 1, request.args["x"]: 1}\n    for key in list(fields.keys()):\n        «eval(key)»\n',
    true,
  ],
  'keys of a request that are spread': [
    'from flask import request\n\ndef f():\n    for key in {"a": 1, **request.args}:\n        «eval(key)»\n',
    true,
  ],
};
for (const [name, [code, isFound]] of Object.entries(KEYS)) {
  if (isFound) reports[name] = code;
  else allows[name] = code.replaceAll(/[«»]/g, '');
}
for (const key of ['keys that are added', 'keys of a parameter']) {
  const made = key.endsWith('added') ? '    fields = {"a": 1}\n    fields[x] = 2\n' : '    fields = x\n';
  reports[key] = {
    code: `def f(x):\n${made}    for key in fields.keys():\n        «eval(key)»\n`,
    severity: 'warning',
  };
}

const FRAME_TEXTS: Record<string, string> = {
  'frame.query': 'frame.query(request.args["q"])',
  'frame.eval': 'frame.eval(request.args["q"])',
  'pd.eval': 'pd.eval(request.args["q"])',
  'a frame that was read': 'pd.read_csv("a.csv").query(request.args["q"])',
};
for (const [title, call] of Object.entries(FRAME_TEXTS)) {
  const code = `import pandas as pd\nfrom flask import request\n\ndef f(frame: pd.DataFrame, text):\n    return ${call}\n`;
  reports[`text of a request that pandas evaluates: ${title}`] = code.replace(call, `«${call}»`);
  allows[`text that pandas evaluates: ${title}`] = code.replace('request.args["q"]', 'text');
  allows[`a constant that pandas evaluates: ${title}`] = code.replace('request.args["q"]', '"price > 10"');
}
allows["something else's query"] =
  'import pandas\nfrom flask import request\n\ndef f(session):\n    return session.query(request.args["q"])\n';

/** The whole text of a file that nobody outside names. */
const WHOLE_FILES = [
  'with open(path) as file:\n        «exec(file.read())»',
  'with open(path) as file:\n        text = file.read()\n    «exec(text, {})»',
  '«exec(open(path).read() + "\\n")»',
  '«exec(open(path, "rb").read().decode())»',
  '«exec(Path(path).read_text())»',
  '«exec(compile(open(path).read(), path, "exec"))»',
  'code = compile(open(path).read(), path, "exec")\n    «exec(code)»',
  '«eval(compile(open(path).read(), path, "exec"), {})»',
  'with io.open_code(path) as file:\n        «exec(file.read())»',
  '«exec(open(sys.argv[1]).read())»',
  '«exec(open(os.environ["PYTHONSTARTUP"]).read())»',
  '«exec(open(__file__).read())»',
];
/** Text out of a file, text that is evaluated, and files that a request names. */
const PARTS_OF_FILES = [
  'for line in open(path):\n        «exec(line)»',
  '«exec(open(path).read().split("---")[0])»',
  '«exec(open(path).readline())»',
  '«exec(open(path).read().format(a=1))»',
  '«exec(json.load(open(path))["code"])»',
  'text = open(path).read()\n    text = text[2:]\n    «exec(text)»',
  '«exec(open(request.args["path"]).read())»',
  '«exec(compile(open(request.args["path"]).read(), "x", "exec"))»',
  'with open(request.args["path"]) as file:\n        «exec(file.read())»',
];
const IMPORTS = 'import io\nimport json\nimport os\nimport sys\nfrom pathlib import Path\nfrom flask import request\n';
const inFunction = (lines: string): string => `${IMPORTS}\n\ndef f(path):\n    ${lines}\n`;
const wholeFiles = Object.fromEntries(
  WHOLE_FILES.map((lines): [string, ReportCase] => [
    `a whole file: ${lines}`,
    { code: inFunction(lines), severity: 'warning', message: 'a whole file' },
  ]),
);
const partsOfFiles = Object.fromEntries(
  [...PARTS_OF_FILES, '«eval(open(path).read())»'].map((lines): [string, ReportCase] => [
    `text of a file: ${lines}`,
    { code: inFunction(lines), severity: 'error' },
  ]),
);

ruleTest(dynamicCode, {
  allows: {
    ...allows,
    'ast.literal_eval': 'import ast\n\ndef f(text):\n    return ast.literal_eval(text)\n',
    'literal_eval by name': 'from ast import literal_eval\n\ndef f(text):\n    return literal_eval(text)\n',
    'literal_eval under the name eval': 'from ast import literal_eval as eval\n\ndef f(text):\n    return eval(text)\n',
    'a model in evaluation mode': 'import torch\n\nmodel = torch.nn.Linear(1, 1)\nmodel.eval()\n',
    'a data frame': 'import pandas as pd\n\ndef f(df, q):\n    return df.eval(q)\n',
    'a syntax check':
      'def ok(path):\n    with open(path) as file:\n        compile(file.read(), path, "exec")\n    return True\n',
    'a syntax check of request data':
      'def valid(request):\n    try:\n        compile(request.POST["text"], "<form>", "exec")\n    except SyntaxError:\n        return False\n    return True\n',
    'code that a function of a file that runs none is given':
      'import sys\nimport types\n\nKINDS = (types.FunctionType,)\n\ndef dis(code):\n    print(code.co_code)\n\ndis(compile(sys.stdin.read(), "x", "exec"))\n',
    'code that is taken apart': 'import dis\n\ndef f(t):\n    dis.dis(compile(t, "x", "exec"))\n',
    'code whose parts are looked at':
      'def f(t):\n    code = compile(t, "x", "exec")\n    print(code.co_names, len(code.co_consts))\n',
    'code that a function of the file looks at':
      'def show(code):\n    print(code.co_code)\n\ndef f(args):\n    code = compile(args.infile.read(), "x", "exec")\n    show(code)\n',
    'code that is written down': 'import marshal\n\ndef f(t, out):\n    marshal.dump(compile(t, "x", "exec"), out)\n',
    'a check that never uses the code': 'def ok(text):\n    code = compile(text, "x", "exec")\n    return True\n',
    'a listener that verifies':
      'from logging.config import listen\n\ndef start(check):\n    return listen(9030, verify=check)\n',
    'a listener that verifies by position': 'import logging.config\n\nlogging.config.listen(9030, check)\n',
    'a listener with hidden arguments': 'import logging.config\n\nlogging.config.listen(*args)\n',
    'another listen': 'import socket\n\nsocket.socket().listen(5)\n',
    'a regular expression': 'import re\n\ndef f(text):\n    return re.compile(text)\n',
    'a tree that is only parsed':
      'import ast\n\ndef f(text):\n    return compile(text, "x", "exec", ast.PyCF_ONLY_AST)\n',
    'a tree that is only parsed, by keyword':
      'import ast\n\ndef f(text):\n    return compile(text, "x", "exec", flags=ast.PyCF_ONLY_AST | 1)\n',
    'a method of its own class':
      'class A:\n    def eval(self, x):\n        return x\n\n    def g(self, x):\n        return self.eval(x)\n',
    'a parameter of that name': 'def f(eval, text):\n    return eval(text)\n',
    'a docstring and a comment': '"""eval(input())"""\n# exec(input())\n',
    'no argument': 'eval()\n',
    'a sandboxed eval, which another rule reports': 'def f(text):\n    return eval(text, {"__builtins__": {}})\n',
    'a search for words before it, which another rule reports':
      'def f(text):\n    if "import os" in text:\n        raise ValueError\n    exec(text)\n',
    'restricted code, which another rule reports':
      'from RestrictedPython import compile_restricted\n\ndef f(text):\n    code = compile_restricted(text, "x", "exec")\n    exec(code, {})\n',
    'a constant via other names': 'A = "1"\nB = A\n\ndef f():\n    c = B\n    return eval(c)\n',
    'eval as a name in a list': 'FORBIDDEN = [eval, exec]\n',
  },
  reports: {
    'code that a function of a file that makes functions of code is given': {
      code: 'import sys\nimport types\n\ndef run(code):\n    types.FunctionType(code, {})()\n\nrun(«compile(sys.stdin.read(), "x", "exec")»)\n',
      severity: 'error',
    },
    ...reports,
    'input()': {
      code: 'x = eval(input())\n',
      at: ['1:5-1:18'],
      severity: 'error',
      safety: 'unsafe',
      fixed: 'import ast\nx = ast.literal_eval(input())\n',
    },
    'the command line': {
      code: 'import sys\n\nexec(sys.argv[1])\n',
      at: ['3:1-3:18'],
      severity: 'error',
      message: 'line 3',
      fixed: null,
    },
    'the environment': { code: 'import os\n\nexec(os.environ["CODE"])\n', at: ['3:1'], severity: 'error' },
    'the network': {
      code: 'import requests\n\n\ndef f(url):\n    code = requests.get("https://example.com").text\n    exec(code)\n',
      at: ['6:5'],
      severity: 'error',
      message: 'line 5',
    },
    'a socket stored in the object': {
      code: 'import socket\n\n\nclass Server:\n    def __init__(self):\n        self.sock = socket.socket()\n\n    def handle(self):\n        data = self.sock.recv(1024)\n        exec(data)\n',
      at: ['10:9'],
      severity: 'error',
    },
    'through assignments, an f-string and format': {
      code: 'def view(request):\n    q = request.GET.get("q")\n    text = f"run({q})"\n    line = "{}".format(text)\n    return eval(line + ")")\n',
      at: ['5:12-5:28'],
      severity: 'error',
      message: 'line 2',
    },
    'map(eval, xs)': {
      code: 'def f(xs):\n    return list(map(eval, xs))\n',
      at: ['2:17-2:30'],
      severity: 'warning',
      fixed: null,
    },
    'map over incoming data': {
      code: 'import sys\n\nxs = list(map(eval, sys.argv[1:]))\n',
      at: ['3:11'],
      severity: 'error',
    },
    'lines that are added to a list': {
      code: 'def f(path, n):\n    lines = []\n    for line in find(path):\n        lines.append(line)\n    exec("\\n".join(lines))\n',
      at: ['5:5'],
      severity: 'warning',
    },
    'a dict that a request fills': {
      code: 'def view(request):\n    options = {}\n    options["q"] = request.GET["q"]\n    return eval(options["q"])\n',
      at: ['4:12'],
      severity: 'error',
      message: 'line 3',
    },
    'an argparse type': {
      code: 'import argparse\n\np = argparse.ArgumentParser()\np.add_argument("-x", type=eval)\n',
      at: ['4:1'],
    },
    'blanks and a line break before the bracket': {
      code: 'def f(t):\n    eval (t)\n    eval\\\n    (t)\n',
      at: ['2:5', '3:5'],
      severity: 'warning',
    },
    'inside a lambda and a comprehension': {
      code: 'f = lambda t: eval(t)\n\ndef g(ts):\n    return [exec(t) for t in ts]\n',
      at: ['1:15', '4:13'],
      severity: 'warning',
    },
    'exec of a compiled text is one finding': {
      code: 'def f(t):\n    exec(compile(t, "x", "exec"))\n',
      at: ['2:5'],
      severity: 'warning',
    },
    'exec of a compiled text via a name is one finding': {
      code: 'def f(t):\n    code = compile(t, "x", "exec")\n    exec(code)\n',
      at: ['3:5'],
      severity: 'warning',
    },
    'a listener': {
      code: 'import logging.config\n\nlogging.config.listen(9030)\n',
      at: ['3:1-3:28'],
      severity: 'error',
    },
    'a listener by another name': {
      code: 'from logging.config import listen as hear\n\nthread = hear(port=9030, verify=None)\n',
      at: ['3:10'],
      severity: 'error',
    },
    'a compiled text that is passed to another function': {
      code: 'def f(t):\n    code = compile(t, "x", "exec")\n    run(code)\n',
      at: ['2:12'],
      severity: 'warning',
    },
    'a compiled text that is stored': {
      code: 'def f(self, t):\n    self.code = compile(t, "x", "exec")\n',
      at: ['2:17'],
      severity: 'warning',
    },
    'a compiled text that is read in an inner function': {
      code: 'def f(t):\n    code = compile(t, "x", "exec")\n    def g():\n        return code\n    return g\n',
      at: ['2:12'],
      severity: 'warning',
    },
    'only compile': {
      code: 'def f(t):\n    return compile(t, "x", "eval")\n',
      at: ['2:12'],
      severity: 'warning',
      fixed: null,
    },
    'its own version file': {
      code: 'about = {}\nwith open("pkg/version.py") as f:\n    exec(f.read(), about)\n',
      path: 'setup.py',
      at: ['3:5'],
      severity: 'warning',
    },
    ...wholeFiles,
    ...partsOfFiles,
    'code that another module is handed': {
      code: 'from other import run\n\ndef f(t):\n    run(«compile(t, "x", "exec")»)\n',
      severity: 'warning',
    },
    'code that a function of the file may run': {
      code: 'def run(code):\n    use(code)\n    exec("1")\n\ndef f(t):\n    run(«compile(t, "x", "exec")»)\n',
      severity: 'warning',
    },
    'a test': { code: 'def test(t):\n    eval(t)\n', path: 'tests/test_a.py', at: ['2:5'], severity: 'info' },
    'a check of input': { code: 'eval(input())\n', path: 'tests/test_a.py', at: ['1:1'], severity: 'warning' },
    'the module builtins': {
      code: 'import builtins\n\ndef f(t):\n    builtins.eval(t)\n',
      at: ['4:5'],
      severity: 'warning',
      fixed: 'import ast\nimport builtins\n\ndef f(t):\n    ast.literal_eval(t)\n',
    },
    'if ast is imported under another name': {
      code: 'import ast as tree\n\ndef f(t):\n    return eval(t)\n',
      at: ['4:12'],
      severity: 'warning',
      fixed: 'import ast as tree\n\ndef f(t):\n    return tree.literal_eval(t)\n',
    },
    'if ast is something else': {
      code: 'ast = 1\n\ndef f(t):\n    return eval(t)\n',
      at: ['4:12'],
      severity: 'warning',
      fixed: null,
    },
    'an import goes after docstring and future': {
      code: '"""About."""\nfrom __future__ import annotations\n\nimport os\n\n\ndef f(t):\n    return eval(t)\n',
      at: ['8:12'],
      severity: 'warning',
      fixed:
        '"""About."""\nfrom __future__ import annotations\n\nimport ast\nimport os\n\n\ndef f(t):\n    return ast.literal_eval(t)\n',
    },
    'two at once': {
      code: 'def f(t, u):\n    return eval(t) + eval(u)\n',
      at: ['2:12', '2:22'],
      severity: 'warning',
      fixed: 'import ast\ndef f(t, u):\n    return ast.literal_eval(t) + ast.literal_eval(u)\n',
    },
    'with a namespace there is no rewrite': {
      code: 'def f(t, ns):\n    return eval(t, ns)\n',
      at: ['2:12'],
      severity: 'warning',
      fixed: null,
    },
    "Python 2's statement": { code: 'def f(t):\n    exec t in {}\n', at: ['2:5'], severity: 'warning' },
    'star arguments': {
      code: 'def f(*args):\n    return eval(*args)\n',
      at: ['2:12'],
      severity: 'warning',
      fixed: null,
    },
  },
});
