import { deflateSync } from 'node:zlib';
import { type Block, type Header, LENGTH_DIGITS, MAGIC, SECTIONS, type Section } from './index-format.ts';

/** Characters per block before deflating. */
const BLOCK_SIZE = 16 * 1024;

/** The deflated blocks of a section, either new or copied from another index. */
export interface SectionBlocks {
  readonly blocks: readonly Block[];
  readonly bytes: Buffer;
}

/** @param lines by name; the payload may be empty and must not contain tabs or line endings */
export function packSection(lines: ReadonlyMap<string, string>, blockSize = BLOCK_SIZE): SectionBlocks {
  const blocks: Block[] = [];
  const parts: Buffer[] = [];
  let first: string | null = null;
  let text = '';
  const flush = (): void => {
    if (first === null) return;
    const bytes = deflateSync(text, { level: 9 });
    blocks.push({ first, length: bytes.length });
    parts.push(bytes);
    first = null;
    text = '';
  };
  for (const name of [...lines.keys()].sort()) {
    const payload = lines.get(name) as string;
    if (text.length > 0 && text.length + name.length + payload.length > blockSize) flush();
    first ??= name;
    text += payload === '' ? `${name}\n` : `${name}\t${payload}\n`;
  }
  flush();
  return { blocks, bytes: Buffer.concat(parts) };
}

export function writeIndex(
  facts: Omit<Header, 'sections'>,
  sections: Readonly<Record<Section, SectionBlocks>>,
): Buffer {
  const blocks = Object.fromEntries(SECTIONS.map((name) => [name, sections[name].blocks.map(packBlock)]));
  const header = Buffer.from(`${JSON.stringify({ ...facts, sections: blocks })}\n`);
  const prefix = `${MAGIC}${String(header.length).padStart(LENGTH_DIGITS)}\n`;
  return Buffer.concat([Buffer.from(prefix), header, ...SECTIONS.map((name) => sections[name].bytes)]);
}

const packBlock = ({ first, length }: Block): [string, number] => [first, length];
