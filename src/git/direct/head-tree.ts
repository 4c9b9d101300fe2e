import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLooseObject } from './loose-object.ts';

const OID = /^[0-9a-f]{40}$/;

/** The id of HEAD's commit; `none` before the first one, null if only git can tell. */
export function headCommit(gitDir: string): string | 'none' | null {
  const head = readText(join(gitDir, 'HEAD'))?.trim();
  if (head === undefined) return null;
  const ref = /^ref: (refs\/[^\0-\x20\x7f~^:?*[\\]+)$/.exec(head)?.[1];
  const commit = ref === undefined ? head : (readText(join(gitDir, ref))?.trim() ?? packedRef(gitDir, ref));
  return commit === 'none' || OID.test(commit) ? commit : null;
}

/** The id of the tree of HEAD's commit; `none` before the first one, null if only git can tell. */
export function headTree(gitDir: string): string | 'none' | null {
  const commit = headCommit(gitDir);
  if (commit === null || commit === 'none') return commit;
  const text = readLooseObject(gitDir, commit, 'commit')?.toString('latin1');
  return text === undefined ? null : (/^tree ([0-9a-f]{40})\n/.exec(text)?.[1] ?? null);
}

function packedRef(gitDir: string, ref: string): string | 'none' {
  const line = readText(join(gitDir, 'packed-refs'))
    ?.split('\n')
    .find((each) => each.endsWith(` ${ref}`));
  return line?.slice(0, 40) ?? 'none';
}

/** Undefined if the file does not exist. */
const readText = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
