import { once } from '../../engine/once.ts';
import { partitionPoint } from '../../engine/partition-point.ts';
import { displayPath } from '../list/path-bytes.ts';

/** An entry of git's index. */
export interface IndexEntry {
  readonly name: Buffer;
  /** The name for people, see displayPath. */
  readonly path: string;
  /** Not in conflict: such an index is left to git. */
  readonly stage: '0';
  /** Octal, as git prints it. */
  readonly mode: string;
  readonly oid: string;
  /** The state of the working file when it was last known to have the same content as the index. */
  readonly stat: IndexStat;
  /** Of {@link stat}: the size of the working file. */
  readonly size: number;
}

export interface IndexStat {
  readonly mtimeSeconds: number;
  readonly mtimeNanoseconds: number;
  readonly inode: number;
  readonly size: number;
}

/** A folder in the index's cached tree. Its id is null if something below it was staged since. */
export interface CachedTree {
  readonly oid: string | null;
  folders(): ReadonlyMap<string, CachedTree>;
}

export interface GitIndex {
  /** Entries are sorted by name, byte by byte. */
  readonly count: number;
  entry(at: number): IndexEntry;
  nameOf(at: number): Buffer;
  /** The index of the first entry whose name is not before this one. */
  lowerBound(name: Buffer): number;
  /** The entry with this name; undefined if there is none. */
  find(name: Buffer): IndexEntry | undefined;
  readonly trees: CachedTree;
  /** What git ends the file with: the SHA-1 of everything before it, or zeros (index.skipHash in git-config(1)). */
  checksum(): string;
  /** What is staged, without the states of the working files: equal for equal contents. */
  content(): Buffer;
}

// https://git-scm.com/docs/gitformat-index
const HEADER = 12;
const MTIME = 8;
const INODE = 20;
const MODE = 24;
const SIZE = 36;
const OID = 40;
const OID_SIZE = 20;
const FLAGS = OID + OID_SIZE;
const NAME = FLAGS + 2;
const STAGE_OR_EXTENDED = 0x7000;
const LONG_NAME = 0xfff;

/**
 * Reads an index in the plain format: version 2, a single file, no sparse folders, no conflicts. Null for any other;
 * git can read those.
 */
export function parseIndex(bytes: Buffer): GitIndex | null {
  if (bytes.length < HEADER + OID_SIZE || bytes.toString('latin1', 0, 4) !== 'DIRC') return null;
  if (bytes.readUInt32BE(4) !== 2) return null;
  const count = bytes.readUInt32BE(8);
  const end = bytes.length - OID_SIZE;
  const starts = new Uint32Array(count);
  let at = HEADER;
  for (let i = 0; i < count; i++) {
    if (at + NAME >= end) return null;
    starts[i] = at;
    if ((flagsOf(bytes, at) & STAGE_OR_EXTENDED) !== 0) return null;
    // One to eight NULs, up to a multiple of eight.
    at += ((endOfName(bytes, at) - at) & ~7) + 8;
  }
  const trees = readExtensions(bytes, at, end);
  return trees === null ? null : openIndex(bytes, starts, trees);
}

const flagsOf = (bytes: Buffer, at: number): number => (bytes[at + FLAGS]! << 8) | bytes[at + FLAGS + 1]!;

/** Where the NULs after the name of an entry begin. */
function endOfName(bytes: Buffer, at: number): number {
  const length = flagsOf(bytes, at) & LONG_NAME;
  return length < LONG_NAME ? at + NAME + length : bytes.indexOf(0, at + NAME);
}

