import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { partitionPoint } from '../engine/partition-point.ts';
import { type PackageEntry, type PackedEntry, unpackEntry } from './entry.ts';
import {
  type Block,
  type Header,
  LENGTH_DIGITS,
  MAGIC,
  PREFIX_LENGTH,
  SECTIONS,
  type Section,
} from './index-format.ts';
import type { SectionBlocks } from './write-index.ts';

/** An index that is read by position: a lookup reads the header once, and then one block per name. */
export interface AdvisoryIndex {
  readonly header: Omit<Header, 'sections'>;
  /** In bytes. */
  readonly size: number;
  /** @param name normalised by PEP 503, like all names here */
  entry(name: string): PackageEntry | null;
  isListedMalicious(name: string): boolean;
  isPopular(name: string): boolean;
  /** The most popular names, which look-alikes imitate. */
  targets(): readonly string[];
  /** All names of a section, to go through them. */
  names(section: Section): readonly string[];
  /** A section as stored in the file, to copy it into another index. */
  blocks(section: Section): SectionBlocks;
  close(): void;
}

/** A file that is not an index, or that is incomplete or damaged. */
export class BrokenIndexError extends Error {
  override readonly name = 'BrokenIndexError';
}

/** The largest size of an inflated block, in bytes. */
const BLOCK_LIMIT = 64 * 1024 * 1024;
const HEADER_LIMIT = 16 * 1024 * 1024;
/** Usually covers the whole header. */
const FIRST_READ = 16 * 1024;

/**
 * Opens an index; null if the file does not exist.
 * @throws BrokenIndexError
 */
export function openIndex(file: string): AdvisoryIndex | null {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new BrokenIndexError(`${file} cannot be read (${code})`);
  }
  try {
    return readIndex(fd, file);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

interface PlacedBlock extends Block {
  readonly position: number;
}

function readIndex(fd: number, file: string): AdvisoryIndex {
  const broken = (): BrokenIndexError => new BrokenIndexError(`${file} is damaged`);
  const { size } = fstatSync(fd);
  const read = (position: number, length: number): Buffer => {
    const buffer = Buffer.alloc(length);
    if (readSync(fd, buffer, 0, length, position) !== length) throw broken();
    return buffer;
  };
  const start = read(0, Math.min(size, FIRST_READ));
  const prefix = start.toString('latin1', 0, PREFIX_LENGTH);
  const headerLength = Number(prefix.slice(MAGIC.length, MAGIC.length + LENGTH_DIGITS));
  if (!prefix.startsWith(MAGIC) || !(headerLength > 0 && headerLength < HEADER_LIMIT)) throw broken();
  const headerEnd = PREFIX_LENGTH + headerLength;
  if (headerEnd > size) throw broken();
  const headerBytes = headerEnd <= start.length ? start : read(0, headerEnd);
  const { sections, ...header } = parseHeader(headerBytes.toString('utf8', PREFIX_LENGTH, headerEnd), broken);

  const placed = new Map<Section, readonly PlacedBlock[]>();
  let position = headerEnd;
  for (const section of SECTIONS) {
    placed.set(
      section,
      sections[section].map((block) => {
        const here = position;
        position += block.length;
        return { ...block, position: here };
      }),
    );
  }
  if (position !== size) throw broken();

  const texts = new Map<PlacedBlock, string>();
  const textOf = (block: PlacedBlock): string => {
    let text = texts.get(block);
    if (text === undefined) {
      const bytes = read(block.position, block.length);
      try {
        text = inflateSync(bytes, { maxOutputLength: BLOCK_LIMIT }).toString('utf8');
      } catch {
        throw broken();
      }
      texts.set(block, text);
    }
    return text;
  };
  const payload = (section: Section, name: string): string | null => {
    const block = blockOf(placed.get(section) ?? [], name);
    return block === null ? null : payloadIn(textOf(block), name);
  };
  const namesOf = new Map<Section, readonly string[]>();
  const names = (section: Section): readonly string[] => {
    const known = namesOf.get(section);
    if (known !== undefined) return known;
    const found = (placed.get(section) ?? []).flatMap((block) =>
      textOf(block)
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split('\t', 1)[0] as string),
    );
    namesOf.set(section, found);
    return found;
  };

  return {
    header,
    size,
    entry(name) {
      const packed = payload('advisories', name);
      if (packed === null) return null;
      try {
        return unpackEntry(JSON.parse(packed) as PackedEntry);
      } catch {
        throw broken();
      }
    },
    isListedMalicious: (name) => payload('malicious', name) !== null,
    isPopular: (name) => payload('popular', name) !== null,
    targets: () => names('targets'),
    names,
    blocks(section) {
      const blocks = placed.get(section) ?? [];
      const first = blocks[0];
      const length = blocks.reduce((sum, block) => sum + block.length, 0);
      return {
        blocks: blocks.map((block) => ({ first: block.first, length: block.length })),
        bytes: first === undefined ? Buffer.alloc(0) : read(first.position, length),
      };
    },
    close: () => closeSync(fd),
  };
}

function parseHeader(text: string, broken: () => BrokenIndexError): Header {
  try {
    const header = JSON.parse(text) as Omit<Header, 'sections'> & { sections: Record<Section, [string, number][]> };
    const sections = Object.fromEntries(
      SECTIONS.map((name) => [name, header.sections[name].map(([first, length]) => ({ first, length }))]),
    ) as unknown as Header['sections'];
    const lengths = SECTIONS.flatMap((name) => sections[name].map(({ length }) => length));
    if (!lengths.every((length) => Number.isSafeInteger(length) && length > 0)) throw broken();
    return { ...header, sections };
  } catch {
    throw broken();
  }
}

/** The last block that begins at or before a name. */
function blockOf(blocks: readonly PlacedBlock[], name: string): PlacedBlock | null {
  return blocks[partitionPoint(blocks.length, (index) => (blocks[index] as PlacedBlock).first <= name) - 1] ?? null;
}

function payloadIn(text: string, name: string): string | null {
  const at = text.startsWith(`${name}\t`) || text.startsWith(`${name}\n`) ? 0 : lineWith(text, name);
  if (at < 0) return null;
  const end = text.indexOf('\n', at);
  return text.slice(at + name.length + 1, Math.max(end, at + name.length + 1));
}

function lineWith(text: string, name: string): number {
  const withPayload = text.indexOf(`\n${name}\t`);
  const found = withPayload >= 0 ? withPayload : text.indexOf(`\n${name}\n`);
  return found < 0 ? -1 : found + 1;
}
