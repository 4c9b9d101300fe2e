import { createHash } from 'node:crypto';
import { UserError } from '../cli/errors.ts';
import type { Finding } from './finding.ts';

/**
 * Findings that are known and tolerated, by rule, path and what the line says, so that they are found again when
 * lines move. Of the line only a hash is kept: it may hold a secret.
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

/** @throws UserError for a text that is not a baseline */
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

/** The findings that the baseline does not know, and those it does. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
): { readonly findings: readonly Finding[]; readonly known: readonly Finding[] } {
  const left = new Map(baseline);
  const fresh: Finding[] = [];
  const known: Finding[] = [];
  for (const finding of findings) {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    (count > 0 ? known : fresh).push(finding);
  }
  return { findings: fresh, known };
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
