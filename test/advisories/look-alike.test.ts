import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAlikeOf } from '../../src/advisories/look-alike.ts';

const TARGETS = [
  'requests',
  'numpy',
  'python-dateutil',
  'urllib3',
  'colorama',
  'matplotlib',
  'websockets',
  'toml',
  'attrs',
];

test('slips known from practice are named', () => {
  const expected: [string, string, string][] = [
    ['reqeusts', 'requests', 'swapped letters'],
    ['requessts', 'requests', 'a doubled letter'],
    ['rrequests', 'requests', 'a doubled letter'],
    ['r3quests', 'requests', 'a letter that looks alike'],
    ['co1orama', 'colorama', 'a letter that looks alike'],
    ['colorarna', 'colorama', 'a letter that looks alike'],
    ['pythondateutil', 'python-dateutil', 'a hyphen left out'],
    ['requests-py', 'requests', 'py or python added'],
    ['pythonrequests', 'requests', 'py or python added'],
    ['reqests', 'requests', 'one letter left out'],
    ['matplotlibe', 'matplotlib', 'one letter added'],
    ['requedts', 'requests', 'one letter changed'],
  ];
  for (const [name, target, slip] of expected) {
    const found = lookAlikeOf(name, TARGETS);
    assert.deepEqual([name, found?.target, found?.slip], [name, target, slip]);
  }
});

test('short names and other words are not reported', () => {
  for (const name of [
    'requests',
    'tomli',
    'tom',
    'cattrs',
    'attr',
    'numba',
    'requests2',
    'urllib4',
    'httpx',
    'a',
    '',
  ]) {
    assert.equal(lookAlikeOf(name, TARGETS), null, name);
  }
});

test('a known confusion takes precedence over a distance of one letter', () => {
  assert.equal(lookAlikeOf('colorrama', ['colorrrama', 'colorama'])?.isConfusion, true);
});
