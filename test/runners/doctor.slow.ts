/** doctor, and doctor --try, against what a commit does under each real runner. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TestRepository } from '../git/repository.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import { BAD, commandFolder, FIXED, run, runnerFolder, said, userRepository } from './runner.ts';

interface Setup {
  /** Files, each staged and committed. */
  readonly files: Readonly<Record<string, string>>;
  /** True where a commit of a bad file is stopped by antivenom. */
  readonly guarded: boolean;
  readonly env?: Record<string, string>;
}

const local = (hook: string, top = ''): Record<string, string> => ({
  '.pre-commit-config.yaml': `${top}repos:\n  - repo: local\n    hooks:\n      - id: lint\n        name: lint\n        language: system\n${hook
    .split('\n')
    .map((line) => `        ${line}\n`)
    .join('')}`,
});

const PRE_COMMIT: Readonly<Record<string, Setup>> = {
  plain: { files: local('entry: antivenom\nargs: ["--"]'), guarded: true },
  'in a comment': { files: local("entry: 'true'\n# entry: antivenom"), guarded: false },
  'in the name alone': { files: local("entry: 'true'\nalias: antivenom"), guarded: false },
  'at another stage': { files: local('entry: antivenom\nstages: [push]'), guarded: false },
  'by hand alone': { files: local('entry: antivenom\nstages: [manual]'), guarded: false },
  'at the commit, among others': { files: local('entry: antivenom\nstages: [push, commit]'), guarded: true },
  'default_stages elsewhere': { files: local('entry: antivenom', 'default_stages: [push]\n'), guarded: false },
  'default_stages elsewhere, its own here': {
    files: local('entry: antivenom\nstages: [commit]', 'default_stages: [push]\n'),
    guarded: true,
  },
  'for other files': { files: local('entry: antivenom\nfiles: \\.js$'), guarded: false },
  'for other types': { files: local('entry: antivenom\ntypes: [javascript]'), guarded: false },
  'for Python': { files: local('entry: antivenom\ntypes_or: [python, javascript]'), guarded: true },
  'excluded everywhere': { files: local('entry: antivenom', "exclude: '.*'\n"), guarded: false },
  'an entry that forgives': { files: local("entry: sh -c 'antivenom || true'"), guarded: false },
  'an entry through a shell': { files: local("entry: sh -c 'antivenom'"), guarded: true },
  'fail-on never': { files: local('entry: antivenom --fail-on never'), guarded: false },
  skipped: { files: local('entry: antivenom'), guarded: false, env: { SKIP: 'lint' } },
};

const LEFTHOOK: Readonly<Record<string, Setup>> = {
  plain: { files: { 'lefthook.yml': 'pre-commit:\n  jobs:\n    - run: antivenom\n' }, guarded: true },
  'in a comment': {
    files: { 'lefthook.yml': 'pre-commit:\n  jobs:\n    - run: echo\n#    - run: antivenom\n' },
    guarded: false,
  },
  'at another hook': {
    files: { 'lefthook.yml': 'pre-push:\n  jobs:\n    - run: antivenom\npre-commit:\n  jobs:\n    - run: echo\n' },
    guarded: false,
  },
  'as a command with files': {
    files: { '.lefthook.yaml': 'pre-commit:\n  commands:\n    lint:\n      run: antivenom -- {staged_files}\n' },
    guarded: true,
  },
  'a command for other files': {
    files: {
      'lefthook.yml':
        'pre-commit:\n  commands:\n    lint:\n      glob: "*.js"\n      run: antivenom -- {staged_files}\n',
    },
    guarded: false,
  },
  skipped: {
    files: { 'lefthook.yml': 'pre-commit:\n  commands:\n    lint:\n      skip: true\n      run: antivenom\n' },
    guarded: false,
  },
  TOML: { files: { 'lefthook.toml': '[[pre-commit.jobs]]\nrun = "antivenom"\n' }, guarded: true },
  JSON: { files: { '.lefthook.json': '{"pre-commit": {"jobs": [{"run": "antivenom"}]}}\n' }, guarded: true },
  'below .config': {
    files: { '.config/lefthook.yml': 'pre-commit:\n  jobs:\n    - run: antivenom\n' },
    guarded: true,
  },
  'in a group': {
    files: { 'lefthook.yml': 'pre-commit:\n  jobs:\n    - group:\n        jobs:\n          - run: antivenom\n' },
    guarded: true,
  },
  'by extends': {
    files: {
      'lefthook.yml': 'extends:\n  - tools/hooks.yml\n',
      'tools/hooks.yml': 'pre-commit:\n  jobs:\n    - run: antivenom\n',
    },
    guarded: true,
  },
  'switched off by the local file': {
    files: {
      'lefthook.yml': 'pre-commit:\n  jobs:\n    - name: lint\n      run: antivenom\n',
      'lefthook-local.yml': 'pre-commit:\n  jobs:\n    - name: lint\n      skip: true\n',
    },
    guarded: false,
  },
  'a script': {
    files: {
      'lefthook.yml': 'pre-commit:\n  scripts:\n    "lint.sh":\n      runner: sh\n',
      '.lefthook/pre-commit/lint.sh': 'antivenom\n',
    },
    guarded: true,
  },
};

