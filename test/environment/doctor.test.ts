/** `antivenom doctor` on environments created by the real tools. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makeRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';
import { type Maker, makeProject, testMakers } from './maker.ts';
import { copyFolder, madeEnvironment, sitePackages } from './packages.ts';

const venv: Maker = { runner: null, lock: 'requirements.txt' };

testMakers({
  venv,
  virtualenv: {
    runner: 'virtualenv',
    lock: 'requirements.txt',
    make: ['virtualenv', '--quiet', '--no-periodic-update', '.venv'],
  },
  uv: { runner: 'uv', lock: 'uv.lock', make: ['uv', 'venv', '--quiet', '--offline', '--no-python-downloads', '.venv'] },
  // Their own environments are in doctor.slow.ts.
  "Pipenv's lock": { ...venv, lock: 'Pipfile.lock' },
  "poetry's lock": { ...venv, lock: 'poetry.lock' },
});

test('system packages that are visible in an environment are named', async (t) => {
  const make = ['python3', '-m', 'venv', '--without-pip', '--system-site-packages', '.venv'] as const;
  const project = makeProject(t, { ...venv, make });
  if (project === null) return;
  const { lines } = await project.doctor();
  assert.match(
    lines.join('\n'),
    /^note the system's packages are visible in it \(include-system-site-packages in \.venv\/pyvenv\.cfg\)/m,
  );
});

test('an active environment is found if the project does not have one', async (t) => {
  const project = makeProject(t, venv);
  if (project === null) return;
  const { repository } = project;
  const elsewhere = join(dirname(repository.root), 'elsewhere');
  copyFolder(madeEnvironment('none'), elsewhere);
  rmSync(join(repository.root, '.venv'), { recursive: true });
  const { stdout } = await runMain({ root: repository.root, env: { ...repository.env, VIRTUAL_ENV: elsewhere } }, [
    'doctor',
  ]);
  assert.match(stdout, new RegExp(`virtual environment ${elsewhere} with`));
  const { stdout: without } = await runMain({ root: repository.root, env: repository.env }, ['doctor']);
  assert.match(without, /^note no virtual environment/m);
});

test('an editable package of one’s own is neither stray nor vulnerable', async (t) => {
  const project = makeProject(t, venv);
  if (project === null) return;
  const { repository } = project;
  project.put('as locked');
  const site = sitePackages(join(repository.root, '.venv'));
  const base = join(site.slice(repository.root.length + 1), 'django-3.2.1.dist-info');
  repository.write(
    join(base, 'METADATA'),
    'Metadata-Version: 2.1\nName: django\nVersion: 3.2.1\nRequires-Dist: stray-kit\n',
  );
  repository.write(join(base, 'direct_url.json'), '{"url": "file:///src/django", "dir_info": {"editable": true}}');
  copyFolder(
    join(sitePackages(madeEnvironment('drifted')), 'stray_kit-0.1.dist-info'),
    join(site, 'stray_kit-0.1.dist-info'),
  );
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
