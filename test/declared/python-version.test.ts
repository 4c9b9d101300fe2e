import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type RangeDialect,
  readPythonRange,
  readPythonVersion,
  versionText,
} from '../../src/declared/python-version.ts';

const exact = (text: string) => {
  const version = readPythonVersion(text);
  return version === null ? null : versionText(version);
};
const minors = (text: string, dialect: RangeDialect = 'pep440') => {
  const range = readPythonRange(text, dialect);
  if (range === null) return null;
  const found = [];
  for (let minor = 6; minor <= 16; minor += 1) if (range.admits(3, minor)) found.push(minor);
  return found.length > 0 ? `${found[0]}-${found.at(-1)}` : '';
};

test('exact versions in every spelling', () => {
  for (const text of [
    '3.8',
    '3.8.10',
    'py38',
    'python3.8',
    'python-3.8.1',
    'cpython-3.8',
    'v3.8',
    '3.8.x',
    '3.8-dev',
    '==3.8',
    '3.8t',
    '3.8.0rc1',
    'cp38',
    '3.8.10/envs/app',
  ]) {
    assert.equal(exact(text), '3.8', text);
  }
  assert.equal(exact('3.13t'), '3.13');
  assert.equal(exact('3'), '3');
  assert.equal(exact('2.7.18'), '2.7');
  for (const text of [
    'pypy3.8',
    '>=3.8',
    '3.x',
    'system',
    'latest',
    '38',
    'myenv-3.8',
    '',
    'nodejs18.x',
    '4.2',
    '18',
  ]) {
    assert.equal(exact(text), null, text);
  }
});

test('PEP 440 ranges', () => {
  assert.equal(minors('>=3.8'), '8-16');
  assert.equal(minors('>=3.8,<3.11'), '8-10');
  assert.equal(minors('>=3.8.1,<=3.9'), '8-9');
  assert.equal(minors('~=3.8'), '8-16');
  assert.equal(minors('~=3.8.2'), '8-8');
  assert.equal(minors('==3.8.*'), '8-8');
  assert.equal(minors('==3.8'), '8-8');
  assert.equal(minors('>=3.7, !=3.7.*, <4'), '8-16');
  assert.equal(minors('<3.9'), '6-8');
  assert.equal(minors('>= 3.10'), '10-16');
  assert.equal(minors('nonsense'), null);
  assert.deepEqual(readPythonRange('>=3.8,<4', 'pep440')?.floor, { major: 3, minor: 8 });
  assert.equal(readPythonRange('<4', 'pep440')?.floor, null);
});

test('poetry and conda ranges', () => {
  assert.equal(minors('^3.8', 'poetry'), '8-16');
  assert.equal(minors('^3.8.1', 'poetry'), '8-16');
  assert.equal(minors('~3.8', 'poetry'), '8-8');
  assert.equal(minors('3.8.*', 'poetry'), '8-8');
  assert.equal(minors('*', 'poetry'), '6-16');
  assert.equal(minors('~3.7 || ^3.12', 'poetry'), '7-16');
  assert.equal(minors('>=3.8 <3.10', 'poetry'), '8-9');
  assert.equal(minors('=3.8', 'conda'), '8-8');
  assert.equal(minors('>=3.8,<3.10', 'conda'), '8-9');
  assert.equal(minors('3.7|3.8', 'conda'), '7-8');
});