const HUSKY: Readonly<Record<string, Setup>> = {
  plain: { files: { '.husky/pre-commit': 'antivenom\n' }, guarded: true },
  'in a comment': { files: { '.husky/pre-commit': '# antivenom\necho\n' }, guarded: false },
  'husky stops at the first error': { files: { '.husky/pre-commit': 'antivenom\necho done\n' }, guarded: true },
  forgiven: { files: { '.husky/pre-commit': 'antivenom || true\n' }, guarded: false },
  'at another hook': { files: { '.husky/pre-push': 'antivenom\n' }, guarded: false },
  'HUSKY=0': { files: { '.husky/pre-commit': 'antivenom\n' }, guarded: false, env: { HUSKY: '0' } },
  'npm run': {
    files: {
      '.husky/pre-commit': 'npm run --silent lint\n',
      'package.json': '{"scripts": {"lint": "antivenom"}}\n',
    },
    guarded: true,
  },
};

const LINT_STAGED: Readonly<Record<string, Setup>> = {
  'package.json': { files: { 'package.json': '{"lint-staged": {"*": "antivenom --"}}\n' }, guarded: true },
  'another key of package.json': {
    files: { 'package.json': '{"scripts": {"x": "antivenom"}, "lint-staged": {"*": "true"}}\n' },
    guarded: false,
  },
  'for other files': { files: { 'package.json': '{"lint-staged": {"*.{js,ts}": "antivenom --"}}\n' }, guarded: false },
  '.lintstagedrc': { files: { '.lintstagedrc': "'*.py':\n  - antivenom --\n" }, guarded: true },
  '.lintstagedrc.yaml': { files: { '.lintstagedrc.yaml': "'*.py': antivenom --\n" }, guarded: true },
  ...Object.fromEntries(
    ['.lintstagedrc.mjs', 'lint-staged.config.mjs', 'lint-staged.config.js'].map((name) => [
      name,
      {
        files: { 'package.json': '{"type": "module"}\n', [name]: 'export default { "*": "antivenom --" };\n' },
        guarded: true,
      },
    ]),
  ),
  'lint-staged.config.cjs': {
    files: { 'lint-staged.config.cjs': "module.exports = { '*.py': ['antivenom --'] };\n" },
    guarded: true,
  },
  'a comment in a program': {
    files: { 'lint-staged.config.cjs': "module.exports = {\n  // '*': 'antivenom --',\n  '*': 'true',\n};\n" },
    guarded: false,
  },
};

