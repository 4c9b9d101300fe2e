import assert from 'node:assert/strict';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { IS_THOROUGH } from '../is-ci.ts';
import { BAD, commit, FIXED, GOOD, projectClone, recipe, run, runnerFolder, said } from '../runners/runner.ts';
import { pythonRepository, wheelhouse } from './python.ts';

for (const name of ['pre-commit-3.0', 'pre-commit-newest', 'prek']) {
  // Each installs Node from a wheel.
  if (name === 'pre-commit-3.0' && !IS_THOROUGH) continue;
  test(`${name} without Node: antivenom-python blocks, antivenom-python-fix repairs and stops once`, (t) => {
    const wheels = wheelhouse(t);
    const folder = runnerFolder(t, name);
    if (wheels === null || folder === null) return;
    const repository = pythonRepository(t, wheels);
    const program = join(folder, 'bin', name === 'prek' ? 'prek' : 'pre-commit');
    const home = join(dirname(repository.root), 'runner');
    Object.assign(repository.env, { PRE_COMMIT_HOME: home, PREK_HOME: home });
    if (name === 'prek') {
      // It installs Python hooks with uv, and downloads uv if it is missing.
      const uv = runnerFolder(t, 'uv');
      if (uv === null) return;
      repository.env.PATH = [join(uv, 'bin'), repository.env.PATH].join(delimiter);
    }
    const rev = run(repository, 'git', ['-C', projectClone(), 'rev-parse', 'HEAD']).stdout.trim();
    const configure = (id: string): void => {
      const config = recipe('pre-commit-python')
        .replace(/repo: \S+/, `repo: file://${projectClone()}`)
        .replace(/rev: \S+/, `rev: ${rev}`)
        .replace(/id: \S+/, `id: ${id}`);
      repository.stage('.pre-commit-config.yaml', config);
    };
    configure('antivenom-python');
    const installed = run(repository, program, ['install']);
    assert.equal(installed.status, 0, said(installed));
    const blocked = commit(repository, 'app/a.py', BAD);
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /app\/a\.py[\s\S]*assert-always-true/);
    assert.equal(repository.read('app/a.py'), BAD);
    const passed = commit(repository, 'app/a.py', GOOD);
    assert.equal(passed.status, 0, said(passed));

    configure('antivenom-python-fix');
    const stopped = commit(repository, 'app/b.py', BAD);
    assert.equal(stopped.status, 1, said(stopped));
    assert.equal(repository.read('app/b.py'), FIXED);
    const staged = commit(repository, 'app/b.py', FIXED);
    assert.equal(staged.status, 0, said(staged));
  });
}
