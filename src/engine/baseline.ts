import { createHash } from 'node:crypto';
import { UserError } from '../cli/errors.ts';
import type { Finding } from './finding.ts';

/**
 * Findings that are known and tolerated, by rule, path and the text of the line, so that they are recognised when lines
 * move. Only a hash of the line is stored, since it may contain a secret.
 */
export type Baseline = ReadonlyMap<string, number>;

const VERSION = 1;

export function renderBaseline(findings: readonly Finding[]): string {
  const counts = new Map<string, { rule: string; path: string; line: string; count: number }>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { ...partsOf(finding), count: 1 });
    else known.count += 1;
  }
  return `${JSON.stringify({ version: VERSION, findings: [...counts.values()] }, null, 2)}\n`;
}

/** True for anything that {@link renderBaseline} wrote, in any version: it may be overwritten. */
export function isBaseline(text: string): boolean {
  try {
    const { version, findings } = (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
    return typeof version === 'number' && Array.isArray(findings);
  } catch {
    return false;
  }
}

/** @throws UserError for text that is not a baseline */
export function parseBaseline(text: string, name: string): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new UserError(`${name} is not a baseline file: it is not JSON`);
  }
  const { version, findings } = (data ?? {}) as { readonly version?: unknown; readonly findings?: unknown };
  if (version !== VERSION || !Array.isArray(findings)) {
    throw new UserError(`${name} is not a baseline file of this version; write it again with antivenom baseline`);
  }
  return new Map(
    findings.map((entry: unknown): [string, number] => {
      const { rule, path, line, count } = (entry ?? {}) as Record<string, unknown>;
      if (
        typeof rule !== 'string' ||
        typeof path !== 'string' ||
        typeof line !== 'string' ||
        typeof count !== 'number'
      ) {
        throw new UserError(`${name} is not a baseline file: an entry lacks its rule, path, line or count`);
      }
      return [`${rule}\n${path}\n${line}`, count];
    }),
  );
}

export interface Compared {
  /** What is not in the baseline. */
  readonly findings: readonly Finding[];
  readonly known: readonly Finding[];
  /** How many entries for these paths are about findings that are gone. */
  readonly stale: number;
}

/** @param isJudged true for a path that was examined: only there can an entry be stale */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  isJudged: (path: string) => boolean = () => false,
): Compared {
  const left = new Map(baseline);
  const fresh: Finding[] = [];
  const known: Finding[] = [];
  for (const finding of findings) {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    (count > 0 ? known : fresh).push(finding);
  }
  const stale = [...left].reduce((sum, [key, count]) => (isJudged(pathOfEntry(key)) ? sum + count : sum), 0);
  return { findings: fresh, known, stale };
}

/**
 * The baseline adapted to a change that moves files: what is known for the old path applies to the new one.
 * @param movedTo null for a path that has not moved
 */
export function followMoves(baseline: Baseline, movedTo: (path: string) => string | null): Baseline {
  const counts = new Map<string, number>();
  for (const [key, count] of baseline) {
    const path = pathOfEntry(key);
    const target = movedTo(path);
    const moved = target === null ? key : key.replace(`\n${path}\n`, () => `\n${target}\n`);
    counts.set(moved, (counts.get(moved) ?? 0) + count);
  }
  return counts;
}

/** The path in a baseline's key. */
export function pathOfEntry(key: string): string {
  return key.slice(key.indexOf('\n') + 1, key.lastIndexOf('\n'));
}

function partsOf({ rule, path, source }: Finding): { rule: string; path: string; line: string } {
  const line = createHash('sha256')
    .update(source?.trim() ?? '')
    .digest('hex')
    .slice(0, 16);
  return { rule, path, line };
}

function keyOf(finding: Finding): string {
  const { rule, path, line } = partsOf(finding);
  return `${rule}\n${path}\n${line}`;
}
