import { createHash } from 'node:crypto';
import type { Finding } from '../engine/finding.ts';

/**
 * Identifies findings even if lines move: by rule, path and the text of the line, plus a counter for equal lines. Only
 * a hash of the line is shown, since it may contain a secret.
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
