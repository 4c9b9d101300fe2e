import { NAME_LOOKUPS } from '../../../src/data/name-lookups.ts';
import { untrustedNameLookup } from '../../../src/rules/execution/untrusted-name-lookup.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, string | ReportCase> = {};
for (const [name, { index }] of NAME_LOOKUPS) {
  const given = (text: string): string => (index === 0 ? text : `thing, ${text}`);
  for (const { way, setup, expression } of spellings(name)) {
    const call = `${expression}(${given('request.GET["name"]')})`;
    const code = `${setup}def view(request, thing):\n    return ${call}\n`;
    reports[`${name} through ${way}`] = { code, at: [placeOf(code, call)], message: 'line' };
    const line = `${expression}(${given('sys.argv[1]')})`;
    const argv = `import sys\n${setup}def main(thing):\n    return ${line}\n`;
    reports[`${name} through ${way} on the command line`] = { code: argv, at: [placeOf(argv, line)] };
    allows[`${name} through ${way} on a name that is given`] =
      `${setup}def f(thing, name):\n    return ${expression}(${given('name')})\n`;
    allows[`${name} through ${way} on a constant`] =
      `${setup}def view(request, thing):\n    return ${expression}(${given('"name"')})\n`;
    allows[`${name} through ${way} on the environment`] =
      `import os\n${setup}def f(thing):\n    return ${expression}(${given('os.environ["PLUGIN"]')})\n`;
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] =
      `${setup}def view(request, thing):\n    return ${expression}(${given('request.GET["name"]')})\n`;
  }
}

// In Python's own security model getattr is not a vulnerability: a thousand of them are silent.
const objects = ['self', 'obj', 'settings', 'module', 'cls', 'args', 'request', 'user', 'type(self)', 'self.model'];
const names = [
  'name',
  '"attr"',
  'field.name',
  'f"{prefix}_{name}"',
  'key.lower()',
  '"get_" + name',
  'names[0]',
  'attr',
  'method',
  'self.field',
];
const tails = ['', ', None', ', []', ', default', ', {}', ', 0', ', ""', ', False', ', cls.default', ', lambda: None'];
const ordinary = objects.flatMap((object) =>
  names.flatMap((name) => tails.map((tail) => `        getattr(${object}, ${name}${tail})`)),
);

const NAMESPACE_READS = [
  'globals().get(name)',
  'vars().setdefault(name, None)',
  'locals().pop(name)',
  'sys.modules.get(name)',
  'vars(thing)[name]',
  'thing.__globals__[name]',
  'thing.__dict__.get(name)',
];
for (const read of NAMESPACE_READS) {
  reports[`a namespace: ${read}`] =
    `import sys\n\ndef view(request, thing):\n    name = request.GET["n"]\n    «${read}»\n`;
}
reports['a namespace via a name'] =
  'def view(request, thing):\n    names = thing.__globals__\n    return «names.get(request.GET["n"])»\n';
allows['a constant name in a namespace'] =
  'def view(request):\n    request.GET["n"]\n    return globals().get("HANDLERS")\n';
allows["the program's dict"] =
  'HANDLERS = {}\n\ndef view(request):\n    globals()\n    return HANDLERS.get(request.GET["n"])\n';
allows['a namespace asked for an allowed name'] =
  'def view(request):\n    name = request.GET["n"]\n    if name in ("a", "b"):\n        return globals().get(name)\n';

const FILTERED = [
  '[f for f in request.GET.getlist("f") if f in FIELDS]',
  'list(f for f in request.GET.getlist("f") if f in FIELDS and f)',
  '{f for f in request.GET.getlist("f") if f in ("a", "b")}',
];
for (const names of FILTERED) {
  allows[`names that were let through: ${names}`] =
    `FIELDS = {"a"}\n\ndef view(request, thing):\n    for name in ${names}:\n        setattr(thing, name, "")\n`;
  allows[`names that were let through before: ${names}`] =
    `FIELDS = {"a"}\n\ndef view(request, thing):\n    chosen = ${names}\n    return [getattr(thing, one) for one in chosen]\n`;
}
for (const condition of ['f', 'len(f) > 2', 'f not in FIELDS', 'f in request.POST', 'f in FIELDS or f']) {
  reports[`names that ${condition} lets through`] =
    `FIELDS = {"a"}\n\ndef view(request, thing):\n    for name in [f for f in request.GET.getlist("f") if ${condition}]:\n        «setattr(thing, name, "")»\n`;
}

ruleTest(untrustedNameLookup, {
  allows: {
    ...allows,
    [`${ordinary.length} ordinary calls`]: `class View:\n    def get(self, obj, settings, module, cls, args, request, user, name, names, key, field, prefix, attr, method, default):\n${ordinary.join('\n')}\n`,
    "a view's dispatch":
      'class View:\n    def dispatch(self, request):\n        return getattr(self, request.method.lower(), None)\n',
    'a constant prefix': 'def view(request, handlers):\n    return getattr(handlers, "do_" + request.GET["action"])\n',
    'a constant prefix in an f-string':
      'def view(request, handlers):\n    return getattr(handlers, f"do_{request.GET[\'action\']}")\n',
    'a name that was looked up before':
      'def view(request, report):\n    name = request.GET["field"]\n    if name not in ALLOWED:\n        raise KeyError(name)\n    return getattr(report, name)\n',
    'a name inside a test':
      'def view(request, report):\n    name = request.GET["field"]\n    if name in ALLOWED:\n        return getattr(report, name)\n    return None\n',
    'its own dict': 'def view(request):\n    return HANDLERS[request.GET["name"]]()\n',
    'a global by a constant': 'def view(request):\n    return globals()["handler"]\n',
  },
  reports: {
    ...reports,
    'globals by a name from outside': {
      code: 'def view(request):\n    return globals()[request.GET["name"]]()\n',
      at: ['2:12-2:42'],
      severity: 'warning',
    },
    'through a variable': {
      code: 'from flask import request\n\ndef view(report):\n    field = request.args["f"].strip()\n    return getattr(report, field)\n',
      at: ['5:12-5:34'],
      message: 'line 4',
    },
    'a module below a package': {
      code: 'import importlib\n\ndef view(request):\n    return importlib.import_module("plugins." + request.GET["p"])\n',
      at: ['4:12'],
    },
    'a test for something else': {
      code: 'def view(request, report):\n    name = request.GET["field"]\n    if name not in ALLOWED:\n        print(name)\n    return getattr(report, name)\n',
      at: ['5:12'],
    },
    'a test': {
      code: 'def view(request, o):\n    getattr(o, request.GET["x"])\n',
      path: 'tests/test_v.py',
      at: ['2:5'],
      severity: 'info',
    },
  },
});
