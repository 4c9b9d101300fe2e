import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEnvironments } from '../../../src/declared/environment-roots.ts';
import { committedVirtualenv } from '../../../src/rules/environments/committed-virtualenv.ts';
import { projectOf } from '../../virtual-files.ts';
import { pathRuleTest } from '../path-rule-test.ts';

const under = (root: string, files: string) =>
  files
    .trim()
    .split(/\s+/)
    .map((file) => `${root}/${file}`);

/** The layout of `python -m venv` in 3.11, shortened. */
const venv = `bin/Activate.ps1 bin/activate bin/activate.csh bin/activate.fish bin/pip bin/pip3 bin/python bin/python3
  lib/python3.11/site-packages/pip/__init__.py lib/python3.11/site-packages/pip/__main__.py lib64/x pyvenv.cfg`;
/** The layout of virtualenv 20 on POSIX, without pyvenv.cfg (some ignore *.cfg). */
const virtualenv = `.gitignore bin/activate bin/activate.nu bin/activate_this.py bin/pip bin/python
  lib/python3.11/site-packages/_virtualenv.py lib/python3.11/site-packages/_virtualenv.pth`;
/** The layout of uv: no pip. */
const uv = `.gitignore .lock CACHEDIR.TAG bin/activate bin/activate.bat bin/activate_this.py bin/python bin/python3
  lib/python3.11/site-packages/_virtualenv.py pyvenv.cfg`;
const windows =
  'Include/x.h Lib/site-packages/pip/__init__.py Scripts/activate Scripts/activate.bat Scripts/python.exe';
const conda = `bin/conda bin/python conda-meta/history conda-meta/python-3.12.0-h1.json lib/libz.so
  lib/python3.12/site-packages/six.py`;

pathRuleTest(committedVirtualenv, {
  allows: {
    'a package named venv': ['venv/__init__.py', 'venv/builder.py', 'src/env/__main__.py'],
    'a folder of shell scripts named env': ['env/activate.sh', 'env/bin/deploy', 'env/bin/setup.sh'],
    'a script named activate': ['tools/bin/activate', 'tools/bin/other'],
    "virtualenv's sources": [
      'src/virtualenv/activation/batch/activate.bat',
      'src/virtualenv/activation/bash/activate.sh',
    ],
    "the standard library's Lib": ['Lib/site-packages/README.txt', 'Lib/venv/scripts/common/Activate.ps1'],
    'an AWS Lambda layer': ['layer/python/lib/python3.12/site-packages/requests/__init__.py'],
    fixtures: [
      'tests/fixtures/venv/pyvenv.cfg',
      'tests/data/env/lib/python3.8/site-packages/x.py',
      'testdata/conda-meta/history',
    ],
    "Debian's packages": ['rootfs/usr/lib/python3/dist-packages/x.py'],
  },
  reports: {
    'one from venv, once': { paths: under('myenv', venv), at: ['myenv'] },
    'one from virtualenv': { paths: under('env', virtualenv), at: ['env'] },
    'one from uv': { paths: under('.venv', uv), at: ['.venv'] },
    'one on Windows': { paths: under('backend/ENV', windows), at: ['backend/ENV'] },
    'one on Windows without a batch file': {
      paths: ['e/Lib/site-packages/x.py', 'e/Scripts/python.exe'],
      at: ['e'],
    },
    'one from conda': { paths: under('envs/ml', conda), at: ['envs/ml'] },
    "PDM's packages": { paths: ['__pypackages__/3.12/lib/requests/__init__.py'], at: ['__pypackages__'] },
    'two, and a nested one once': {
      paths: [...under('a', venv), ...under('b', uv), 'a/lib/python3.11/site-packages/tool/env/pyvenv.cfg'],
      at: ['a', 'b'],
    },
    'one named like a test': { paths: under('test_env', venv), at: ['test_env'] },
    'one next to tests': { paths: under('tests/.venv', venv), at: ['tests/.venv'] },
    'the repository itself': { paths: venv.trim().split(/\s+/), at: ['pyvenv.cfg'] },
  },
});

test('committed-virtualenv counts the whole environment if a runner passes part of it', () => {
  const all = under('env', venv);
  const project = projectOf(Object.fromEntries([...all, 'app.py'].map((path) => [path, ''])));
  const [problem, ...others] = committedVirtualenv.checkPaths(
    ['env/lib/python3.11/site-packages/pip/__init__.py'],
    project,
  );
  assert.deepEqual(others, []);
  assert.match(problem?.message ?? '', /12 files/);
  assert.equal(problem?.help, 'git rm -r --cached env && echo /env/ >> .gitignore');
  assert.equal(problem?.claims, 'env');
  assert.deepEqual([...committedVirtualenv.checkPaths(['app.py'], project)], []);
});

test('committed-virtualenv quotes names for the shell', () => {
  const paths = under("my env's", venv);
  const project = projectOf(Object.fromEntries(paths.map((path) => [path, ''])));
  const [problem] = committedVirtualenv.checkPaths(paths, project);
  assert.match(problem?.help ?? '', /^git rm -r --cached 'my env'\\''s' && /);
});

test('an environment with many files', () => {
  const paths = Array.from(
    { length: 3_000 },
    (_, index) => `env/lib/python3.12/site-packages/p${index % 50}/m${index}.py`,
  );
  assert.equal(findEnvironments(['env/pyvenv.cfg', ...paths])[0]?.count, 3_001);
});
