/** The rules about packages on real commits: only what the change adds blocks. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { briefly, findingsIn, runMain } from '../run-main.ts';
import { indexOfRecords } from './facts.ts';
import { recordOf } from './zip.ts';

const SEVERE = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] };
const RECORDS = [
  recordOf({ id: 'PYSEC-2026-1', name: 'web-kit', events: [{ introduced: '0' }, { fixed: '1.5' }], more: SEVERE }),
  recordOf({ id: 'MAL-2026-1', name: 'evil-kit', events: [{ introduced: '0' }] }),
];
const CHOSEN = ['--select', 'vulnerable-package,malicious-package,lookalike-package'];

/** A repository whose user has updated the advisories. */
function repositoryOf(t: TestContext, date = '2026-11-16'): TestRepository {
  const repository = makeRepository(t);
  const folder = join(dirname(repository.root), '.cache', 'antivenom');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'advisories.idx'), indexOfRecords(RECORDS, { date }));
  return repository;
}

test('a commit that pins a vulnerable version is blocked, with the advisories in JSON', async (t) => {
  const repository = repositoryOf(t);
  repository.stage('requirements.txt', 'web-kit==1.4\n');
  const { status, stdout, stderr } = await runMain(repository, [...CHOSEN, '--format', 'json']);
  assert.equal(status, 1);
  const [finding] = JSON.parse(stdout).findings;
  assert.deepEqual([finding.rule, finding.severity, finding.new], ['vulnerable-package', 'error', true]);
  assert.deepEqual(finding.advisories, [{ id: 'PYSEC-2026-1', aliases: [], summary: '', score: 9.8, fixed: ['1.5'] }]);
  assert.equal(stderr, '', 'data of last week need no words');
});

test('an older pin warns without blocking; raising it to another bad version blocks', async (t) => {
  const repository = repositoryOf(t);
  repository.commit('requirements.txt', 'web-kit==1.4\nevil-kit\n');
  repository.stage('requirements.txt', 'web-kit==1.4\nevil-kit\nother==1.0\n');
  const { status, stdout } = await runMain(repository, [...CHOSEN, '--format', 'json']);
  assert.equal(status, 0);
  assert.deepEqual(
    JSON.parse(stdout).findings.map(({ rule, severity, new: isNew }: Record<string, unknown>) => [
      rule,
      severity,
      isNew,
    ]),
    [
      ['vulnerable-package', 'warning', false],
      ['malicious-package', 'warning', false],
    ],
  );
  repository.stage('requirements.txt', 'web-kit==1.4.1\nevil-kit\n');
  assert.equal((await runMain(repository, CHOSEN)).status, 1);
});

test('sorting a file, or locking again without changing versions, does not block', async (t) => {
  const repository = repositoryOf(t);
  repository.commit('requirements.txt', 'web-kit==1.4\na==1\nb==2\n');
  repository.stage('requirements.txt', 'a==1\nb==2\nweb-kit==1.4\n');
  assert.equal((await runMain(repository, CHOSEN)).status, 0);
});

test('advisories that came overnight do not block a change to another line', async (t) => {
  const repository = repositoryOf(t);
  const lock = (other: string): string =>
    `[[package]]\nname = "other"\nversion = "${other}"\n\n[[package]]\nname = "web-kit"\nversion = "1.4"\n`;
  repository.commit('poetry.lock', lock('1.0'));
  repository.stage('poetry.lock', lock('1.1'));
  const findings = await findingsIn(repository, CHOSEN);
  assert.deepEqual(briefly(findings), ['vulnerable-package poetry.lock:7']);
  assert.equal((await runMain(repository, CHOSEN)).status, 0);
});

test('--all-files judges every line, as CI does', async (t) => {
  const repository = repositoryOf(t);
  repository.commit('requirements.txt', 'web-kit==1.4\n');
  assert.equal((await runMain(repository, CHOSEN)).status, 0);
  assert.equal((await runMain(repository, [...CHOSEN, '--all-files'])).status, 1);
});

