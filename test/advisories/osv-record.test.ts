import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cvssScore } from '../../src/advisories/cvss-score.ts';
import { writeInterval } from '../../src/advisories/intervals.ts';
import { mergeRecords } from '../../src/advisories/merge-records.ts';
import { type OsvRecord, readOsvRecord } from '../../src/advisories/osv-record.ts';
import { recordOf } from './zip.ts';

const read = (value: unknown): OsvRecord => readOsvRecord(value) ?? assert.fail('not a record');

function intervalsOf(events: readonly Readonly<Record<string, string>>[], versions: string[] = []): string[] {
  const [one] = read(recordOf({ id: 'A-1', name: 'a', events, versions })).packages;
  return [...(one?.intervals ?? []).map(writeInterval), ...(one?.versions ?? []).map((version) => `=${version}`)];
}

test('events become intervals, in any order', () => {
  assert.deepEqual(intervalsOf([{ introduced: '0' }, { fixed: '1.2' }]), ['<1.2']);
  assert.deepEqual(intervalsOf([{ fixed: '3.1' }, { introduced: '3.0' }, { fixed: '2.5' }, { introduced: '0' }]), [
    '3.0<3.1',
    '<2.5',
  ]);
  assert.deepEqual(intervalsOf([{ introduced: '1.0' }, { last_affected: '1.4' }]), ['1.0<=1.4']);
  assert.deepEqual(intervalsOf([{ introduced: '1.0' }]), ['1.0']);
  assert.deepEqual(intervalsOf([{ introduced: '0' }]), ['']);
});

test('listed versions are kept if no interval contains them', () => {
  assert.deepEqual(intervalsOf([{ introduced: '1.0' }, { fixed: '1.2' }], ['0.9', '1.0', '1.1', '1.2']), [
    '1.0<1.2',
    '=0.9',
    '=1.2',
  ]);
});

test('an interval whose end is not a version is dropped', () => {
  assert.deepEqual(intervalsOf([{ introduced: '0' }, { fixed: 'banana' }], ['1.0']), ['=1.0']);
});

test('other ecosystems, commit ranges and records with another schema are ignored', () => {
  assert.equal(readOsvRecord(null), null);
  assert.equal(readOsvRecord([]), null);
  assert.equal(readOsvRecord({ id: 7, affected: [] }), null);
  assert.equal(readOsvRecord({ id: '../../etc/passwd', affected: [] }), null);
  const npm = { id: 'A-1', affected: [{ package: { ecosystem: 'npm', name: 'a' } }, { package: 7 }, null] };
  assert.deepEqual(read(npm).packages, []);
  const commits = {
    id: 'A-1',
    affected: [
      { package: { ecosystem: 'PyPI', name: 'A_b.C' }, ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] },
    ],
  };
  assert.deepEqual(read(commits).packages, [{ name: 'a-b-c', intervals: [], versions: [] }]);
});

test('scores come from vectors of every CVSS version', () => {
  assert.equal(cvssScore(['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H']), 9.8);
  assert.equal(cvssScore(['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N']), 6.1);
  assert.equal(cvssScore(['AV:N/AC:L/Au:N/C:P/I:P/A:P']), 7.5);
  assert.equal(cvssScore(['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N']), 9.3);
  assert.equal(
    cvssScore([
      'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N',
      'rubbish',
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    ]),
    9.8,
  );
  for (const vector of ['rubbish', '', 'CVSS:3.1/AV:X', 'CVSS:9.9/AV:N'])
    assert.equal(cvssScore([vector]), null, vector);
});

function merged(...records: readonly { readonly id: string }[]) {
  return mergeRecords(
    records.flatMap((value) => {
      const { packages, vectors, ...record } = read(value);
      return packages.map((affected) => ({ record, score: cvssScore(vectors), affected }));
    }),
  );
}

test('records that share a name are one vulnerability, across several steps', () => {
  const { vulnerabilities } = merged(
    recordOf({
      id: 'GHSA-aaaa',
      name: 'a',
      events: [{ introduced: '0' }, { fixed: '1.2' }],
      more: { aliases: ['CVE-2024-1'], summary: 'SQL injection' },
    }),
    recordOf({ id: 'GHSA-zzzz', name: 'a', events: [{ introduced: '2' }], more: { aliases: ['CVE-2024-9'] } }),
    recordOf({
      id: 'PYSEC-2024-1',
      name: 'a',
      versions: ['0.5+local'],
      more: { aliases: ['CVE-2024-1', 'GHSA-bbbb'], details: 'a is a library. It allows SQL injection.' },
    }),
    recordOf({ id: 'GHSA-bbbb', name: 'a', events: [{ introduced: '0' }, { fixed: '1.2' }] }),
  );
  assert.deepEqual(
    vulnerabilities.map(({ id, aliases, summary }) => [id, aliases, summary]),
    [
      ['GHSA-zzzz', ['CVE-2024-9'], ''],
      ['PYSEC-2024-1', ['GHSA-aaaa', 'GHSA-bbbb', 'CVE-2024-1'], 'SQL injection'],
    ],
  );
  assert.deepEqual(vulnerabilities[1]?.intervals.map(writeInterval), ['<1.2']);
});

test('a group with a record of the malicious-packages collection is malware', () => {
  const entry = merged(
    recordOf({ id: 'GHSA-aaaa', name: 'a', events: [{ introduced: '0' }], more: { aliases: ['MAL-2024-1'] } }),
    recordOf({ id: 'MAL-2024-1', name: 'a', versions: ['6.6.6'] }),
  );
  assert.deepEqual(entry.vulnerabilities, []);
  assert.deepEqual(
    entry.malware.map(({ id, aliases }) => [id, aliases]),
    [['MAL-2024-1', ['GHSA-aaaa']]],
  );
});

test('a summary is one sentence without markup that says what is wrong', () => {
  const summaryOf = (details: string): string =>
    merged(recordOf({ id: 'A-1', name: 'a', events: [{ introduced: '0' }], more: { details } })).vulnerabilities[0]
      ?.summary ?? '';
  assert.equal(
    summaryOf('Rdiffweb is a web interface. Versions prior to 2.5 are open to **Cross-Site** request forgery. More.'),
    'Versions prior to 2.5 are open to Cross-Site request forgery',
  );
  assert.equal(
    summaryOf('An issue was discovered in Django 2.2 before 2.2.28. QuerySet.annotate() is subject to SQL injection.'),
    'QuerySet.annotate() is subject to SQL injection',
  );
  assert.equal(
    summaryOf('### Impact\nThe [parser](https://example.org/x) leaks `memory`, e.g. On Windows.\n### Patches\nYes'),
    'The parser leaks memory, e.g. On Windows',
  );
  assert.ok(summaryOf('word '.repeat(4000)).length <= 165);
});
