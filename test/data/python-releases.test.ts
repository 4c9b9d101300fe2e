import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  newestPython,
  PYTHON_RELEASES,
  PYTHON_RELEASES_DATE,
  pythonStatus,
  supportedPythons,
} from '../../src/data/python-releases.ts';

test('the table is sorted and has the day when it was checked', () => {
  for (const [index, { major, minor, released, endOfLife }] of PYTHON_RELEASES.entries()) {
    assert.match(released, /^\d{4}-\d\d-\d\d$/);
    assert.ok(released < endOfLife);
    const before = PYTHON_RELEASES[index - 1];
    if (before !== undefined) assert.ok(before.major < major || before.minor + 1 === minor);
  }
  assert.equal(PYTHON_RELEASES_DATE, '2026-11-23');
});

test('the status of a version on a day', () => {
  assert.deepEqual(pythonStatus(3, 10, '2026-10-30'), { state: 'supported', endOfLife: '2026-10-31', daysLeft: 1 });
  assert.deepEqual(pythonStatus(3, 10, '2026-11-01'), { state: 'ended', endOfLife: '2026-10-31' });
  assert.deepEqual(pythonStatus(2, 6, '2026-01-01'), { state: 'ended', endOfLife: null });
  assert.deepEqual(pythonStatus(3, 99, '2040-01-01'), { state: 'unknown' });
});

test('the newest stable version is already released', () => {
  assert.equal(newestPython('2026-10-08'), '3.14');
  assert.equal(newestPython('2026-10-09'), '3.15');
  assert.equal(newestPython('2026-11-23'), '3.15');
  assert.deepEqual(
    supportedPythons('2026-11-23').map(({ minor }) => minor),
    [11, 12, 13, 14, 15],
  );
});
