import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder, readKeptFile, writeKeptFile } from '../../src/cli/kept-file.ts';
import { makeFolder } from '../git/repository.ts';

const DATA = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7) % 251));
const LABEL = 'antivenom test';

function written(folder: string): string {
  const file = join(folder, 'cache', 'antivenom', 'x.code');
  writeKeptFile(file, LABEL, DATA);
  return file;
}

test('its owner can read what was written, and nobody else', (t) => {
  const file = written(makeFolder(t));
  assert.ok(readKeptFile(file, LABEL)?.equals(DATA));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(file, '..')).mode & 0o777, 0o700);
});

test('another label, or none', (t) => {
  const file = written(makeFolder(t));
  assert.equal(readKeptFile(file, 'antivenom tesu'), null);
  assert.equal(readKeptFile(`${file}x`, LABEL), null);
  writeFileSync(file, '');
  assert.equal(readKeptFile(file, LABEL), null);
});

test('damage: every way to change a byte, to cut or to zero', (t) => {
  const file = written(makeFolder(t));
  const good = readFileSync(file);
  const isRefused = (bytes: Buffer): void => {
    writeFileSync(file, bytes);
    assert.equal(readKeptFile(file, LABEL), null);
  };
  for (let at = 0; at < good.length; at += 997) {
    const flipped = Buffer.from(good);
    flipped[at] = (flipped[at] as number) ^ 4;
    isRefused(flipped);
    isRefused(good.subarray(0, at));
    isRefused(Buffer.concat([good.subarray(0, at), Buffer.alloc(4096), good.subarray(at + 4096)]));
  }
  isRefused(Buffer.alloc(good.length));
  isRefused(Buffer.concat([good, good.subarray(-2)]));
  writeKeptFile(file, LABEL, DATA);
  assert.ok(readKeptFile(file, LABEL)?.equals(DATA));
});

test('what others could have written is not read', { skip: process.getuid === undefined }, (t) => {
  const file = written(makeFolder(t));
  const folder = join(file, '..');
  for (const mode of [0o666, 0o620, 0o602]) {
    chmodSync(file, mode);
    assert.equal(readKeptFile(file, LABEL), null);
  }
  chmodSync(file, 0o600);
  chmodSync(folder, 0o777);
  assert.equal(readKeptFile(file, LABEL), null);
  // What was in an open folder is gone once it is closed.
  writeFileSync(join(folder, 'theirs.code'), 'x');
  writeKeptFile(file, LABEL, DATA);
  assert.ok(readKeptFile(file, LABEL)?.equals(DATA));
  assert.equal(existsSync(join(folder, 'theirs.code')), false);
  renameSync(file, `${file}.elsewhere`);
  symlinkSync(`${file}.elsewhere`, file);
  assert.equal(readKeptFile(file, LABEL), null);
});

test('a folder that is a link is not used', { skip: process.getuid === undefined }, (t) => {
  const base = makeFolder(t);
  mkdirSync(join(base, 'theirs'), { mode: 0o700 });
  symlinkSync(join(base, 'theirs'), join(base, 'antivenom'));
  writeKeptFile(join(base, 'antivenom', 'x.code'), LABEL, DATA);
  assert.equal(existsSync(join(base, 'theirs', 'x.code')), false);
});

test('where it is stored', { skip: process.platform === 'win32' }, (t) => {
  const home = makeFolder(t);
  assert.equal(cacheFolder({ HOME: home }), join(home, '.cache', 'antivenom'));
  assert.equal(cacheFolder({ HOME: home, XDG_CACHE_HOME: '/nowhere' }), '/nowhere/antivenom');
  assert.equal(cacheFolder({ HOME: home, XDG_CACHE_HOME: 'relative' }), null);
  assert.equal(cacheFolder({ HOME: home, CI: 'true' }), null);
  assert.equal(cacheFolder({}), null);
});

test("no cache in another user's home", { skip: process.getuid === undefined }, (t) => {
  const getuid = process.getuid as () => number;
  t.after(() => {
    process.getuid = getuid;
  });
  process.getuid = () => 4711;
  assert.equal(cacheFolder({ HOME: makeFolder(t) }), null);
});
