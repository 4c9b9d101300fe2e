// Writes data/advisories.idx, the advisories that come with the package and apply until `antivenom advisories update`:
//   node build/scripts/embed-advisories.js OSV.zip POPULAR.txt MALICIOUS.txt NAMES-DATE MALICIOUS-DATE
// from OSV's export of PyPI (or the PyPA advisory database in that layout), a list of the most downloaded names, most
// popular first, and a list of the names of packages that PyPI removed as malicious. Same input, same output.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCollector, packNames, packTargets } from '../src/advisories/build-index.ts';
import { readNamesList } from '../src/advisories/names-list.ts';
import { readOsvRecord } from '../src/advisories/osv-record.ts';
import { readJsonEntries } from '../src/advisories/read-zip.ts';
import { writeIndex } from '../src/advisories/write-index.ts';

/** How many packages must have their advisories included at least, and the size that everything must fit into. */
const MIN_PACKAGES = 500;
const MAX_BYTES = 300_000;

const [zip, popularFile, maliciousFile, popularDate, maliciousDate] = process.argv.slice(2);
if (maliciousDate === undefined || zip === undefined || popularFile === undefined || maliciousFile === undefined) {
  throw new Error('usage: embed-advisories OSV.zip POPULAR.txt MALICIOUS.txt POPULAR-DATE MALICIOUS-DATE');
}
const namesIn = (file: string): readonly string[] => readNamesList(readFileSync(file, 'utf8'))?.names ?? [];
const popular = namesIn(popularFile);
// If a name is popular today, it was reused, or only single releases of the project were hijacked.
const known = new Set(popular);
const malicious = namesIn(maliciousFile).filter((name) => !known.has(name));

const collector = createCollector();
for await (const { text } of readJsonEntries(zip)) {
  const record = readOsvRecord(JSON.parse(text));
  if (record !== null) collector.add(record);
}

/** The index with the advisories of the most popular packages, up to this number; Infinity for all packages. */
function indexOf(packages: number): { readonly bytes: Buffer; readonly known: number } {
  const chosen = new Set(popular.slice(0, packages));
  const { section, source } = collector.pack(
    { source: 'https://github.com/pypa/advisory-database', licence: 'CC-BY-4.0; shortened' },
    null,
    (name) => packages === Number.POSITIVE_INFINITY || chosen.has(name),
  );
  const names = (list: readonly string[], from: string, date: string) => ({
    source: from,
    licence: 'names are facts',
    date,
    names: list.length,
  });
  const facts = {
    advisories: { ...source, date: source.date ?? '' },
    malicious: names(malicious, 'names of packages that PyPI removed as malicious', maliciousDate as string),
    popular: names(popular, 'https://hugovk.github.io/top-pypi-packages/', popularDate as string),
  };
  const sections = {
    advisories: section,
    malicious: packNames(malicious),
    popular: packNames(popular),
    targets: packTargets(popular),
  };
  return { bytes: writeIndex(facts, sections), known: source.packages };
}

// As many as fit: all packages, or the most popular ones.
const index = [Number.POSITIVE_INFINITY, 15_000, 10_000, 5_000, 2_000, 1_000, MIN_PACKAGES]
  .map(indexOf)
  .find(({ bytes }) => bytes.length <= MAX_BYTES);
if (index === undefined) throw new Error(`the advisories of ${MIN_PACKAGES} packages are more than ${MAX_BYTES} bytes`);
const file = join(import.meta.dirname, '..', '..', 'data', 'advisories.idx');
writeFileSync(file, index.bytes);
console.log(`${file}: ${index.bytes.length} bytes, ${index.known} packages, ${malicious.length} malicious names`);
