import { type Painter, painter } from '../cli/colors.ts';
import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import { count } from './count.ts';
import type { Report } from './report.ts';
import { displayWidth, visible } from './visible.ts';

export interface TextStyle {
  readonly color: boolean;
  readonly showInfo: boolean;
  /** True for an older finding that is only counted, since what the change did not add does not block. */
  isFolded(finding: Finding): boolean;
  /** Such as `antivenom --fix settings.py`; null where nothing can be rewritten (a commit, standard input). */
  readonly fixCommand: () => string | null;
  /** What blocking findings stop, in words: 'the commit'; null where they stop nothing. */
  readonly blocked: string | null;
}

const SEVERITY_COLORS: Readonly<Record<Severity, 'red' | 'yellow' | 'blue'>> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
};

/** Findings grouped by file, a summary line, and the command that fixes what can be fixed. Empty without any. */
export function renderText({ findings }: Report, style: TextStyle): string {
  const paint = painter(style.color);
  const open = findings.filter(
    (finding) => !finding.fixed && (finding.severity !== 'info' || style.showInfo || finding.blocks),
  );
  const shown = open.filter((finding) => !style.isFolded(finding));
  const older = open.length - shown.length;
  let text = '';
  let path: string | null = null;
  for (const finding of shown) {
    if (finding.path !== path) text += `${path === null ? '' : '\n'}${paint.bold(visible(finding.path))}\n`;
    path = finding.path;
    text += renderFinding(finding, paint);
  }
  if (shown.length > 0) text += '\n';
  if (older > 0) {
    text += `${paint.dim(`${count(older, 'older finding')} in these files that this change did not add`)}\n`;
  }
  if (shown.length > 0) text += `${summaryLine(shown, style, paint)}\n${fixLines(shown, style)}`;
  return text;
}

function renderFinding(finding: Finding, paint: Painter): string {
  const { start, severity } = finding;
  const place = finding.source === null ? '' : `${start.line}:${start.column} `;
  const color = SEVERITY_COLORS[severity];
  const lines = [
    `  ${place}${paint[color](severity)} ${visible(finding.message)}  ${paint.cyan(finding.rule)}`,
    ...(finding.source === null ? [] : sourceLines(finding, finding.source, paint[color]('^'))),
    `     help: ${visible(finding.help)}`,
    paint.dim(`     silence: ${visible(finding.silence)}`),
    paint.dim(`     page: antivenom explain ${finding.rule}`),
  ];
  return `${lines.join('\n')}\n`;
}

const WIDTH = 110;
const LEAD = 30;

/** The source line with carets below the span; a long line is cut around it. */
function sourceLines({ start, end }: Finding, source: string, caret: string): string[] {
  const chars = [...source];
  const from = start.column - 1;
  const to = Math.max(end.line === start.line ? end.column - 1 : chars.length, from + 1);
  let first = 0;
  let last = chars.length;
  if (chars.length > WIDTH) {
    first = Math.max(0, Math.min(from - LEAD, chars.length - WIDTH));
    last = Math.min(chars.length, first + WIDTH);
  }
  const part = (begin: number, stop: number): string => visible(chars.slice(begin, stop).join(''));
  const stop = Math.min(to, last);
  const before = (first > 0 ? '…' : '') + part(first, from);
  const marked = part(from, stop);
  const after = part(stop, last) + (last < chars.length ? '…' : '');
  const indent = /^ */.exec(before)?.[0].length ?? 0;
  const pad = ' '.repeat(displayWidth(before) - indent);
  const carets = caret.replace('^', '^'.repeat(Math.max(1, displayWidth(marked))));
  return [
    `${String(start.line).padStart(6)} | ${(before + marked + after).slice(indent).trimEnd()}`,
    `${' '.repeat(6)} | ${pad}${carets}`,
  ];
}

function summaryLine(shown: readonly Finding[], style: TextStyle, paint: Painter): string {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const found = shown.filter((finding) => finding.severity === severity).length;
    return found === 0 ? [] : [paint[SEVERITY_COLORS[severity]](count(found, severity))];
  });
  const files = new Set(shown.map((finding) => finding.path)).size;
  const blocked = style.blocked !== null && shown.some((finding) => finding.blocks);
  return `${parts.join(', ')} in ${count(files, 'file')}${blocked ? `: ${paint.bold(`${style.blocked} is blocked`)}` : ''}`;
}

function fixLines(shown: readonly Finding[], style: TextStyle): string {
  if (shown.every((finding) => finding.fix === null)) return '';
  const fixCommand = style.fixCommand();
  if (fixCommand === null) return '';
  const safe = shown.filter((finding) => finding.fix?.safety === 'safe').length;
  const unsafe = shown.filter((finding) => finding.fix?.safety === 'unsafe').length;
  const lines: string[] = [];
  if (safe > 0) lines.push(`${safe} can be fixed: ${fixCommand}`);
  if (unsafe > 0) {
    const command = fixCommand.replace('--fix', '--fix --unsafe-fixes');
    lines.push(`${unsafe}${safe > 0 ? ' more' : ''} can be fixed if you review the result: ${command}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
