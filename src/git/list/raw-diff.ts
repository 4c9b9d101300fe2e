import { splitAtNul } from './path-bytes.ts';

/** One line of `git diff --raw -z --no-abbrev --no-renames`. */
export interface RawChange {
  readonly oldMode: string;
  readonly newMode: string;
  /** All zeros where there is none. */
  readonly oldOid: string;
  readonly newOid: string;
  /** A, C, M, R, T, U or D. */
  readonly status: string;
  readonly name: Buffer;
}

/** The flags under which every git of every configuration prints the same. */
export const RAW_DIFF = [
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--no-color',
  '--ignore-submodules=none',
  '-O/dev/null',
  '--diff-filter=ACMRTU',
] as const;

/** Reads what `git diff` printed under {@link RAW_DIFF}: `:100644 100644 OID OID M NUL path NUL`. */
export function parseRawDiff(output: Buffer): RawChange[] {
  const items = splitAtNul(output);
  const changes: RawChange[] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    const [oldMode = '', newMode = '', oldOid = '', newOid = '', status = ''] = items[i]!.toString('latin1').split(' ');
    changes.push({ oldMode: oldMode.slice(1), newMode, oldOid, newOid, status: status[0] ?? '', name: items[i + 1]! });
  }
  return changes;
}

export const isZeroOid = (oid: string): boolean => /^0+$/.test(oid);
