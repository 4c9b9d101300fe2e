import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipOf } from '../advisories/zip.ts';

/**
 * A wheel (https://packaging.python.org/en/latest/specifications/binary-distribution-format/) that only has metadata.
 */
export function writeWheel(folder: string, name: string, version: string, requires: readonly string[] = []): void {
  mkdirSync(folder, { recursive: true });
  const stem = `${name.replaceAll('-', '_')}-${version}`;
  const metadata = `${stem}.dist-info/METADATA`;
  const wheel = `${stem}.dist-info/WHEEL`;
  const record = `${stem}.dist-info/RECORD`;
  const headers = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    ...requires.map((one) => `Requires-Dist: ${one}`),
  ];
  writeFileSync(
    join(folder, `${stem}-py3-none-any.whl`),
    zipOf([
      { name: metadata, text: `${headers.join('\n')}\n\nVersion: of the description\n` },
      { name: wheel, text: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n' },
      { name: record, text: `${metadata},,\n${wheel},,\n${record},,\n` },
    ]),
  );
}
