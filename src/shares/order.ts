import type { Options } from '../cli/options.ts';
import type { Entry, FileProblem, Listing } from '../git/list/entry.ts';
import { displayPath, key } from '../git/list/path-bytes.ts';
import type { JudgedShare } from './judge-share.ts';
import type { Turns } from './turns.ts';

/** What a thread has to know. Plain data. */
export interface Order {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly options: Options;
  readonly date: string;
  readonly builtInAdvisories: string;
  /** All threads, this one included. */
  readonly threads: number;
  /** The content of the index: what is read beside the listed files must be the same in every thread. */
  readonly index: Uint8Array;
  readonly entries: readonly PlainEntry[];
  /** The numbers of the entries in each share. */
  readonly shares: readonly (readonly number[])[];
  readonly noteDependencies: boolean;
  readonly turns: Turns;
}

/** What it hands back for each share. */
export type Answer = readonly [number: number, share: JudgedShare];

interface PlainEntry extends Omit<Entry, 'path' | 'name'> {
  /** One character per byte. */
  readonly name: string;
  readonly late: readonly Entry['bases'][number][] | FileProblem;
}

export const plainEntry = (entry: Entry, { lateBases = () => [] }: Listing): PlainEntry => ({
  name: key(entry.name),
  mode: entry.mode,
  oid: entry.oid,
  bases: entry.bases,
  late: lateBases(entry),
});

/** The listing as it was, as far as judging its files needs it. */
export function listingOf({ entries }: Order): Listing {
  const late = new Map<string, PlainEntry['late']>();
  const listed = entries.map((plain): Entry => {
    const name = Buffer.from(plain.name, 'latin1');
    late.set(plain.name, plain.late);
    return { path: displayPath(name), name, mode: plain.mode, oid: plain.oid, bases: plain.bases };
  });
  return {
    entries: listed,
    problems: [],
    skipped: [],
    source: { kind: 'index' },
    lateBases: ({ name }) => late.get(key(name)) ?? [],
  };
}

export const sharesOf = ({ shares }: Order, entries: readonly Entry[]): readonly (readonly Entry[])[] =>
  shares.map((numbers) => numbers.map((number) => entries[number] as Entry));
