import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allowedInterval,
  type Clause,
  covers,
  isEmpty,
  matcherOf,
  readInterval,
  writeInterval,
} from '../../src/advisories/intervals.ts';

/** `>=1,<2` */
function clausesOf(text: string): Clause[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [, operator, version] = /^(===|~=|==|!=|<=|>=|<|>)(.*)$/.exec(part) as unknown as [
        string,
        Clause['operator'],
        string,
      ];
      return { operator, version };
    });
}

const affects = (version: string, ...intervals: string[]): boolean =>
  matcherOf(version)({ intervals: intervals.map(readInterval), versions: [] });

test('an interval is read as it was written', () => {
  for (const text of ['', '1.0', '<2.0', '1.0<2.0', '1.0<=2.0', '<=1!3.0'])
    assert.equal(writeInterval(readInterval(text)), text);
});

test('exact versions are in intervals as PEP 440 orders them', () => {
  const inside: [string, string][] = [
    ['3.2.1', '3.2<3.2.5'],
    ['3.2', '3.2<3.2.5'],
    ['3.2.0', '3.2<3.2.5'],
    ['3.2.5rc1', '3.2<3.2.5'],
    ['3.2.5.dev1', '3.2<3.2.5'],
    ['0.0.1a1', '<1'],
    ['1.0.post1', '1.0<1.1'],
    ['2.0', '1.0<=2.0.0'],
    ['2024.1', '<1!0.1'],
    ['v1.0', '1.0<2'],
    ['9999', '1'],
  ];
  const outside: [string, string][] = [
    ['3.2.5', '3.2<3.2.5'],
    ['3.2rc1', '3.2<3.2.5'],
    ['1.0.post1', '<=1.0'],
    ['1!0.1', '<2024.1'],
    ['10.0', '1<2'],
  ];
  for (const [version, interval] of inside) assert.ok(affects(version, interval), `${version} in ${interval}`);
  for (const [version, interval] of outside) assert.ok(!affects(version, interval), `${version} not in ${interval}`);
});

test('a local version is judged as the version that it was built from, unless a list names it', () => {
  assert.ok(affects('2.0+cu118', '<=2.0'));
  assert.ok(!affects('2.0+cu118', '<2.0'));
  const listed = { intervals: [], versions: ['2.0'] };
  assert.ok(matcherOf('2.0+cu118')(listed));
  assert.ok(!matcherOf('2.1+cu118')(listed));
  assert.ok(!matcherOf('2.0')({ intervals: [], versions: ['2.0+bad'] }));
  assert.ok(matcherOf('2.0+bad')({ intervals: [], versions: ['2.0+bad'] }));
});

test('lists compare versions, not spellings; text that is not a version must be identical', () => {
  const listed = { intervals: [], versions: ['1.0', '2004d'] };
  assert.ok(matcherOf('1.0.0')(listed));
  assert.ok(matcherOf('2004D')(listed));
  assert.ok(!matcherOf('2004')(listed));
  assert.ok(
    !matcherOf('2004e')({ intervals: [readInterval('')], versions: [] }),
    'what cannot be ordered is not judged',
  );
});

test('a range is covered if no version is outside', () => {
  const covered: [string, ...string[]][] = [
    ['>=3.2,<3.2.5', '3.2<3.2.5'],
    ['<2.0', '<2.0'],
    ['<2.0', '<2.0rc1'],
    ['~=3.2.1', '3.2<3.3'],
    ['==3.2.*', '3.2<3.3'],
    ['==3.2.*', '3.2<3.3a1'],
    ['>=1.0,<1.5', '<1.2', '1.2<2'],
    ['>=1.0,<1.5', '1.1<2', '<1.2'],
    ['>=1.0,<=1.5', '<=1.5'],
    ['', ''],
    ['>=5', ''],
    ['>1.0,!=1.3,<1.4', '1.0<1.4'],
    ['<1!2', '<1!3'],
    ['==1.4', '1.4<=1.4'],
  ];
  const open: [string, ...string[]][] = [
    ['>=3.2,<3.2.6', '3.2<3.2.5'],
    ['>=3.1,<3.2.5', '3.2<3.2.5'],
    ['<=2.0', '<2.0'],
    ['>=1.0', '1.0<2.0'],
    ['', '1.0'],
    ['~=3.2', '3.2<3.3'],
    ['==3.2.*', '3.2<3.2.5'],
    ['>=1.0,<1.5', '<1.2', '1.2.1<2'],
    ['>=1.0,<=1.5', '1.0<1.5'],
    ['<3', '2<3'],
  ];
  for (const [range, ...intervals] of covered) {
    assert.ok(
      covers(intervals.map(readInterval), allowedInterval(clausesOf(range)) ?? assert.fail()),
      `${range} in ${intervals}`,
    );
  }
  for (const [range, ...intervals] of open) {
    assert.ok(
      !covers(intervals.map(readInterval), allowedInterval(clausesOf(range)) ?? assert.fail()),
      `${range} not in ${intervals}`,
    );
  }
});

test('clauses that cannot be read allow nothing that is known', () => {
  for (const text of ['===1.0', '==banana', '>=2004d', '~=1.0.*'])
    assert.equal(allowedInterval(clausesOf(text)), null, text);
  assert.ok(isEmpty(allowedInterval(clausesOf('>2,<1')) ?? assert.fail()));
});