async function agrees(repository: TestRepository, { guarded, env = {} }: Setup): Promise<void> {
  repository.stage('a.py', BAD);
  const bad = repository.tryGit(['commit', '-qm', 'bad'], { env });
  assert.equal(bad.status !== 0 && said(bad).includes('assert-always-true'), guarded, `git: ${said(bad)}`);
  if (bad.status !== 0) {
    repository.stage('a.py', FIXED);
    const good = repository.tryGit(['commit', '-qm', 'good'], { env });
    assert.equal(good.status, 0, said(good));
  }
  for (const args of [['doctor'], ['doctor', '--try']]) {
    const doctor = run(repository, 'antivenom', args, { env });
    assert.equal(doctor.status, guarded ? 0 : 1, `${args.join(' ')}: ${said(doctor)}`);
  }
}

function withFiles(t: TestContext, { files }: Setup, ...bins: string[]): TestRepository {
  const repository = userRepository(t, ...bins);
  repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
  for (const [path, text] of Object.entries(files)) repository.commit(path, text);
  return repository;
}

/** Every fifth row: the tests of `git/guard` read all of them, and each takes seconds with the real runner. */
function rowsOf(setups: Readonly<Record<string, Setup>>): readonly (readonly [string, Setup])[] {
  return Object.entries(setups).filter((_, index) => IS_THOROUGH || index % 5 === 0);
}

for (const name of IS_THOROUGH ? ['pre-commit-3.0', 'pre-commit-newest', 'prek'] : ['pre-commit-newest']) {
  for (const [words, setup] of rowsOf(PRE_COMMIT)) {
    test(`${name}: ${words}`, async (t) => {
      const folder = runnerFolder(t, name);
      if (folder === null) return;
      const repository = withFiles(t, setup);
      const installed = run(repository, join(folder, 'bin', name === 'prek' ? 'prek' : 'pre-commit'), ['install']);
      assert.equal(installed.status, 0, said(installed));
      await agrees(repository, setup);
    });
  }
}

test('prek.toml', async (t) => {
  const folder = runnerFolder(t, 'prek');
  if (folder === null) return;
  const hook = 'id = "lint", name = "lint", language = "system", entry = "antivenom"';
  for (const [more, guarded] of [
    ['', true],
    [', stages = ["pre-push"]', false],
  ] as const) {
    const setup = { files: { 'prek.toml': `[[repos]]\nrepo = "local"\nhooks = [{ ${hook}${more} }]\n` }, guarded };
    const repository = withFiles(t, setup);
    assert.equal(run(repository, join(folder, 'bin/prek'), ['install']).status, 0);
    await agrees(repository, setup);
  }
});

for (const [words, setup] of rowsOf(LEFTHOOK)) {
  test(`lefthook: ${words}`, async (t) => {
    const folder = runnerFolder(t, 'lefthook');
    if (folder === null) return;
    const repository = withFiles(t, setup, join(folder, 'node_modules/.bin'));
    const installed = run(repository, 'lefthook', ['install', '--force']);
    assert.equal(installed.status, 0, said(installed));
    await agrees(repository, setup);
  });
}

for (const [words, setup] of rowsOf(HUSKY)) {
  test(`husky: ${words}`, async (t) => {
    const folder = runnerFolder(t, 'husky');
    if (folder === null) return;
    const repository = withFiles(t, setup, join(folder, 'node_modules/.bin'));
    const installed = run(repository, 'husky', []);
    assert.equal(installed.status, 0, said(installed));
    await agrees(repository, setup);
  });
}

for (const [words, setup] of rowsOf(LINT_STAGED)) {
  test(`husky and lint-staged: ${words}`, async (t) => {
    const folder = runnerFolder(t, 'husky');
    const lint = runnerFolder(t, 'lint-staged-16');
    if (folder === null || lint === null) return;
    const bins = [folder, lint].map((one) => join(one, 'node_modules/.bin'));
    const files = { ...setup.files, '.husky/pre-commit': 'lint-staged\n' };
    const repository = withFiles(t, { ...setup, files }, ...bins);
    assert.equal(run(repository, 'husky', []).status, 0);
    await agrees(repository, setup);
  });
}
