import { type Constructs, numbered, python, repeat, settings } from './construct.ts';

const FLASK = 'from flask import request\n';

/** Python that grows by functions, classes, imports, strings and levels, as generated or odd programs have them. */
export const PYTHON_SHAPES: Constructs = {
  'small functions': python((size) => numbered(size, (i) => `def f${i}(a, b=None):\n    return a\n\n\n`)),
  'small functions with a finding each': python((size) => numbered(size, (i) => `def f${i}(a):\n    return eval(a)\n`)),
  'functions that search what they run': python((size) =>
    numbered(size, (i) => `def f${i}(a):\n    ${'0 in a;'.repeat(4)}eval(a)\n`),
  ),
  'views that share a helper': python(
    (size) => `${FLASK}def run(x):\n  eval(x)\n${numbered(size, (i) => `def f${i}():\n  run(request.args["a"])\n`)}`,
  ),
  'helpers that call all before': python((size) =>
    numbered(size, (i) => `def f${i}(x):\n  f${Math.floor(i / 2)}(x)\n  f${i - 1}(x)\n  eval(x)\n`),
  ),
  'methods that call each other': python(
    (size) => `class A:\n${numbered(size, (i) => `  def m${i}(self, x):\n    eval(x)\n    self.m${i + 1}(x)\n`)}`,
  ),
  'methods over many attributes': python(
    (size) =>
      `${FLASK}class A:\n${numbered(size, (i) => `  def m${i}(self):\n    self.a${i} = self.a${i + 1}\n    eval(self.a${i})\n`)}`,
  ),
  classes: python((size) => numbered(size, (i) => `class A${i}(A${i - 1}):\n    debug = True\n`)),
  'classes of one base': settings((size) =>
    numbered(size, (i) => `class A${i}(Base):\n    DEBUG = True\n    X = Base.DEBUG\n`),
  ),
  'nested functions': python((size) =>
    numbered(size, (i) => `def f${i}():\n  def g(x):\n    def h():\n      return eval(x)\n    return h\n`),
  ),
  lambdas: python((size) => `x = [${repeat(size, 'lambda a: eval(a), ')}]\n`),
  'nested lambdas': python((size) => `x = ${repeat(size, 'lambda a: ')}eval(a)\n`),
  comprehensions: python((size) => repeat(size, 'x = [eval(a) for a in b if c]\n')),
  'one comprehension': python((size) => `x = [eval(a) ${repeat(size, 'for a in b if c ')}]\n`),
  'ever deeper blocks': python((size) =>
    numbered(size, (i) => `${' '.repeat(i % 90)}if a:\n${i % 90 === 89 ? `${' '.repeat(90)}eval(x)\n` : ''}`),
  ),
  'deep indentation': python((size) =>
    Array.from({ length: Math.ceil(Math.sqrt(2 * size)) }, (_, i) => `${' '.repeat(i)}if a:\n`).join(''),
  ),
  'deep indentation, then back': python((size) => {
    const depth = Math.ceil(Math.sqrt(size));
    const into = Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}if a:\n`).join('');
    const back = Array.from({ length: depth }, (_, i) => `${' '.repeat(depth - i)}eval(x)\n`).join('');
    return into + back;
  }),
  'nested calls': python((size) => `x = ${repeat(size / 2, 'f(')}eval(y)${repeat(size / 2, ')')}\n`),
  'nested calls of 90 levels': python((size) => repeat(size, `x = ${'f('.repeat(90)}eval(y)${')'.repeat(90)}\n`)),
  'nested lists': python((size) => `x = ${repeat(size / 2, '[')}${repeat(size / 2, ']')}\neval(x)\n`),
  'nested dicts': settings((size) => `X = ${repeat(size / 2, '{"a": ')}1${repeat(size / 2, '}')}\nDEBUG = True\n`),
  'unary operators': python((size) => `x = ${repeat(size, 'not ')}eval(y)\n`),
  'signs and powers': python((size) => `x = ${repeat(size, '-')}1 ${repeat(size, '** 2 ')}\neval(x)\n`),
  'awaits and stars': python((size) => `async def f(x):\n  return ${repeat(size, 'await ')}eval(x)\n`),
  'conditional expressions': python((size) => `x = ${repeat(size, 'a if b else ')}eval(y)\n`),
  subscripts: python((size) => `x = a${repeat(size, '[0]')}\neval(x)\n`),
  attributes: python((size) => `x = a${repeat(size, '.b')}\neval(x)\n`),
  'targets in a chain': python((size) => `${repeat(size, 'a = ')}eval(x)\n`),
  'targets in a tuple': python((size) => `${numbered(size, (i) => `a${i}, `)} = b\neval(a0)\n`),
  'statements on one line': python((size) => `${repeat(size, 'x = 1; ')}eval(x)\n`),
  'different statements on one line': python((size) => `${numbered(size, (i) => `x${i} = x${i - 1}; `)}eval(x7)\n`),
  'calls of one name': python((size) => `run = eval\n${repeat(size, 'run(x)\n')}`),
  'many names for one function': python((size) => numbered(size, (i) => `e${i} = eval\ne${i}(x)\n`)),
  'names in a chain': python((size) => `e0 = eval\n${numbered(size, (i) => `e${i + 1} = e${i}\n`)}e99(x)\n`),
  'a chain of values': settings((size) => `A0 = True\n${numbered(size, (i) => `A${i + 1} = A${i}\n`)}DEBUG = A50\n`),
  'a chain of values, all asked': settings(
    (size) => `A0 = True\n${numbered(size, (i) => `A${i + 1} = A${i}\nDEBUG = A${i + 1}\n`)}`,
  ),
  'text that grows': python((size) => `x = ""\n${repeat(size, 'x += "a"\n')}eval(x)\n`),
  'text that grows, always asked': python((size) => `x = ""\n${repeat(size, 'x += "a"\neval(x)\n')}`),
  'a list that grows': settings((size) => `A = []\n${repeat(size, 'A.append("django")\n')}INSTALLED_APPS = A\n`),
  'a list that grows by sums': settings((size) => `MIDDLEWARE = []\n${repeat(size, 'MIDDLEWARE += ["a"]\n')}`),
  'a dict that grows': settings((size) => `D = {}\n${numbered(size, (i) => `D["a${i}"] = True\n`)}DEBUG = D["a1"]\n`),
  'settings that read the environment': settings(
    (size) =>
      `import os\n${numbered(size, (i) => `A${i} = os.environ.get("A${i}", "True") == "True"\nDEBUG = A${i}\n`)}`,
  ),
  'many settings': settings((size) =>
    numbered(size, (i) => `SECRET_KEY${i} = "aaaaaaaaaaaaaaaaaaaaaaaa${i}"\nDATABASE_PASSWORD_${i} = "hunter2-${i}"\n`),
  ),
  'every setting again': settings((size) =>
    repeat(
      size,
      'SECRET_KEY = "django-insecure-aaaaaaaaaaaaaaa"\nALLOWED_HOSTS = ["*"]\nSESSION_COOKIE_SECURE = False\nSECURE_SSL_REDIRECT = False\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\n',
    ),
  ),
  'settings under conditions': settings((size) =>
    numbered(size, (i) => `if A${i}:\n    DEBUG = True\nelse:\n    DEBUG = B\n`),
  ),
  'settings in tries': settings((size) => repeat(size, 'try:\n    DEBUG = A\nexcept KeyError:\n    DEBUG = True\n')),
  'settings of an application': python(
    (size) =>
      `from flask import Flask\napp = Flask(__name__)\n${repeat(size, 'app.config["DEBUG"] = True\napp.config.update(DEBUG=True)\napp.run(debug=True)\n')}`,
  ),
  'many applications': python(
    (size) =>
      `from flask import Flask\n${numbered(size, (i) => `a${i} = Flask(__name__)\na${i}.debug = True\na${i}.run(debug=True)\n`)}`,
  ),
  'imports of modules': python((size) => `${numbered(size, (i) => `import a${i}.b.c as d${i}\n`)}eval(x)\n`),
  'one import of many names': python((size) => `from a import (${numbered(size, (i) => `b${i}, `)})\neval(x)\n`),
  'the same import': python((size) => `${repeat(size, 'from pickle import loads\nloads(x)\n')}`),
  'imports in functions': python((size) =>
    numbered(size, (i) => `def f${i}(x):\n  import pickle\n  pickle.loads(x)\n`),
  ),
  'relative imports': python((size) => numbered(size, (i) => `from .a${i} import b\nfrom ..c${i} import *\n`)),
  globals: python((size) => `def f():\n${numbered(size, (i) => `  global a${i}\n  a${i} = eval\n`)}  a1(x)\n`),
  'global in every function': python(
    (size) => `run = None\n${numbered(size, (i) => `def f${i}():\n  global run\n  run = eval\n  run(x)\n`)}`,
  ),
  'long strings': python((size) => repeat(size, `x = "${'a'.repeat(5000)}"\neval(x)\n`)),
  'one string over many lines': python((size) => `x = """${repeat(size, 'eval(x)\n')}"""\neval(x)\n`),
  'strings of code': python((size) => repeat(size, 'eval("1 + 2")\nexec("x = 1")\n')),
  'an exec of a long text': python((size) => `exec("""${repeat(size, 'x = eval(y)\n')}""")\n`),
  'escapes in a string': python((size) => `x = "${repeat(size, '\\x65\\u0065')}"\neval(x)\n`),
  'nested f-strings': python((size) => repeat(size, 'x = f"{f\'{a}\'}{b!r:>{c}}"\neval(x)\n')),
  'deep f-strings': python((size) => `x = ${repeat(size / 2, 'f"{')}1${repeat(size / 2, '}"')}\neval(x)\n`),
  'deep f-string formats': python((size) => `x = f"${repeat(size / 2, '{a:')}${repeat(size / 2, '}')}"\neval(x)\n`),
  'f-strings into a shell': python((size) => `import os\n${repeat(size, 'os.system(f"rm {a} {b} {c}")\n')}`),
  'one f-string into a shell': python((size) => `import os\nos.system(f"rm ${repeat(size, '{a} ')}")\n`),
  'formats into a shell': python(
    (size) => `import os\n${repeat(size, 'os.system("rm {} {}".format(a, b))\nos.system("rm %s" % a)\n')}`,
  ),
  'one sum into a shell': python((size) => `import os\nos.system("a" ${repeat(size, '+ b ')})\n`),
  'unended strings': python((size) => repeat(size, '"""a\n\'\'\'b\n')),
  'unended quotes': python((size) => repeat(size, 'x = "a\n')),
  comments: python((size) => `${repeat(size, '# a comment like any other\n')}eval(x)\n`),
  'one long comment': python((size) => `# ${repeat(size, 'eval(x) ')}\neval(x)\n`),
  'noqa comments': python((size) => repeat(size, 'eval(x)  # noqa: S307, S102\n')),
  'comments that are nearly ours': python((size) => repeat(size, 'x = 1  # antivenom: Ignore[dynamic-code] x\n')),
  'comments of unknown rules': python((size) => numbered(size, (i) => `x = 1  # antivenom: ignore[rule-${i}] x\n`)),
  'comments in one statement': python(
    (size) => `eval([\n${repeat(size, '  1,  # antivenom: ignore[dynamic-code] x\n')}])\n`,
  ),
  'continued lines': python((size) => `x = a ${repeat(size, '\\\n + b')}\neval(x)\n`),
  'lone carriage returns': python((size) => repeat(size, 'eval(x)\r')),
  'form feeds': python((size) => repeat(size, '\feval(x)\n')),
  'wide characters on one line': python((size) => `x = "${repeat(size, '💥')}"; eval(x)\n`),
  'wide characters between findings': python((size) => repeat(size, 'eval("💥" + x);')),
  'names of many alphabets': python((size) =>
    numbered(size, (i) => `ｅｖａｌ${String.fromCodePoint(0x4e00 + (i % 20000))} = é${i}\n`),
  ),
  'directions in comments': python((size) => repeat(size, '# \u202e\u2066 x\n')),
  'conflict marks': python((size) => repeat(size, '<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n')),
  'pickle and yaml': python((size) => `import pickle, yaml\n${repeat(size, 'pickle.loads(x)\nyaml.load(x)\n')}`),
  'files that are read': python(
    (size) => `import pickle\n${repeat(size, 'with open(a) as f:\n  x = pickle.load(f)\n')}`,
  ),
  'asserts as checks, long': python(
    (size) => `def f(user):\n  assert ${repeat(size, 'user.is_admin and ')}user.is_staff\n`,
  ),
  'dunder walks': python((size) => repeat(size, 'eval(x.__class__.__mro__[1].__subclasses__())\n')),
  'guards of one kind': python((size) => `${repeat(size, 'if DEBUG:\n  eval(x)\nelif not DEBUG:\n  eval(y)\n')}`),
  'guards that return': python(
    (size) => `def f(x):\n${repeat(size, '  if not x.isdigit():\n    return\n')}  eval(x)\n`,
  ),
  'a long if': python((size) => `if ${repeat(size, 'DEBUG and ')}x:\n  eval(x)\n`),
  'a match of long patterns': python((size) => `match x:\n  case ${repeat(size, '1 | ')}2:\n    eval(x)\n`),
  'decorated views': python(
    (size) =>
      `from flask import Flask, request\napp = Flask(__name__)\n${numbered(size, (i) => `@app.route("/${i}")\ndef v${i}():\n  return str(eval(request.args["x"]))\n`)}`,
  ),
  'type parameters': python((size) => `def f[${numbered(size, (i) => `T${i}, `)}](x): eval(x)\n`),
  parameters: python((size) => `def f(${numbered(size, (i) => `a${i}=eval, `)}):\n  a1(x)\n`),
  arguments: python((size) => `eval(${numbered(size, (i) => `a${i}=x, `)})\n`),
  'arguments of a subprocess': python(
    (size) => `import subprocess\nsubprocess.run([${repeat(size, '"a", ')}x], shell=True)\n`,
  ),
  'starred arguments of a subprocess': python(
    (size) => `import subprocess\na = ["b"]\nsubprocess.run([${repeat(size, '*a, ')}x])\n`,
  ),
  'one list for many subprocesses': python(
    (size) => `import subprocess\na = [${repeat(size / 2, '"b", ')}]\n${repeat(size / 2, 'subprocess.run(a)\n')}`,
  ),
  'a list that grows between subprocesses': python(
    (size) => `import subprocess\na = []\n${repeat(size, 'a.append("b")\nsubprocess.run(a)\n')}`,
  ),
  'returns of one function': python((size) => `def f(x):\n${repeat(size, '  if x: return x\n')}eval(f(input()))\n`),
  'calls of one helper': python((size) => `def f(x):\n  return x\n${repeat(size, 'eval(f(input()))\n')}`),
  'loops in loops': python(
    (size) =>
      `def f(x):\n${numbered(size, (i) => `${' '.repeat((i % 80) + 1)}for x in x:\n${i % 80 === 79 ? `${' '.repeat(81)}eval(x)\n` : ''}`)}`,
  ),
};