function openIndex(bytes: Buffer, starts: Uint32Array, trees: CachedTree): GitIndex {
  const nameOf = (i: number): Buffer => bytes.subarray(starts[i]! + NAME, endOfName(bytes, starts[i]!));
  /** A check of everything asks for all entries several times. */
  const entries: IndexEntry[] = [];
  const entry = (i: number): IndexEntry => {
    entries[i] ??= new Entry(bytes, starts[i]!, nameOf(i));
    return entries[i];
  };
  const lowerBound = (name: Buffer): number =>
    partitionPoint(starts.length, (at) => Buffer.compare(nameOf(at), name) < 0);
  return {
    count: starts.length,
    nameOf,
    entry,
    lowerBound,
    find(name) {
      const at = lowerBound(name);
      return at < starts.length && nameOf(at).equals(name) ? entry(at) : undefined;
    },
    trees,
    checksum: () => bytes.toString('hex', bytes.length - OID_SIZE),
    content() {
      const content = Buffer.allocUnsafe(bytes.length);
      let size = 0;
      for (const at of starts) {
        size += bytes.copy(content, size, at + MODE, at + MODE + 4);
        size += bytes.copy(content, size, at + OID, endOfName(bytes, at) + 1);
      }
      return content.subarray(0, size);
    },
  };
}

/** A class, because a tree has thousands, and getters of object literals are dear. */
class Entry implements IndexEntry {
  readonly name: Buffer;
  readonly mode: string;
  readonly oid: string;
  readonly stage = '0';
  private readonly bytes: Buffer;
  private readonly at: number;
  private knownPath: string | null = null;

  constructor(bytes: Buffer, at: number, name: Buffer) {
    this.name = name;
    this.mode = modeOf(bytes.readUInt32BE(at + MODE));
    this.oid = bytes.toString('hex', at + OID, at + FLAGS);
    this.bytes = bytes;
    this.at = at;
  }

  get path(): string {
    this.knownPath ??= displayPath(this.name);
    return this.knownPath;
  }

  get stat(): IndexStat {
    const { bytes, at, size } = this;
    return {
      mtimeSeconds: bytes.readUInt32BE(at + MTIME),
      mtimeNanoseconds: bytes.readUInt32BE(at + MTIME + 4),
      inode: bytes.readUInt32BE(at + INODE),
      size,
    };
  }

  get size(): number {
    return this.bytes.readUInt32BE(this.at + SIZE);
  }
}

const USUAL_MODE = 0o100644;

const modeOf = (mode: number): string => (mode === USUAL_MODE ? '100644' : mode.toString(8));

const NO_TREES: CachedTree = { oid: null, folders: () => new Map() };

/** The cached tree. Null if an extension changes the meaning of the entries; its name is then lower-case. */
function readExtensions(bytes: Buffer, from: number, end: number): CachedTree | null {
  let trees = NO_TREES;
  for (let at = from; at + 8 <= end; ) {
    const signature = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32BE(at + 4);
    if (!/^[A-Z]/.test(signature) || at + 8 + size > end) return null;
    if (signature === 'TREE') trees = readTrees(bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size;
  }
  return trees;
}

/** Usually the root is HEAD's tree, so that nobody asks for folders. */
function readTrees(bytes: Buffer): CachedTree {
  if (bytes.length === 0) return NO_TREES;
  let at = 0;
  const readOne = (): { name: string; oid: string | null; below: number } => {
    const nul = bytes.indexOf(0, at);
    const newline = bytes.indexOf(10, nul);
    const name = bytes.toString('latin1', at, nul);
    const [entries = -1, below = 0] = bytes
      .toString('latin1', nul + 1, newline)
      .split(' ')
      .map(Number);
    at = newline + 1;
    const oid = entries < 0 ? null : bytes.toString('hex', at, at + OID_SIZE);
    if (oid !== null) at += OID_SIZE;
    return { name, oid, below };
  };
  const readBelow = (count: number): ReadonlyMap<string, CachedTree> =>
    new Map(
      Array.from({ length: count }, () => {
        const { name, oid, below } = readOne();
        const folders = readBelow(below);
        return [name, { oid, folders: () => folders }];
      }),
    );
  const { oid, below } = readOne();
  return { oid, folders: once(() => readBelow(below)) };
}
