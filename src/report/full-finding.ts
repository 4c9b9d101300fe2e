import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import { silenceWords } from './silence-words.ts';
import { sourceLines } from './source-lines.ts';
import type { TextStyle } from './text-style.ts';
import { visible } from './visible.ts';
import { closed, wrap, wrapHelp } from './wrap.ts';

/** Blue on black is unreadable in most palettes, and what is read closely keeps the terminal's own colour. */
export const SEVERITY_COLORS = { error: 'red', warning: 'yellow', info: 'cyan' } as const satisfies Record<
  Severity,
  string
>;

/** A blocking finding in full: the place, the line, the fact, what to write. */
export function fullFinding(finding: Finding, style: TextStyle): string[] {
  const { paint } = style;
  const color = paint[SEVERITY_COLORS[finding.severity]];
  const mark = style.canFix ? fixMark(finding) : '';
  const width = style.width - 2;
  return [
    `${color(finding.severity)} ${ruleName(finding.rule, style)}  ${paint.bold(placeOf(finding))}${mark === '' ? '' : `  ${paint.dim(mark)}`}`,
    ...excerpt(finding, style),
    ...wrap(closed(visible(finding.message)), width).map((line) => `  ${line}`),
    ...wrapHelp(visible(finding.help), width).map((line) => `  ${line}`),
    ...(style.verbose ? furtherLines(finding, style) : []),
  ];
}

export function fixMark({ fix }: Finding): string {
  if (fix === null) return '';
  return fix.safety === 'safe' ? '[--fix]' : '[--fix --unsafe-fixes]';
}

/** The rule's id. On a terminal it links to the rule's page. */
export function ruleName(rule: string, { linkTo }: TextStyle): string {
  const page = linkTo(rule);
  return page === null ? rule : `\u001b]8;;${page}\u001b\\${rule}\u001b]8;;\u001b\\`;
}

/** `path:line:column`, which editors and terminals can open. A finding about a path has only the path. */
export function placeOf({ path, start, source }: Finding): string {
  return source === null ? visible(path) : `${visible(path)}:${start.line}:${start.column}`;
}

/** With --verbose, below each finding. */
export function furtherLines({ silence, rule }: Finding, { paint, command, configFile }: TextStyle): string[] {
  const lines = [`  page:     ${command} explain ${rule}`];
  if (silence !== null) lines.unshift(`  silence:  ${silenceWords(silence, configFile)}`);
  return lines.map((line) => paint.dim(line));
}

function excerpt(finding: Finding, { paint, width }: TextStyle): string[] {
  if (finding.source === null) return [];
  const number = String(finding.start.line);
  const { line, indent, carets } = sourceLines(finding, finding.source, width - number.length - 8);
  const color = paint[SEVERITY_COLORS[finding.severity]];
  return [
    `  ${paint.dim(`${number} |`)} ${line}`,
    `  ${paint.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(indent)}${color('^'.repeat(carets))}`,
  ];
}
