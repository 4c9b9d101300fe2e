/**
 * The index of advisories, one file: a line that names the format and the length of the header, the header in JSON,
 * then the blocks of the sections one behind the other. A block is deflated text of some 16 kB with one line per name,
 * `name<TAB>payload`, sorted; the header says with which name each begins, so that one read finds a name.
 */
export const MAGIC = 'antivenom-advisories 1 ';
/** The length of the header as decimal digits, padded, then a line feed. */
export const LENGTH_DIGITS = 10;
export const PREFIX_LENGTH = MAGIC.length + LENGTH_DIGITS + 1;

/** In the order in which they stand in the file. */
export const SECTIONS = ['advisories', 'malicious', 'popular', 'targets'] as const;
/**
 * advisories: a package's entry, packed. malicious: names known from a list alone. popular: names that are no
 * look-alikes. targets: those that look-alikes imitate; one block.
 */
export type Section = (typeof SECTIONS)[number];

export interface Block {
  /** The first name in it. */
  readonly first: string;
  /** In bytes, deflated. */
  readonly length: number;
}

/** Where data come from. */
export interface Source {
  readonly source: string;
  readonly licence: string;
  /** The day up to which they reach, YYYY-MM-DD. */
  readonly date: string;
}

export interface AdvisoriesSource extends Source {
  readonly packages: number;
  readonly vulnerabilities: number;
  readonly malicious: number;
  /** False where it is a selection: a package that it does not know may have advisories. */
  readonly isComplete: boolean;
}

export interface NamesSource extends Source {
  readonly names: number;
}

export interface Header {
  readonly advisories: AdvisoriesSource;
  /** The list of names of malicious packages without records; null where the advisories themselves have them. */
  readonly malicious: NamesSource | null;
  readonly popular: NamesSource;
  readonly sections: Readonly<Record<Section, readonly Block[]>>;
}
