import { createHash } from 'node:crypto';
import type { Finding } from '../engine/finding.ts';

/**
 * What a finding is told by when lines move: its rule, its path and what the line says, with a counter for equal
 * lines. Of the line only a hash is shown: it may hold a secret.
 */
export function fingerprint(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const key = [finding.rule, finding.path, finding.source?.trim() ?? ''].join('\0');
      const before = seen.get(key) ?? 0;
      seen.set(key, before + 1);
      return [finding, createHash('sha256').update(`${key}\0${before}`).digest('hex').slice(0, 32)];
    }),
  );
}
