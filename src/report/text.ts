import { footer } from './footer.ts';
import { fullFinding } from './full-finding.ts';
import type { Report } from './report.ts';
import { shortFindings } from './short-findings.ts';
import { statisticsTable } from './statistics.ts';
import type { TextStyle } from './text-style.ts';
import { visible } from './visible.ts';

/**
 * For somebody whose commit was just stopped: old findings first, then what does not block, one line each. What blocks
 * comes last, in full, next to the prompt. Empty without findings.
 */
export function renderText({ findings, omitted }: Report, style: TextStyle): string {
  const open = findings.filter(
    (finding) => !finding.fixed && (finding.severity !== 'info' || style.showInfo || finding.blocks),
  );
  const blocking = open.filter(({ blocks }) => blocks);
  const older = style.quiet ? [] : open.filter((finding) => !finding.blocks && !finding.new);
  const others = open.filter((finding) => !finding.blocks && finding.new);
  const parts = [
    shortFindings([...older, ...others], style),
    ...blocking.map((finding) => fullFinding(finding, style)),
    omitted.map(({ rule, path, count }) => `and ${count} more of ${rule} in ${visible(path)}`),
    style.statistics ? statisticsTable(open) : [],
    style.quiet || open.length === 0 ? [] : footer(open, style),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
