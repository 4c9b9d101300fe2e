import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';

/** What a zip file may hold before it is refused. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of one entry, inflated. */
  readonly entry: number;
  /** Bytes of all entries, inflated. */
  readonly total: number;
}

/** Generous: OSV's export of PyPI holds some ten thousand records, most of them of a few kB. */
export const ZIP_LIMITS: ZipLimits = { entries: 1_000_000, entry: 32 * 1024 * 1024, total: 4 * 1024 * 1024 * 1024 };

/** A zip file that is damaged or not what it should be, in words. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

/**
 * The texts of the JSON files in a zip file, in its order. Sizes are those that the library enforces while it
 * inflates; names are only looked at, never used as paths.
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
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      if (!isIntact(bytes, entry.crc32)) throw new ZipError(`${entry.fileName} is damaged`);
      yield { name: entry.fileName, text: bytes.toString('utf8') };
    }
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError(error instanceof Error ? error.message : String(error));
  }
}

/** The library checks sizes alone. Node has crc32 from 20.15 on; before that, damage shows as JSON that does not parse. */
function isIntact(bytes: Buffer, expected: number): boolean {
  return typeof crc32 !== 'function' || crc32(bytes) === expected;
}
