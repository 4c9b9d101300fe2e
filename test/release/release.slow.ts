import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cleanEnvironment, makeFolder, type Outcome, repositoryAt, type TestRepository } from '../git/repository.ts';
import { python, wheelhouse } from '../package/python.ts';
import { projectClone, run, said } from '../runners/runner.ts';

interface Release {
  readonly repository: TestRepository;
  make(tag: string, folder: string): Outcome;
}

/** A clone of the project whose CHANGELOG has an entry with a date for the version. */
function setUp(t: TestContext): Release | null {
  const wheels = wheelhouse(t);
  if (wheels === null) return null;
  const folder = makeFolder(t);
  const root = join(folder, 'antivenom');
  const env = {
    ...cleanEnvironment(folder),
    PATH: [dirname(process.execPath), dirname(python()), process.env.PATH].join(delimiter),
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: wheels,
    npm_config_cache: join(folder, 'npm'),
  };
  execFileSync('git', ['clone', '--quiet', projectClone(), root], { env });
  const repository = repositoryAt(root, env);
  return {
    repository,
    make: (tag, target) =>
      run(repository, process.execPath, ['scripts/release/release.mjs', tag, join(folder, target)]),
  };
}

function commitVersion(repository: TestRepository, version: string, changes: string): void {
  for (const file of ['package.json', 'package-lock.json']) {
    repository.stage(file, repository.read(file).replaceAll(/("antivenom",\n\s+"version": ")[^"]+/g, `$1${version}`));
  }
  repository.stage('CHANGELOG.md', `# Changelog\n\n## ${version} (2026-12-01)\n\n${changes}\n`);
  repository.git('commit', '--quiet', '--no-verify', '-m', version);
  repository.git('tag', `v${version}`);
}

test('from a tag: the same bytes twice, whatever is in the working tree; checksums; packages that run', (t) => {
  const { repository, make } = setUp(t) ?? {};
  if (repository === undefined || make === undefined) return;
  commitVersion(repository, '3.1.4', '- Everything.');
  const once = make('v3.1.4', 'once');
  assert.equal(once.status, 0, said(once));
  writeFileSync(join(repository.root, 'dist', 'cli.cjs'), 'edited');
  writeFileSync(join(repository.root, 'python', 'stray.py'), '');
  const again = make('v3.1.4', 'again');
  assert.equal(again.status, 0, said(again));
  const folder = join(dirname(repository.root), 'once');
  const names = readdirSync(folder).sort();
  assert.deepEqual(names, [
    'NOTES.md',
    'SHA256SUMS',
    'antivenom-3.1.4-py3-none-any.whl',
    'antivenom-3.1.4.cdx.json',
    'antivenom-3.1.4.tar.gz',
    'antivenom-3.1.4.tgz',
  ]);
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    assert.ok(bytes.equals(readFileSync(join(dirname(repository.root), 'again', name))), name);
  }
  assert.equal(readFileSync(join(folder, 'NOTES.md'), 'utf8'), '- Everything.\n');
  const checked = run(repository, 'sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder });
  assert.equal(checked.status, 0, said(checked));
  const bill = JSON.parse(readFileSync(join(folder, 'antivenom-3.1.4.cdx.json'), 'utf8'));
  assert.ok(bill.components.some((component: { purl: string }) => component.purl.startsWith('pkg:npm/yaml@')));

  const prefix = join(dirname(repository.root), 'npm-global');
  const packed = join(folder, 'antivenom-3.1.4.tgz');
  const installed = run(repository, 'npm', [
    'install',
    '--global',
    '--silent',
    '--offline',
    `--prefix=${prefix}`,
    packed,
  ]);
  assert.equal(installed.status, 0, said(installed));
  const command = join(prefix, 'bin', 'antivenom');
  assert.match(said(run(repository, command, ['explain', 'debug-setting'])), /DEBUG/);
});

test('refused: a tag that does not exist, one of another version, rules against the policy', (t) => {
  const { repository, make } = setUp(t) ?? {};
  if (repository === undefined || make === undefined) return;
  commitVersion(repository, '3.1.4', '- Everything.');
  repository.git('tag', 'v3.2.0');
  assert.match(said(make('v9.9.9', 'out')), /status 1\nrelease: there is no tag v9\.9\.9/);
  assert.match(said(make('v3.2.0', 'out')), /package\.json at v3\.2\.0 says 3\.1\.4/);
  repository.git('tag', '--delete', 'v3.2.0');
  const rules = JSON.parse(run(repository, process.execPath, ['dist/cli.cjs', 'rules', '--format', 'json']).stdout);
  const added = [...rules.slice(1), { id: 'brand-new', severity: 'error' }];
  repository.stage('dist/cli.cjs', `console.log(${JSON.stringify(JSON.stringify(added))});\n`);
  commitVersion(repository, '3.1.5', '- New: `brand-new`.');
  const refused = make('v3.1.5', 'out');
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /v3\.1\.5 after v3\.1\.4 breaks the policy/);
  for (const words of [
    'brand-new is new: it begins as a warning',
    'that is a minor version',
    `${rules[0].id} is gone`,
  ]) {
    assert.ok(refused.stderr.includes(words), refused.stderr);
  }
});
