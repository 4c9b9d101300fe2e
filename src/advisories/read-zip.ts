import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, openPromise } from 'yauzl';

/** The limits above which a zip file is refused. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of one inflated entry. */
  readonly entry: number;
  /** Bytes of all inflated entries. */
  readonly total: number;
}

/** Generous: OSV's export of PyPI contains some ten thousand records, most of a few kB. */
export const ZIP_LIMITS: ZipLimits = { entries: 1_000_000, entry: 32 * 1024 * 1024, total: 4 * 1024 * 1024 * 1024 };

/** Why a zip file is damaged or unsuitable, in words. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

/**
 * The texts of the JSON files in a zip file, in its order. The library enforces the sizes while it inflates. Names are
 * only looked at, never used as paths.
 * @throws ZipError
 */
export async function* readJsonEntries(
  file: string,
  limits: ZipLimits = ZIP_LIMITS,
): AsyncGenerator<{ readonly name: string; readonly text: string }> {
  let count = 0;
  let total = 0;
  try {
    const zip = await openPromise(file, { strictFileNames: true });
    for await (const entry of zip.eachEntry()) {
      count += 1;
      total += entry.uncompressedSize;
      if (count > limits.entries) throw new ZipError(`it has more than ${limits.entries} entries`);
      if (entry.uncompressedSize > limits.entry) throw new ZipError(`${entry.fileName} is too large`);
      if (total > limits.total) throw new ZipError('it is too large once inflated');
      if (!entry.fileName.endsWith('.json')) continue;
      const chunks: Buffer[] = [];
      const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const bytes = inflate(Buffer.concat(chunks), entry);
      if (!isIntact(bytes, entry.crc32)) throw new ZipError(`${entry.fileName} is damaged`);
      yield { name: entry.fileName, text: bytes.toString('utf8') };
    }
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError(error instanceof Error ? error.message : String(error));
  }
}

const STORED = 0;
const DEFLATED = 8;

/**
 * In one call, which takes a third of the time of a stream per entry. It yields at most as many bytes as the directory
 * says, and those sizes were checked before.
 */
function inflate(
  packed: Buffer,
  { fileName, compressionMethod, uncompressedSize, generalPurposeBitFlag }: Entry,
): Buffer {
  const isEncrypted = (generalPurposeBitFlag & 1) !== 0;
  if (isEncrypted || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) {
    throw new ZipError(`${fileName} is packed in a way that cannot be read`);
  }
  if (compressionMethod === STORED || uncompressedSize === 0) {
    if (compressionMethod === STORED && packed.length !== uncompressedSize)
      throw new ZipError(`${fileName} is damaged`);
    return compressionMethod === STORED ? packed : Buffer.alloc(0);
  }
  const bytes = inflateRawSync(packed, { maxOutputLength: uncompressedSize });
  if (bytes.length !== uncompressedSize) throw new ZipError(`${fileName} is damaged`);
  return bytes;
}

/** The library only checks sizes. Node has crc32 from 20.15 on; before that, damaged JSON does not parse. */
function isIntact(bytes: Buffer, expected: number): boolean {
  return typeof crc32 !== 'function' || crc32(bytes) === expected;
}
