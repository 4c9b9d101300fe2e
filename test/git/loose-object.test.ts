import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { makeBlobChecksum } from '../../src/git/direct/blob-checksum.ts';
import { isLooseBlob } from '../../src/git/direct/loose-object.ts';

test('the checksum of a loose object tells its content from others, whatever their size and place in memory', (t) => {
  const gitDir = mkdtempSync(join(tmpdir(), 'antivenom-loose-'));
  t.after(() => rmSync(gitDir, { recursive: true }));
  // The first is asked about little, so that only the second one loads WebAssembly.
  const isBlob = (oid: string, bytes: Buffer): boolean => {
    const byWasm = isLooseBlob(gitDir, oid, bytes, inWasm);
    assert.equal(isLooseBlob(gitDir, oid, bytes, makeBlobChecksum()), byWasm);
    return byWasm;
  };
  const inWasm = makeBlobChecksum();
  inWasm(Buffer.alloc(20_001));
  const memory = Buffer.alloc(270_000);
  let seed = 1;
  for (let at = 0; at < memory.length; at += 1) {
    seed = (seed * 48271) % 2147483647;
    memory[at] = at < 20_000 ? 255 : seed & 255;
  }
  for (const start of [0, 1, 2, 3, 4, 20_000, 30_001]) {
    for (const size of [0, 1, 2, 3, 4, 5, 511, 512, 513, 514, 1500, 4096, 19_999, 65_535, 65_537, 200_000]) {
      const content = memory.subarray(start, start + size);
      const stored = Buffer.concat([Buffer.from(`blob ${size}\0`), content]);
      const oid = createHash('sha1').update(stored).digest('hex');
      mkdirSync(join(gitDir, 'objects', oid.slice(0, 2)), { recursive: true });
      writeFileSync(join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2)), deflateSync(stored));
      assert.ok(isBlob(oid, content), `${size} bytes at ${start}`);
      if (size === 0) continue;
      const other = Buffer.from(content);
      other[size >> 1]! ^= 1;
      assert.ok(!isBlob(oid, other), `${size} other bytes at ${start}`);
    }
  }
});
