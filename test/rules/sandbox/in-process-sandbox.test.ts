import { LOCKED_MODULES, SANDBOX_CALLS } from '../../../src/data/in-process-sandboxes.ts';
import { inProcessSandbox } from '../../../src/rules/sandbox/in-process-sandbox.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
const table = [...SANDBOX_CALLS];
for (const [name, sink] of table) {
  const before = 'x, '.repeat(sink.index);
  const text = sink.on === 'outside text' ? 'input()' : 'text';
  for (const { way, setup, expression } of spellings(name)) {
    const call = `${expression}(${before}${text})`;
    const code = `${setup}def f(text, x):\n    return ${call}\n`;
    reports[`${name} through ${way}`] = {
      code,
      at: [placeOf(code, call)],
      severity: sink.isSubinterpreter ? 'warning' : 'error',
    };
    allows[`${name} through ${way} on a constant`] = `${setup}def f(x):\n    return ${expression}(${before}"1 + 1")\n`;
    if (text === 'input()')
      allows[`${name} through ${way} on a text that is given`] =
        `${setup}def f(text):\n    return ${expression}(text)\n`;
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] = `${setup}def f(text, x):\n    return ${expression}(${before}${text})\n`;
  }
}
for (const module of LOCKED_MODULES) {
  reports[`the module ${module} locked out`] = { code: `import sys\n\nsys.modules["${module}"] = None\n`, at: ['3:1'] };
}

