import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { IS_CI } from '../is-ci.ts';
import { difference, verdictOf } from './compare.ts';
import { PACKAGES, pythonFiles, ROOT, standardLibrary } from './corpus.ts';

/** Files that we deliberately read differently from `ast`. */
const ON_PURPOSE: Readonly<Record<string, string>> = {
  'test/test_print.py': '`print >>file, x` is valid and always raises TypeError in Python 3: we read a print statement',
  'lib2to3/tests/data/py2_test_grammar.py': 'Python 2, in which CPython stops at its first print statement',
};

const library = standardLibrary();

function compareAll(files: readonly string[]): void {
  const version = spawnSync('python3', ['-c', 'import sys; print(sys.version_info >= (3, 12))'], { encoding: 'utf8' });
  const placesInFStrings = version.stdout.trim() === 'True';
  const { stdout, stderr, status } = spawnSync('python3', [`${ROOT}/test/oracles/syntax_dump.py`], {
    input: files.join('\0'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr);
  const answers = stdout.split('\n').filter((line) => line !== '');
  assert.equal(answers.length, files.length);
  const differences: string[] = [];
  for (const answer of answers) {
    const [path = '', ...rest] = answer.split('\t');
    const verdict = verdictOf(rest.join('\t'));
    if (verdict === null || Object.keys(ON_PURPOSE).some((known) => path.endsWith(`/${known}`))) continue;
    const found = difference(readFileSync(path), verdict, { placesInFStrings });
    if (found !== null) differences.push(`${path}: ${found}`);
  }
  assert.deepEqual(differences, []);
}

test('the standard library reads as ast reads it', { skip: library === null && !IS_CI ? 'no python3' : false }, () => {
  assert.ok(library !== null, 'python3 is needed');
  const files = pythonFiles(library, ['site-packages', 'dist-packages', '__pycache__']);
  assert.ok(files.length > 500, `${files.length} files`);
  compareAll(files);
});

const packages = pythonFiles(PACKAGES, ['__pycache__']);

test('Django, Flask, SQLAlchemy, SymPy and Twisted read as ast reads them', {
  skip: packages.length === 0 && !IS_CI ? 'not installed: npm run oracles' : false,
}, () => {
  assert.ok(packages.length > 3000, `${packages.length} files`);
  compareAll(packages);
});
