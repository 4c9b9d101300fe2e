import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { IS_CI } from '../is-ci.ts';
import { difference } from './compare.ts';
import { PACKAGES, pythonFiles } from './corpus.ts';
import { mutants } from './mutants.ts';
import { newestPython } from './pyodide.ts';
import { snippets } from './snippets.ts';

/** Sources that we deliberately read differently from CPython 3.14. */
const ON_PURPOSE: readonly (readonly [RegExp, string])[] = [
  [/^[([{]\*\*?a for b in c/m, 'PEP 798, in 3.15: unpacking in comprehensions'],
  [/^f\(\*+a for b in c/m, 'PEP 798'],
  [/^print >>/m, 'valid, and a TypeError whenever it runs: we read a Python 2 print statement'],
  [/\\N\{no such name\}/, 'whether a character has that name takes Unicode’s table of names'],
];

const python = await newestPython();
const skip = python === null && !IS_CI ? 'pyodide is not installed: npm run oracles' : false;
const options = { placesInFStrings: true };

function compareAll(sources: Iterable<readonly [name: string, bytes: Uint8Array]>): number {
  assert.ok(python !== null, 'pyodide is needed');
  const differences: string[] = [];
  let count = 0;
  for (const [name, bytes] of sources) {
    const verdict = python.judge(bytes);
    if (verdict === null) continue;
    count++;
    const found = difference(bytes, verdict, options);
    if (found !== null) differences.push(`${name}: ${found}`);
  }
  assert.deepEqual(differences, []);
  return count;
}

test('the standard library of CPython 3.14 reads as its ast reads it', { skip }, () => {
  const files = (python?.library ?? []).map((name) => [name, python!.libraryFile(name)] as const);
  assert.ok(compareAll(files) > 500);
});

test('Django and Flask read as the ast of CPython 3.14 reads them', { skip }, () => {
  const files = ['django', 'flask'].flatMap((name) => pythonFiles(`${PACKAGES}/${name}`));
  assert.ok(compareAll(files.map((path) => [path, readFileSync(path)] as const)) > 800);
});

test('every rule of the grammar, right and wrong, is judged as CPython 3.14 judges it', { skip }, () => {
  const sources = snippets().filter((source) => !ON_PURPOSE.some(([pattern]) => pattern.test(source)));
  assert.ok(compareAll(sources.map((source) => [source, Buffer.from(source)] as const)) > 1500);
});

test('what is broken is broken for CPython 3.14, at about the same place', { skip }, () => {
  const files = (python?.library ?? []).map((name) => python!.libraryFile(name)).filter((file) => file.length < 6000);
  assert.ok(compareAll(mutants(files, 2000)) > 1900);
});
