/** For each construct and format, a file that grows with its size, which is roughly its length in bytes. */
export interface Construct {
  readonly path: string;
  grow(size: number): string;
}

const repeat = (size: number, part: string): string => part.repeat(Math.ceil(size / part.length));
const numbered = (size: number, each: (index: number) => string): string => {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; length < size; index += 1) {
    const part = each(index);
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
};
const python = (grow: (size: number) => string, path = 'shop/app.py'): Construct => ({ path, grow });
const file = (path: string, grow: (size: number) => string): Construct => ({ path, grow });

export const CONSTRUCTS: Readonly<Record<string, Construct>> = {
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
  placeholders: file(
    'requirements.txt',
    (size) => `--index-url https://u:an${repeat(size, 'h_token')}n!@pypi.example/simple\n`,
  ),
  'JSON members on one line': file(
    'settings.json',
    (size) => `{${numbered(size, (i) => `"a${i}": {"debug": true},`)}"z": 1}`,
  ),
  'YAML members': file('settings.yaml', (size) => numbered(size, (i) => `a${i}:\n  debug: true\n`)),
  'YAML on one line': file('settings.yaml', (size) => `a: {${numbered(size, (i) => `a${i}: {debug: true},`)}}`),
  'YAML documents': file('settings.yaml', (size) => repeat(size, '---\ndebug: true\n')),
  'TOML tables': file('settings.toml', (size) => numbered(size, (i) => `[a${i}]\ndebug = true\n`)),
  'TOML inline': file('settings.toml', (size) => `a = [${repeat(size, '{debug = true},')}]`),
  'INI sections': file('uwsgi.ini', (size) => numbered(size, (i) => `[a${i}]\ndebug = true\n`)),
  'dotenv variables': file('.env', (size) => repeat(size, 'FLASK_DEBUG=1\n')),
  'dotenv references': file('.env', (size) => `A=${repeat(size, '${A:-')}\nFLASK_DEBUG=1\n`),
  'compose services': file(
    'docker-compose.yml',
    (size) =>
      `services:\n${numbered(size, (i) => `  s${i}:\n    image: python:3.8\n    environment:\n      FLASK_DEBUG: "1"\n`)}`,
  ),
  'compose image': file(
    'docker-compose.yml',
    (size) => `services:\n  a:\n    image: "${repeat(size, '@sha256:')}\n     x"\n`,
  ),
  'compose commands': file(
    'docker-compose.yml',
    (size) => `services:\n${numbered(size, (i) => `  s${i}:\n    command: flask run --debug\n`)}`,
  ),
  'Dockerfile stages': file('Dockerfile', (size) =>
    repeat(size, 'FROM python:3.8\nENV FLASK_DEBUG=1\nRUN pip install a\n'),
  ),
  'one RUN with many commands': file(
    'Dockerfile',
    (size) => `FROM python:3.13\nRUN ${repeat(size, 'pip install a && ')}true\n`,
  ),
  'RUN with continuations': file(
    'Dockerfile',
    (size) => `FROM python:3.13\nRUN ${repeat(size, 'pip install a && \\\n')}true\n`,
  ),
  'Dockerfile directive': file('Dockerfile', (size) => `#A=${repeat(size, '\t')}x\rFROM python:3.8\n`),
  'Dockerfile heredoc': file(
    'Dockerfile',
    (size) => `FROM python:3.8\nRUN <<EOF\n${repeat(size, 'pip install a\n')}EOF\n`,
  ),
  requirements: file('requirements.txt', (size) => numbered(size, (i) => `a${i}>=1\n`)),
  'joined requirements': file(
    'requirements.txt',
    (size) =>
      `${repeat(size / 2, 'a==1 \\\n')}\n${repeat(size / 2, 'b # antivenom: ignore[unpinned-requirement] x\n')}`,
  ),
  'wheel names': file('requirements.txt', (size) => `https://x.example/${repeat(size, 'a-')}1.whl\n`),
  'requirement brackets': file('requirements.txt', (size) => `a${repeat(size, '[b')}\n`),
  'index options': file('requirements.txt', (size) =>
    repeat(size, '--extra-index-url http://u:pppp@x.example/simple\n'),
  ),
  'tox environments': file(
    'tox.ini',
    (size) => `[tox]\nenvlist = ${repeat(size, 'py{37,38}-a,')}\n[testenv]\nbasepython = ${repeat(size, 'a')}\n`,
  ),
  'setup.cfg range': file('setup.cfg', (size) => `[options]\npython_requires = >=3.7${repeat(size, ' ')}x\n`),
  'setup.py classifiers': python(
    (size) =>
      `from setuptools import setup\nsetup(python_requires=">=3.7${repeat(size, ',!=3.7.1')}", install_requires=[${repeat(size, '"a>=1", ')}])\n`,
    'setup.py',
  ),
  'pyproject dependencies': file(
    'pyproject.toml',
    (size) => `[project]\nname = "a"\ndependencies = [${numbered(size, (i) => `"a${i}>=1",`)}]\n`,
  ),
  'workflow steps': file(
    '.github/workflows/a.yml',
    (size) =>
      `on: push\njobs:\n  a:\n    steps:\n${numbered(size, (i) => `      - run: pip install a${i}\n        env:\n          FLASK_DEBUG: 1\n`)}`,
  ),
  'workflow matrix': file(
    '.github/workflows/a.yml',
    (size) =>
      `on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        python-version: [${repeat(size, '"3.8",')}]\n    steps:\n      - uses: actions/setup-python@v5\n        with:\n          python-version: \${{ matrix.python-version }}\n`,
  ),
  Procfile: file('Procfile', (size) => numbered(size, (i) => `w${i}: flask run --debug\n`)),
  'runtime.txt': file('runtime.txt', (size) => `python-3.8${repeat(size, '.')}\n`),
  '.python-version': file('.python-version', (size) => repeat(size, '3.8.1\n')),
  'poetry.lock': file('poetry.lock', (size) =>
    numbered(size, (i) => `[[package]]\nname = "a${i}"\nversion = "1"\nfiles = [{file = "a", hash = "md5:1"}]\n`),
  ),
  Pipfile: file('Pipfile', (size) => `[packages]\n${numbered(size, (i) => `a${i} = "*"\n`)}`),
  'conda environment': file(
    'environment.yml',
    (size) =>
      `dependencies:\n${numbered(size, (i) => `  - a${i}\n`)}  - pip:\n${numbered(size, (i) => `    - b${i}\n`)}`,
  ),
  'systemd unit': file(
    'deploy/a.service',
    (size) => `[Service]\n${repeat(size, 'Environment=FLASK_DEBUG=1\nExecStart=/usr/bin/flask run --debug\n')}`,
  ),
  'text lines': file('notes.txt', (size) => repeat(size, '<<<<<<< HEAD\n=======\n>>>>>>> x\n')),
  'empty lines': python((size) => `${repeat(size, '\n')}eval(input())\n`),
  'one long string': python((size) => `x = "${repeat(size, 'a')}"\neval(x)\n`),
  'one long line': file('settings.yaml', (size) => `debug: ${repeat(size, 'a')}`),
  brackets: python((size) => `x = ${repeat(size, '(')}\neval(input())\n`),
  'broken lines': python((size) => repeat(size, 'x = = eval(input())\n')),
};
