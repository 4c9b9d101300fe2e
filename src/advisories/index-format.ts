/**
 * The index of advisories is one file: a line with the format and the length of the header, the header in JSON, then
 * the blocks of all sections. A block is about 16 kB of deflated text, sorted, with one line per name:
 * `name<TAB>payload`. The header gives each block's first name, so a name takes one read.
 */
export const MAGIC = 'antivenom-advisories 1 ';
/** The length of the header in decimal digits, padded, then a line feed. */
export const LENGTH_DIGITS = 10;
export const PREFIX_LENGTH = MAGIC.length + LENGTH_DIGITS + 1;

/** In their order in the file. */
export const SECTIONS = ['advisories', 'malicious', 'popular', 'targets'] as const;
/**
 * advisories: the packed entry of a package. malicious: names known only from a list. popular: names that are not
 * look-alikes. targets: the names that look-alikes imitate, in one block.
 */
export type Section = (typeof SECTIONS)[number];

export interface Block {
  /** Its first name. */
  readonly first: string;
  /** In bytes, deflated. */
  readonly length: number;
}

/** Where data comes from. */
export interface Source {
  readonly source: string;
  readonly licence: string;
  /** The last day that it covers, YYYY-MM-DD. */
  readonly date: string;
}

export interface AdvisoriesSource extends Source {
  readonly packages: number;
  readonly vulnerabilities: number;
  readonly malicious: number;
  /** False for a selection: packages that it does not contain may have advisories. */
  readonly isComplete: boolean;
}

export interface NamesSource extends Source {
  readonly names: number;
}

export interface Header {
  readonly advisories: AdvisoriesSource;
  /** The list of malicious packages without records; null if the advisories contain them. */
  readonly malicious: NamesSource | null;
  readonly popular: NamesSource;
  readonly sections: Readonly<Record<Section, readonly Block[]>>;
}
