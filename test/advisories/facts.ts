import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCollector, packNames, packTargets } from '../../src/advisories/build-index.ts';
import { readOsvRecord } from '../../src/advisories/osv-record.ts';
import { openPackageFacts, type PackageFacts } from '../../src/advisories/package-facts.ts';
import { writeIndex } from '../../src/advisories/write-index.ts';

export const BUILT_IN = join(import.meta.dirname, '..', '..', '..', 'data', 'advisories.idx');

interface Parts {
  readonly popular?: readonly string[];
  /** The day of the data. Default: a week before the tests' day. */
  readonly date?: string;
  /** The day to judge on. */
  readonly day?: string;
}

/** The bytes of an index with the tests' own records. */
export function indexOfRecords(
  records: readonly unknown[],
  { popular = ['requests'], date = '2026-11-16' }: Parts = {},
): Buffer {
  const collector = createCollector();
  for (const value of records) {
    const record = readOsvRecord(value);
    if (record === null) throw new Error(`not a record: ${JSON.stringify(value)}`);
    collector.add(record);
  }
  const { section, source } = collector.pack({ source: 'test', licence: 'none' }, date, null);
  return writeIndex(
    {
      advisories: { ...source, date },
      malicious: null,
      popular: { source: 'test', licence: 'none', date, names: popular.length },
    },
    { advisories: section, malicious: packNames([]), popular: packNames(popular), targets: packTargets(popular) },
  );
}

/** Facts as they are after an update to these records. */
export function factsOfRecords(records: readonly unknown[], parts: Parts = {}): PackageFacts {
  const cache = mkdtempSync(join(tmpdir(), 'antivenom-facts-'));
  mkdirSync(join(cache, 'antivenom'));
  writeFileSync(join(cache, 'antivenom', 'advisories.idx'), indexOfRecords(records, parts));
  const facts = openPackageFacts({ XDG_CACHE_HOME: cache }, BUILT_IN, parts.day ?? '2026-11-23');
  // It is open, and a removed file can still be read.
  rmSync(cache, { recursive: true });
  return facts;
}
