/** `antivenom doctor` on environments created by the real tools. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';
import { runnerFolder } from '../runners/runner.ts';
import { writeWheel } from './wheels.ts';

interface Maker {
  /** The program from scripts/install-runners.mjs that creates it; null for Python itself. */
  readonly runner: string | null;
  /** The project's lock. */
  readonly lock: string;
  /** Commands that create the environment in the project. */
  readonly make: readonly (readonly string[])[];
  /** The name that doctor shows. Default: `.venv`. */
  readonly shown?: RegExp;
}

const MAKERS: Readonly<Record<string, Maker>> = {
  venv: { runner: null, lock: 'requirements.txt', make: [['python3', '-m', 'venv', '--without-pip', '.venv']] },
  virtualenv: {
    runner: 'virtualenv',
    lock: 'requirements.txt',
    make: [['virtualenv', '--quiet', '--no-periodic-update', '.venv']],
  },
  uv: {
    runner: 'uv',
    lock: 'uv.lock',
    make: [['uv', 'venv', '--quiet', '--offline', '--no-python-downloads', '.venv']],
  },
  Pipenv: {
    runner: 'pipenv',
    lock: 'Pipfile.lock',
    make: [['pipenv', '--python', 'python3']],
    shown: /virtual environment \S*repo-\S{8} /,
  },
  'poetry in the project': {
    runner: 'poetry',
    lock: 'poetry.lock',
    make: [
      ['poetry', 'config', '--local', 'virtualenvs.in-project', 'true'],
      ['poetry', 'env', 'use', '--quiet', 'python3'],
    ],
  },
  'poetry in its cache': {
    runner: 'poetry',
    lock: 'poetry.lock',
    make: [['poetry', 'env', 'use', '--quiet', 'python3']],
    shown: /virtual environment \S*shop-\S{8}-py3\.\d+ /,
  },
};

const POETRY_MANIFEST =
  '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = ["shop-kit>=1", "tools-kit"]\n[tool.poetry]\npackage-mode = false\n';

/** The same two pins, and what one of them requires, in each tool's own files. */
const PROJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'requirements.txt': { 'requirements.txt': 'Shop_Kit==1.0\ntools-kit==2.0\n' },
  'uv.lock': {
    'pyproject.toml':
      '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = ["shop-kit>=1", "tools-kit"]\n',
    'uv.lock': `version = 1
requires-python = ">=3.9"

[[package]]
name = "shop"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "shop-kit" }, { name = "tools-kit" }]

[[package]]
name = "shop-kit"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "deep-kit" }, { name = "windows-kit", marker = "sys_platform == 'win32'" }]

[[package]]
name = "windows-kit"
version = "1.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "tools-kit"
version = "2.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "deep-kit"
version = "3.0"
source = { registry = "https://pypi.org/simple" }
`,
  },
  'Pipfile.lock': {
    Pipfile: '[packages]\nshop-kit = "*"\ntools-kit = "*"\n',
    'Pipfile.lock': JSON.stringify({
      _meta: { hash: { sha256: '0' } },
      default: {
        'shop-kit': { version: '==1.0', markers: "python_version >= '3.7'" },
        'tools-kit': { version: '==2.0' },
        'deep-kit': { version: '==3.0' },
        'windows-kit': { version: '==1.0', markers: "sys_platform == 'win32'" },
      },
      develop: { 'test-kit': { version: '==1.0' } },
    }),
  },
  'poetry.lock': {
    'pyproject.toml': POETRY_MANIFEST,
    'poetry.lock': `[[package]]
name = "shop-kit"
version = "1.0"
groups = ["main"]

[package.dependencies]
deep-kit = "*"
windows-kit = {version = "*", markers = "sys_platform == \\"win32\\""}

[[package]]
name = "windows-kit"
version = "1.0"
groups = ["main"]
markers = "sys_platform == \\"win32\\""

[[package]]
name = "tools-kit"
version = "2.0"
groups = ["main"]

[[package]]
name = "deep-kit"
version = "3.0"
groups = ["main"]

[metadata]
lock-version = "2.1"
python-versions = ">=3.9"
`,
  },
};

const HAS_PYTHON = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

