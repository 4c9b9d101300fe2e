import { placeOf } from './full-finding.ts';
import type { Report } from './report.ts';
import { statisticsTable } from './statistics.ts';
import { visible } from './visible.ts';

/** One line per finding, as editors and other tools read it: `path:line:column: severity rule message`. */
export function renderConcise({ findings }: Report, { showInfo, quiet, statistics }: ConciseStyle): string {
  const shown = findings.filter(
    (finding) =>
      !finding.fixed &&
      (finding.severity !== 'info' || showInfo || finding.blocks) &&
      (finding.new || finding.blocks || !quiet),
  );
  const lines = shown.map((finding) => {
    const place = finding.source === null ? `${visible(finding.path)}:1:1` : placeOf(finding);
    return `${place}: ${finding.severity} ${finding.rule} ${visible(finding.message)}`;
  });
  return [...lines, ...(statistics ? statisticsTable(shown) : [])].map((line) => `${line}\n`).join('');
}

interface ConciseStyle {
  readonly showInfo: boolean;
  readonly quiet: boolean;
  readonly statistics: boolean;
}
