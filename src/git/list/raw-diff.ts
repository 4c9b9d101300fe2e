import { splitAtNul } from './path-bytes.ts';

/** One line of `git diff --raw -z --no-abbrev`. */
export interface RawChange {
  readonly oldMode: string;
  readonly newMode: string;
  /** All zeros if there is none. */
  readonly oldOid: string;
  readonly newOid: string;
  /** A, D, M, R, T or U. */
  readonly status: string;
  readonly name: Buffer;
  /** The old path of a renamed file; otherwise the same as {@link name}. */
  readonly oldName: Buffer;
}

/** With these flags, every version and configuration of git prints the same. */
export const RAW_DIFF = [
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--no-color',
  '--ignore-submodules=none',
  '-O/dev/null',
] as const;

/**
 * Reads what `git diff` printed with {@link RAW_DIFF}: `:100644 100644 OID OID M NUL path NUL`, with two paths for R.
 */
export function parseRawDiff(output: Buffer): RawChange[] {
  const items = splitAtNul(output);
  const changes: RawChange[] = [];
  for (let i = 0; i + 1 < items.length; ) {
    const [oldMode = '', newMode = '', oldOid = '', newOid = '', score = ''] = items[i]!.toString('latin1').split(' ');
    const status = score[0] ?? '';
    const oldName = items[i + 1]!;
    const isMoved = status === 'R' || status === 'C';
    const name = isMoved ? (items[i + 2] ?? oldName) : oldName;
    changes.push({ oldMode: oldMode.slice(1), newMode, oldOid, newOid, status, name, oldName });
    i += isMoved ? 3 : 2;
  }
  return changes;
}

export const isZeroOid = (oid: string): boolean => /^0+$/.test(oid);

/** Regular files, executable or not; neither symbolic links (120000) nor submodules (160000). */
export const isFile = (mode: string): boolean => mode.startsWith('100');