ruleTest(inProcessSandbox, {
  allows: {
    ...allows,
    'eval of a given text, which another rule reports': 'def f(text, ns):\n    return eval(text, ns)\n',
    'a namespace without __builtins__': 'def f(text):\n    return eval(text, {"x": 1})\n',
    'all builtins': 'def f(text):\n    return eval(text, {"__builtins__": __builtins__, "x": 1})\n',
    'the module builtins': 'import builtins\n\ndef f(text):\n    exec(text, {"__builtins__": builtins})\n',
    'a constant in a restricted namespace': 'eval("1 + 1", {"__builtins__": {}})\n',
    'an audit hook that only watches':
      'import sys\n\ndef hook(event, args):\n    print(event)\n\nsys.addaudithook(hook)\n',
    'an optional module': 'import sys\n\nsys.modules["numpy"] = None\n',
    'its own module': 'import sys\n\nsys.modules["os"] = fake\n',
    'an import hook that watches':
      'import builtins\n\noriginal = builtins.__import__\n\ndef watch(name, *args):\n    seen.add(name)\n    return original(name, *args)\n\nbuiltins.__import__ = watch\n',
    'a factory of an import hook that watches':
      'import builtins\n\nclass Watch:\n    def wrap(self, original):\n        def watch(name, *args):\n            self.seen.add(name)\n            return original(name, *args)\n        return watch\n\n    def __enter__(self):\n        builtins.__import__ = self.wrap(builtins.__import__)\n',
    'restoring the import': 'import builtins\n\noriginal = builtins.__import__\nbuiltins.__import__ = original\n',
    'a name for old Pythons': 'import builtins\n\nbuiltins.input = raw_input\nbuiltins.unicode = str\n',
    'a search for a word without running code': 'def f(text):\n    return "import os" in text\n',
    'a search for another word': 'def f(text):\n    if "hello" in text:\n        return\n    exec(text)\n',
    'model evaluation': 'import torch\n\nm = torch.nn.Linear(1, 1)\nm.eval()\n',
    'a search for other words': 'def f(code):\n    if code.startswith("calc"):\n        return eval("1")\n',
  },
  reports: {
    ...reports,
    'empty builtins': {
      code: 'def f(text):\n    return eval(text, {"__builtins__": {}})\n',
      at: ['2:12-2:44'],
      severity: 'error',
      message: '().__class__',
      help: /container.*gVisor.*nsjail.*bubblewrap.*VM.*WASM/,
    },
    'no builtins': { code: 'def f(text):\n    exec(text, {"__builtins__": None}, {})\n', at: ['2:5'] },
    'a few builtins': { code: 'def f(text):\n    exec(text, {"__builtins__": {"len": len}})\n', at: ['2:5'] },
    'a named namespace': {
      code: 'SAFE = {"__builtins__": {}}\n\ndef f(text):\n    return eval(text, SAFE)\n',
      at: ['4:12'],
    },
    'dict()': { code: 'def f(text):\n    return eval(text, dict(__builtins__={}))\n', at: ['2:12'] },
    'a namespace restricted later': {
      code: 'def f(text):\n    ns = {}\n    ns["__builtins__"] = {}\n    exec(text, ns)\n',
      at: ['4:5'],
    },
    'restricted code in restricted globals is one finding': {
      code: 'from RestrictedPython import compile_restricted\n\ndef f(text):\n    code = compile_restricted(text, "x", "exec")\n    exec(code, {"__builtins__": {}})\n',
      at: ['4:12'],
    },
    'a namespace stored in the object': {
      code: 'class Runner:\n    def __init__(self):\n        self.scope = {"__builtins__": {}}\n\n    def run(self, text):\n        exec(text, self.scope)\n',
      at: ['6:9'],
    },
    'compiled first': {
      code: 'def f(text):\n    exec(compile(text, "x", "exec"), {"__builtins__": {}})\n',
      at: ['2:5'],
    },
    'globals by keyword': { code: 'def f(text):\n    return eval(text, globals={"__builtins__": {}})\n', at: ['2:12'] },
    'an alias of eval': {
      code: 'import builtins as b\n\ndef f(text):\n    return b.eval(text, {"__builtins__": {}})\n',
      at: ['4:12'],
    },
    'a word before exec': {
      code: 'def f(code):\n    if "import os" in code:\n        raise ValueError\n    exec(code)\n',
      at: ['2:8-2:27'],
    },
    'words in any': {
      code: 'BAD = ["import", "eval", "__"]\n\ndef f(code):\n    if any(word in code for word in BAD):\n        raise ValueError\n    exec(code)\n',
      at: ['4:12'],
    },
    'words in a loop': {
      code: 'def f(code):\n    for word in ("import", "open"):\n        if word in code:\n            return None\n    return eval(code)\n',
      at: ['3:12'],
    },
    'a word in lower case': {
      code: 'def f(code):\n    if "__import__" in code.lower():\n        return None\n    return eval(code)\n',
      at: ['2:8'],
    },
    'an audit hook that raises': {
      code: 'import sys\n\ndef hook(event, args):\n    if event == "open":\n        raise RuntimeError(event)\n\nsys.addaudithook(hook)\n',
      at: ['7:1-7:23'],
    },
    'a replaced import': {
      code: 'import builtins\n\ndef guard(name, *args):\n    raise ImportError(name)\n\nbuiltins.__import__ = guard\n',
      at: ['6:1'],
    },
    'a factory of an import hook that refuses': {
      code: 'import builtins\n\ndef wrap(original):\n    def guard(name, *args):\n        if name == "os":\n            raise ImportError(name)\n        return original(name, *args)\n    return guard\n\nbuiltins.__import__ = wrap(builtins.__import__)\n',
      at: ['10:1'],
    },
    'an import hook from elsewhere': {
      code: 'import builtins\nfrom guards import guard\n\nbuiltins.__import__ = guard\n',
      at: ['4:1'],
    },
    'a replaced import by key': { code: '__builtins__["__import__"] = guard\n', at: ['1:1'] },
    'a replaced import by setattr': {
      code: 'import builtins\n\nsetattr(builtins, "__import__", guard)\n',
      at: ['3:1'],
    },
    'a removed builtin': {
      code: 'import builtins\n\ndel builtins.eval\nbuiltins.exec = None\n',
      at: ['3:1', '4:1'],
    },
    'modules in a loop': {
      code: 'import sys\n\nfor name in ("os", "socket"):\n    sys.modules[name] = None\n',
      at: ['4:5'],
    },
    'a test': {
      code: 'def f(t):\n    eval(t, {"__builtins__": {}})\n',
      path: 'tests/test_e.py',
      at: ['2:5'],
      severity: 'warning',
    },
    ...Object.fromEntries(
      [
        '{**SAFE, "x": 1}',
        'SAFE.copy()',
        'dict(SAFE, x=1)',
        'dict(**SAFE)',
        'SAFE | {"x": 1}',
        'copy.copy(SAFE)',
        'made()',
        'filled()',
      ].map((scope): [string, ReportCase] => {
        const code = `import copy\n\nSAFE = {"__builtins__": None}\n\ndef made():\n    return {"__builtins__": {}}\n\ndef filled():\n    g = {}\n    g.update({"__builtins__": {}})\n    return g\n\ndef f(code):\n    eval(code, ${scope})\n`;
        return [`globals ${scope}`, { code, at: [placeOf(code, `eval(code, ${scope})`)] }];
      }),
    ),
    'a default for the builtins': {
      code: 'def f(code):\n    g = {}\n    g.setdefault("__builtins__", {})\n    exec(code, g)\n',
      at: ['4:5'],
    },
    'a dict that the module restricts later': {
      code: 'G = {}\nG["__builtins__"] = {}\n\n\ndef f(code):\n    exec(code, G)\n',
      at: ['6:5'],
    },
    'a pattern of forbidden words': {
      code: 'import re\n\nBAD = re.compile(r"\\bimport\\b|__")\n\n\ndef f(code):\n    if BAD.search(code):\n        raise ValueError\n    exec(code)\n',
      at: ['7:8-7:24'],
    },
    'a search for a forbidden word': {
      code: 'def f(code):\n    if code.find("__") >= 0:\n        raise ValueError\n    exec(code)\n',
      at: ['2:8-2:23'],
    },
  },
});
