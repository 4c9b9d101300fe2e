import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly text: string;
  /** The size that the headers claim, if it is not the real one. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
}

/** A deflated zip file (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), possibly with false headers. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, claimedSize, claimedCrc } of entries) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes, { level: 9 });
    const fileName = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(claimedCrc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedSize ?? bytes.length, 18);
    common.writeUInt16LE(fileName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, fileName, packed]);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(20, 0);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, common, rest, fileName]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** OSV records in the format of their export. */
export function exportOf(records: readonly { readonly id: string }[]): Buffer {
  return zipOf(records.map((record) => ({ name: `${record.id}.json`, text: JSON.stringify(record) })));
}

interface RecordParts {
  readonly id: string;
  readonly name: string;
  readonly events?: readonly Readonly<Record<string, string>>[];
  readonly versions?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
}

/** One OSV record about one package. */
export function recordOf({ id, name, events, versions, more }: RecordParts): { readonly id: string } {
  return {
    id,
    modified: '2026-11-20T10:00:00Z',
    affected: [
      {
        package: { name, ecosystem: 'PyPI' },
        ...(events === undefined ? {} : { ranges: [{ type: 'ECOSYSTEM', events }] }),
        ...(versions === undefined ? {} : { versions }),
      },
    ],
    ...more,
  } as { readonly id: string };
}
