import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions, isIn, isPrerelease, isVersion } from '../../src/formats/pep440.ts';

test('versions in their order', () => {
  // https://packaging.python.org/en/latest/specifications/version-specifiers/#summary-of-permitted-suffixes-and-relative-ordering
  const sorted =
    '1.dev0 1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1 1!0.1'.split(
      ' ',
    );
  for (const [index, version] of sorted.entries()) {
    assert.ok(isVersion(version), version);
    for (const later of sorted.slice(index + 1))
      assert.equal(compareVersions(version, later), -1, `${version} ${later}`);
  }
  assert.equal(compareVersions('v1.0', '1.0.0'), 0);
  assert.equal(compareVersions('1.0-RC.1', '1.0c1'), 0);
  assert.ok(compareVersions('nonsense', '0.1') < 0);
});

test('specifiers', () => {
  const inside = (version: string, operator: '<' | '>' | '==' | '!=' | '~=' | '===' | '<=' | '>=', bound: string) =>
    isIn(version, [{ operator, version: bound }]);
  assert.ok(inside('10', '==', '10.0.*'));
  assert.ok(inside('1!3.1', '>', '3.1'));
  assert.ok(!inside('1.0rc1', '<', '1.0'));
  assert.ok(!inside('1.0.post1', '>', '1.0'));
  assert.ok(inside('1.0+cu118', '==', '1.0'));
  assert.ok(!inside('1.0', '==', '1.0+cu118'));
  assert.ok(inside('2.2.1', '~=', '2.2'));
  assert.ok(!inside('3.0', '~=', '2.2'));
  assert.ok(inside('weird', '===', 'Weird'));
  assert.ok(!inside('weird', '>=', '0'));
  assert.ok(
    isIn('1.4', [
      { operator: '>=', version: '1.2' },
      { operator: '!=', version: '1.3' },
    ]),
  );
  assert.ok(isPrerelease('1.0.dev1') && isPrerelease('1.0b1') && !isPrerelease('1.0.post1'));
});