test('--fix leaves the pin, --unsafe-fixes writes the fixed version', async (t) => {
  const repository = repositoryOf(t);
  repository.stage('requirements.txt', 'web-kit==1.4  # for search\nweb-kit-extras==1.0\n');
  assert.equal((await runMain(repository, [...CHOSEN, '--fix'])).status, 1);
  const { status, stderr } = await runMain(repository, [...CHOSEN, '--fix', '--unsafe-fixes']);
  assert.equal(status, 0, stderr);
  assert.equal(repository.git('show', ':requirements.txt'), 'web-kit==1.5  # for search\nweb-kit-extras==1.0\n');
});

test('suppressions and allowed-packages work', async (t) => {
  const repository = repositoryOf(t);
  repository.stage(
    'requirements.txt',
    'web-kit==1.4  # antivenom: ignore[vulnerable-package] not reachable\nrequestss==1\n',
  );
  assert.equal((await runMain(repository, CHOSEN)).status, 1, 'the look-alike is left');
  repository.commit('antivenom.toml', 'allowed-packages = ["Requestss"]\n');
  assert.equal((await runMain(repository, CHOSEN)).status, 0);
});

test('the age of the data is mentioned once, and only if there are findings about packages', async (t) => {
  const repository = repositoryOf(t, '2026-10-01');
  repository.stage('requirements.txt', 'fine==1.0\n');
  repository.stage('requirements-two.txt', 'fine==1.0\n');
  assert.equal((await runMain(repository, CHOSEN)).stderr, '');
  repository.stage('requirements.txt', 'web-kit==1.0\n');
  repository.stage('requirements-two.txt', 'web-kit==1.1\n');
  const { stderr } = await runMain(repository, CHOSEN);
  assert.match(
    stderr,
    /^antivenom: your advisories are 53 days old; to get today's: .*antivenom.* advisories update\n$/,
  );
  assert.equal((await runMain(repository, [...CHOSEN, '--quiet'])).stderr, '');
});

test('a damaged index is reported, and the built-in one is used', async (t) => {
  const repository = repositoryOf(t);
  const file = join(dirname(repository.root), '.cache', 'antivenom', 'advisories.idx');
  const whole = readFileSync(file);
  repository.stage('requirements.txt', 'django==3.2.1\nevil-kit\n');
  for (const damaged of [whole.subarray(0, whole.length - 10), Buffer.from('')]) {
    writeFileSync(file, damaged);
    const { status, stdout, stderr } = await runMain(repository, CHOSEN);
    assert.equal(status, 1, stderr);
    assert.match(stdout, /django 3\.2\.1 has 24 known vulnerabilities/);
    assert.match(stderr, /advisories\.idx is damaged; packages were checked with the built-in advisories/);
  }
});

test('without a manifest, no index is opened', async (t) => {
  const repository = repositoryOf(t);
  writeFileSync(join(dirname(repository.root), '.cache', 'antivenom', 'advisories.idx'), 'rubbish');
  repository.stage('app.py', 'import pip\n\nprint("pip install evil-kit")\n');
  repository.stage('notes.md', 'pip install evil-kit\n');
  const { status, stderr } = await runMain(repository, CHOSEN);
  assert.deepEqual([status, stderr], [0, '']);
});

test('a merge is judged by what no parent has', async (t) => {
  const repository = repositoryOf(t);
  repository.commit('requirements.txt', 'a==1\n');
  repository.git('checkout', '--quiet', '-b', 'side');
  repository.commit('requirements.txt', 'a==1\nweb-kit==1.4\n');
  repository.git('checkout', '--quiet', 'main');
  repository.commit('requirements.txt', 'a==2\n');
  repository.tryGit(['merge', '--no-commit', 'side']);
  repository.stage('requirements.txt', 'a==2\nweb-kit==1.4\n');
  assert.equal((await runMain(repository, CHOSEN)).status, 0);
  repository.stage('requirements.txt', 'a==2\nweb-kit==1.3\n');
  assert.equal((await runMain(repository, CHOSEN)).status, 1);
});
