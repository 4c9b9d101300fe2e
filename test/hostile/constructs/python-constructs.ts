import { type Constructs, numbered, python, repeat } from './construct.ts';

/** Python that grows by findings, values and comments. */
export const PYTHON: Constructs = {
  'breakpoints on one line': python((size) => repeat(size, 'breakpoint();')),
  'evals on one line': python((size) => `from flask import request\n${repeat(size, 'eval(request.args["x"]);')}`),
  'evals in one function': python(
    (size) => `from flask import request\ndef f():\n${repeat(size, '  eval(request.args["x"])\n')}`,
  ),
  'evals of a parameter': python((size) => `def f(x):\n${repeat(size, '  eval(x)\n')}`),
  'findings with a Bandit comment': python((size) => repeat(size, 'eval(x)  # nosec B307\n')),
  'only Bandit comments': python((size) => `${repeat(size, '# nosec B307\n')}eval(x)\n`),
  'only our comments': python((size) => `${repeat(size, '# antivenom: ignore[dynamic-code] x\n')}eval(x)\n`),
  'our comments on one line': python((size) => `x = 1  ${repeat(size, '#antivenom:ignore[')}\neval(input())\n`),
  'one comment for many rules': python((size) => `eval(x) # antivenom: ignore[${repeat(size, 'dynamic-code,')}]\n`),
  'findings with our comment': python((size) => repeat(size, 'eval(x)  # antivenom: ignore[dynamic-code] y\n')),
  'reassigned in loops': python((size) => `x = 1\n${repeat(size, 'for i in y:\n  x = x + i\n')}eval(x)\n`),
  'reassigned in branches': python((size) => `x = 1\n${repeat(size, 'if y:\n  x = z(x)\n')}eval(x)\n`),
  'functions that call each other': python((size) =>
    numbered(size, (i) => `def f${i}(x):\n  eval(x)\n  f${i + 1}(x)\n  f${i + 7}(x)\n`),
  ),
  'chained helpers': python(
    (size) => `${numbered(size, (i) => `def f${i}(x): return f${i + 1}(x)\n`)}eval(f0(input()))\n`,
  ),
  'an elif chain': python((size) => `if a: pass\n${repeat(size, 'elif b: x = 1\n')}DEBUG = True\n`, 'shop/settings.py'),
  decorators: python((size) => `${repeat(size, '@a\n')}def f(): eval(input())\n`),
  'boolean operands': python((size) => `x = ${repeat(size, 'a and ')}eval(input())\n`),
  additions: python((size) => `x = ${repeat(size, 'a + ')}eval(input())\n`),
  'joined strings': python((size) => `x = ${repeat(size, '"a" ')}\neval(x)\n`),
  'except handlers': python((size) => `try: pass\n${repeat(size, 'except A: x = 1\n')}eval(input())\n`),
  'match cases': python((size) => `match x:\n${repeat(size, '  case 1: eval(x)\n')}`),
  'call chains': python((size) => `x = a${repeat(size, '.b(c)')}\neval(x)\n`),
  'chained comparisons': python((size) => `x = ${repeat(size, 'a < ')}b\neval(x)\n`),
  'a long list': python((size) => `x = [${repeat(size, '1, ')}]\neval(x)\n`),
  'a long dict': python((size) => `D = {${numbered(size, (i) => `"k${i}": True, `)}}\n`, 'shop/settings.py'),
  settings: python((size) => numbered(size, (i) => `DEBUG = True\nX${i} = DEBUG\n`), 'shop/settings.py'),
  'settings of one dict': python(
    (size) => repeat(size, 'D["DEBUG"] = True\nD.update(DEBUG=True)\n'),
    'shop/settings.py',
  ),
  'asserts of tuples': python((size) => repeat(size, 'assert (x, "m")\n')),
  'asserts as checks': python((size) => `def f(user):\n${repeat(size, '  assert user.is_admin\n')}`),
  'f-string names': python((size) => `x = f"${repeat(size, '\\\\N{')}"\neval(input())\n`),
  'f-string fields': python((size) => `x = f"${repeat(size, '{a}')}"\neval(x)\n`),
  'combining marks': python((size) => `x = "e${repeat(size, '\u0301\u0323')}"\neval(input())\n`),
  'wide names': python((size) => `${repeat(size, 'ｅｖａｌ(x)\n')}`),
  imports: python((size) => numbered(size, (i) => `from a${i} import b${i} as eval${i}, c\n`)),
  'star imports': python((size) => `${numbered(size, (i) => `from a${i} import *\n`)}eval(input())\n`),
  'sandbox words': python(
    (size) => `if "__${repeat(size, 'a')}\n x" in code:\n  pass\nexec(code, {"__builtins__": {}})\n`,
  ),
  'sandbox attempts': python((size) => repeat(size, 'if "__" in code: pass\nexec(code, {"__builtins__": {}})\n')),
  'subprocess calls': python(
    (size) => `import subprocess, os\n${repeat(size, 'os.system(f"a {x}")\nsubprocess.run(x, shell=True)\n')}`,
  ),
  'setup.py classifiers': python(
    (size) =>
      `from setuptools import setup\nsetup(python_requires=">=3.7${repeat(size, ',!=3.7.1')}", install_requires=[${repeat(size, '"a>=1", ')}])\n`,
    'setup.py',
  ),
  'empty lines': python((size) => `${repeat(size, '\n')}eval(input())\n`),
  'one long string': python((size) => `x = "${repeat(size, 'a')}"\neval(x)\n`),
  brackets: python((size) => `x = ${repeat(size, '(')}\neval(input())\n`),
  'broken lines': python((size) => repeat(size, 'x = = eval(input())\n')),
};
