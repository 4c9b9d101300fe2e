import type { Finding } from '../engine/finding.ts';
import { groupBy } from '../engine/group-by.ts';
import { furtherLines, placeOf, ruleName, SEVERITY_COLORS } from './full-finding.ts';
import type { TextStyle } from './text-style.ts';
import { displayWidth, visible } from './visible.ts';
import { cut } from './wrap.ts';

/** From this many findings of one rule in one file on, they share a line. */
const GROUP_FROM = 4;

/** In columns. Less of a message is useless. */
const MIN_WORDS = 12;

/** One line each, cut to the width, for findings that are old or do not block. */
export function shortFindings(findings: readonly Finding[], style: TextStyle): string[] {
  const groups = groupBy(findings, ({ rule, path }) => `${rule}\n${path}`);
  return [...groups.values()].flatMap((group) =>
    group.length < GROUP_FROM ? group.flatMap((finding) => oneLine([finding], style)) : oneLine(group, style),
  );
}

function oneLine(group: readonly [Finding, ...Finding[]], style: TextStyle): string[] {
  const [finding] = group;
  const { paint, width, verbose } = style;
  const label = finding.new ? finding.severity : 'older';
  const color = finding.new ? paint[SEVERITY_COLORS[finding.severity]] : paint.dim;
  const place = placeOf(finding);
  const more = group.length === 1 ? '' : ` and ${group.length - 1} more${linesOf(group)}`;
  const room = width - displayWidth(`${label} ${finding.rule}  ${place}${more}  `);
  // A place that fills the line by itself is not cut: the reader needs it.
  const message = room < MIN_WORDS ? '' : cut(visible(finding.message), room);
  const glue = message === '' ? '' : more === '' ? '  ' : ': ';
  const line = `${color(label)} ${ruleName(finding.rule, style)}  ${place}${more}${glue}${message}`;
  return [line, ...(verbose ? group.flatMap((one) => furtherLines(one, style)) : [])];
}

function linesOf(group: readonly Finding[]): string {
  if (group[0]?.source === null) return '';
  return ` (lines ${ranges(group.map(({ start }) => start.line))})`;
}

/** `1-3, 7, 9-12`. */
function ranges(lines: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] + 1 === line) run[1] = line;
    else runs.push([line, line]);
  }
  const shown = runs.slice(0, 6).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  return shown.join(', ') + (runs.length > 6 ? ', …' : '');
}