interface MadeProject {
  readonly repository: TestRepository;
  run(command: readonly string[]): string;
  /** Installs the test's own wheels into the environment. */
  install(...packages: readonly string[]): void;
  doctor(): Promise<{ readonly status: number; readonly lines: readonly string[] }>;
}

/** Null if a tool is missing; the test is then skipped. */
function projectOf(t: TestContext, { runner, lock, make }: Maker): MadeProject | null {
  if (!HAS_PYTHON) {
    t.skip('python3 with pip is not installed');
    return null;
  }
  const folder = runner === null ? null : runnerFolder(t, runner);
  if (runner !== null && folder === null) return null;
  const repository = makeRepository(t);
  const home = dirname(repository.root);
  const env = {
    ...repository.env,
    PATH: `${folder === null ? '' : `${join(folder, 'bin')}:`}${repository.env.PATH}`,
    PIP_NO_INDEX: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIPENV_VERBOSITY: '-1',
  };
  for (const name of ['VIRTUAL_ENV', 'PIP_FIND_LINKS', 'WORKON_HOME', 'PIPENV_ACTIVE'])
    delete (env as Record<string, string>)[name];
  const run = (command: readonly string[]): string => {
    const [program, ...args] = command as [string, ...string[]];
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: repository.root, env, encoding: 'utf8' });
    assert.equal(status, 0, `${command.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  };
  for (const [path, text] of Object.entries(PROJECTS[lock] ?? {})) repository.write(path, text);
  for (const command of make) run(command);
  const wheels = join(home, 'wheels');
  for (const version of ['1.0', '1.1'])
    writeWheel(wheels, 'Shop.Kit', version, ['deep_kit>=1', 'windows-kit; sys_platform == "win32"']);
  writeWheel(wheels, 'tools-kit', '2.0');
  writeWheel(wheels, 'deep-kit', '3.0');
  writeWheel(wheels, 'stray-kit', '0.1');
  writeWheel(wheels, 'Django', '3.2.1');
  writeWheel(wheels, 'colourama', '0.1.6');
  const place = existsSync(join(repository.root, '.venv'))
    ? join(repository.root, '.venv')
    : run(runner === 'pipenv' ? ['pipenv', '--venv'] : ['poetry', 'env', 'info', '--path']).trim();
  return {
    repository,
    run,
    install: (...packages) =>
      void run([
        'python3',
        '-m',
        'pip',
        '--python',
        join(place, 'bin', 'python'),
        'install',
        '--quiet',
        '--no-index',
        '--find-links',
        wheels,
        ...packages,
      ]),
    async doctor() {
      const { status, stdout } = await runMain({ root: repository.root, env: cleanOf(env) }, ['doctor']);
      const lines = stdout.split('\n').filter((line) => /\.venv|virtual environment|repo-|shop-|shine/.test(line));
      return { status, lines };
    },
  };
}

function cleanOf(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('XDG_')));
}

for (const [name, maker] of Object.entries(MAKERS)) {
  test(`${name}: an environment with what the project asks for is good`, async (t) => {
    const project = projectOf(t, maker);
    if (project === null) return;
    project.install('shop-kit==1.0', 'tools-kit');
    const { lines } = await project.doctor();
    assert.equal(lines.length, 2, lines.join('\n'));
    assert.match(lines[0] ?? '', maker.shown ?? /virtual environment \.venv /);
    assert.match(
      lines[0] ?? '',
      /^ok {3}virtual environment \S+ with \d+ packages and Python 3\.\d+\.\d+, which gets fixes until \d{4}/,
    );
    assert.ok(lines[1]?.startsWith('ok   ') && lines[1].endsWith(` has what ${maker.lock} asks for`), lines[1]);
  });

  test(`${name}: drift is reported`, async (t) => {
    const project = projectOf(t, maker);
    if (project === null) return;
    project.install('shop-kit==1.1', 'stray-kit', 'django', 'colourama');
    const { status, lines } = await project.doctor();
    const text = lines.join('\n');
    assert.match(
      text,
      new RegExp(`note \\S+: other versions than in ${maker.lock}: Shop\\.Kit 1\\.1 instead of 1\\.0$`, 'm'),
    );
    assert.match(text, new RegExp(`note \\S+: missing, although ${maker.lock} has them: tools-kit$`, 'm'));
    assert.match(text, /note \S+: installed and named nowhere: colourama 0\.1\.6, Django 3\.2\.1, stray-kit 0\.1$/m);
    assert.match(
      text,
      /note \S+ has known vulnerabilities: Django 3\.2\.1 \(PYSEC-\S+ and \d+ more, fixed in 3\.2\.25\)$/m,
    );
    assert.match(text, /^bad {2}\S+ has the malicious package colourama 0\.1\.6/m);
    assert.equal(status, 1);
  });
}

test('system packages that are visible in an environment are named', async (t) => {
  const project = projectOf(t, {
    ...(MAKERS.venv as Maker),
    make: [['python3', '-m', 'venv', '--without-pip', '--system-site-packages', '.venv']],
  });
  if (project === null) return;
  const { lines } = await project.doctor();
  assert.match(
    lines.join('\n'),
    /^note the system's packages are visible in it \(include-system-site-packages in \.venv\/pyvenv\.cfg\)/m,
  );
});

test('an active environment is found if the project does not have one', async (t) => {
  const project = projectOf(t, {
    ...(MAKERS.venv as Maker),
    make: [
      ['python3', '-m', 'venv', '--without-pip', '.venv'],
      ['python3', '-m', 'venv', '--without-pip', '../elsewhere'],
    ],
  });
  if (project === null) return;
  const { repository } = project;
  const elsewhere = join(dirname(repository.root), 'elsewhere');
  project.run(['mv', '.venv', 'gone']);
  const { stdout } = await runMain({ root: repository.root, env: { ...repository.env, VIRTUAL_ENV: elsewhere } }, [
    'doctor',
  ]);
  assert.match(stdout, new RegExp(`virtual environment ${elsewhere} with`));
  const { stdout: without } = await runMain({ root: repository.root, env: repository.env }, ['doctor']);
  assert.match(without, /^note no virtual environment/m);
});

test('an editable package of one’s own is neither stray nor vulnerable', async (t) => {
  const project = projectOf(t, MAKERS.venv as Maker);
  if (project === null) return;
  const { repository } = project;
  project.install('shop-kit==1.0', 'tools-kit');
  const info = project.run(['.venv/bin/python', '-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']).trim();
  const base = join(info.slice(repository.root.length + 1), 'django-3.2.1.dist-info');
  repository.write(
    join(base, 'METADATA'),
    'Metadata-Version: 2.1\nName: django\nVersion: 3.2.1\nRequires-Dist: stray-kit\n',
  );
  repository.write(join(base, 'direct_url.json'), '{"url": "file:///src/django", "dir_info": {"editable": true}}');
  project.install('stray-kit');
  const { lines } = await project.doctor();
  assert.ok(lines.at(-1)?.endsWith('has what requirements.txt asks for'), lines.join('\n'));
});

test('a Python past its end of life, and folders without distributions', async (t) => {
  const repository = makeRepository(t);
  repository.write(
    'venv/pyvenv.cfg',
    'home = /usr/bin\nversion_info = 3.8.10.final.0\ninclude-system-site-packages = false\n',
  );
  const site = 'venv/lib/python3.8/site-packages';
  repository.write(`${site}/-ip-1.0.dist-info/INSTALLER`, 'pip\n');
  repository.write(`${site}/broken-1.0.dist-info/RECORD`, '');
  repository.write(
    `${site}/old_kit-0.9-py3.8.egg-info/PKG-INFO`,
    'Metadata-Version: 1.0\nName: old-kit\nVersion: 0.9\n',
  );
  repository.write('requirements.txt', 'old_kit>=0.5,<0.9\n');
  const { stdout } = await runMain(repository, ['doctor']);
  assert.match(
    stdout,
    /^note virtual environment venv with 1 package and Python 3\.8\.10, which has had no fixes since 2024-10-07/m,
  );
  assert.match(stdout, /^note venv: other versions than in requirements\.txt: old-kit 0\.9 instead of >=0\.5,<0\.9$/m);
});
