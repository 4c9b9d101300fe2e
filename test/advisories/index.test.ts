import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCollector, packNames, packTargets } from '../../src/advisories/build-index.ts';
import { openAdvisories } from '../../src/advisories/cache-folder.ts';
import { readOsvRecord } from '../../src/advisories/osv-record.ts';
import { BrokenIndexError, openIndex } from '../../src/advisories/read-index.ts';
import { writeIndex } from '../../src/advisories/write-index.ts';
import { recordOf } from './zip.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', '..', 'data', 'advisories.idx');

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'antivenom-index-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function indexOf(packages: readonly string[], popular: readonly string[] = ['requests']): Buffer {
  const collector = createCollector();
  for (const name of packages) {
    const record = recordOf({ id: `PYSEC-1-${name}`, name, events: [{ introduced: '0' }, { fixed: '2.0' }] });
    collector.add(readOsvRecord(record) ?? assert.fail());
  }
  const { section, source } = collector.pack({ source: 'test', licence: 'none' }, '2026-11-01', null);
  return writeIndex(
    {
      advisories: { ...source, date: source.date ?? '' },
      malicious: null,
      popular: { source: 'test', licence: 'none', date: '2026-11-01', names: popular.length },
    },
    { advisories: section, malicious: packNames(['evil']), popular: packNames(popular), targets: packTargets(popular) },
  );
}

test('every name is found among thousands, and no other', (t) => {
  const names = Array.from({ length: 3000 }, (_, index) => `package-${(index * 7919) % 10_007}`);
  const file = join(folderOf(t), 'index');
  writeFileSync(file, indexOf(names, names));
  const index = openIndex(file) ?? assert.fail();
  for (const name of names) {
    assert.equal(index.entry(name)?.vulnerabilities[0]?.id, `PYSEC-1-${name}`);
    assert.ok(index.isPopular(name));
  }
  for (const name of ['', 'a', 'package-', 'package-1x', 'zzz', 'package-10007', 'package-1\n', '__proto__']) {
    assert.equal(index.entry(name), null, name);
    assert.ok(!index.isPopular(name), name);
  }
  assert.equal(index.targets().length, 1000);
  assert.ok(index.isListedMalicious('evil'));
  index.close();
});

test('a section is copied unchanged', (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'one'), indexOf(['a', 'b']));
  const one = openIndex(join(folder, 'one')) ?? assert.fail();
  const { header } = one;
  writeFileSync(
    join(folder, 'two'),
    writeIndex(header, {
      advisories: one.blocks('advisories'),
      malicious: one.blocks('malicious'),
      popular: packNames(['x']),
      targets: one.blocks('targets'),
    }),
  );
  const two = openIndex(join(folder, 'two')) ?? assert.fail();
  assert.equal(two.entry('b')?.vulnerabilities.length, 1);
  assert.ok(two.isPopular('x') && !two.isPopular('requests'));
  assert.deepEqual(two.targets(), ['requests']);
  one.close();
  two.close();
});

test('a damaged index is recognised, wherever it is cut or changed', (t) => {
  const file = join(folderOf(t), 'index');
  const whole = indexOf(['a', 'b', 'c']);
  const readAll = (bytes: Buffer): void => {
    writeFileSync(file, bytes);
    const index = openIndex(file) ?? assert.fail();
    try {
      for (const section of ['advisories', 'malicious', 'popular', 'targets'] as const) index.names(section);
      index.entry('a');
    } finally {
      index.close();
    }
  };
  readAll(whole);
  for (let length = 0; length < whole.length; length += 1 + (length >> 4)) {
    assert.throws(() => readAll(whole.subarray(0, length)), BrokenIndexError, `cut at ${length}`);
  }
  const header = whole.indexOf('\n{') + 1;
  const blocks = whole.indexOf('}\n', header) + 2;
  for (let at = blocks; at < whole.length; at += 1) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] as number) ^ 0x55;
    assert.throws(() => readAll(changed), BrokenIndexError, `changed at ${at}`);
  }
});

test("without a user's index, or with a damaged one, the built-in one is used", (t) => {
  const folder = folderOf(t);
  const none = openAdvisories({ XDG_CACHE_HOME: folder }, BUILT_IN);
  assert.ok(none.isBuiltIn && none.problem === null);
  none.index.close();
  const relative = openAdvisories({ XDG_CACHE_HOME: 'relative' }, BUILT_IN);
  assert.ok(relative.isBuiltIn);
  relative.index.close();
  writeFileSync(join(folder, 'antivenom'), 'a file where the folder should be');
  const blocked = openAdvisories({ XDG_CACHE_HOME: folder }, BUILT_IN);
  assert.ok(blocked.isBuiltIn);
  blocked.index.close();
  rmSync(join(folder, 'antivenom'));
});

test('the built-in index names its source, licence and date, is small and contains the notorious packages', () => {
  const bytes = readFileSync(BUILT_IN);
  assert.ok(bytes.length <= 300_000);
  const index = openIndex(BUILT_IN) ?? assert.fail();
  const { advisories, popular } = index.header;
  assert.match(advisories.licence, /^CC-BY-4\.0/);
  assert.match(advisories.source, /pypa\/advisory-database/);
  assert.match(advisories.date, /^\d{4}-\d\d-\d\d$/);
  assert.ok(popular.names >= 5000);
  for (const name of ['django', 'flask', 'requests', 'pyyaml']) {
    assert.ok((index.entry(name)?.vulnerabilities.length ?? 0) > 0, name);
  }
  assert.ok(index.isListedMalicious('colourama'));
  assert.ok(!index.isListedMalicious('colorama'));
  index.close();
});
