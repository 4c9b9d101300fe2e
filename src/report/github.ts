import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import { count } from './count.ts';
import { placeOf } from './full-finding.ts';
import type { Report } from './report.ts';
import { visible } from './visible.ts';
import { closed, sentence } from './wrap.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands that GitHub shows beside the changed lines. GitHub keeps ten of each kind per step, and its log
 * only shows the message, so each message begins with its place.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub({ findings, loosenings }: Report): string {
  const notices = loosenings.map(
    ({ path, line, message }) => `::notice file=${property(path)},line=${line},title=antivenom::${data(message)}\n`,
  );
  const annotations = findings
    .filter((finding) => !finding.fixed)
    .map((finding) => {
      const { start, end } = finding;
      // GitHub ignores the columns of an annotation that spans lines.
      const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
      const place = `file=${property(finding.file)},line=${start.line},endLine=${end.line}${columns}`;
      const text = `${finding.path}:${start.line}:${start.column} ${closed(finding.message)} ${sentence(finding.help)}`;
      return `::${COMMANDS[finding.severity]} ${place},title=${property(`antivenom: ${finding.rule}`)}::${data(text)}\n`;
    });
  return [...annotations, ...notices].join('');
}

/** GitHub shows at most one megabyte of a step's summary. */
const MAX_ROWS = 500;

/** All findings as a Markdown table for the step's summary, since annotations end after ten. */
export function renderStepSummary({ findings, loosenings, summary }: Report): string {
  const open = findings.filter((finding) => !finding.fixed).toSorted((a, b) => Number(b.blocks) - Number(a.blocks));
  const { errors, warnings, infos, files } = summary;
  const tally = [count(errors, 'error'), count(warnings, 'warning'), count(infos, 'info')].join(', ');
  const rows = open.slice(0, MAX_ROWS).map(row);
  const rest = open.length > MAX_ROWS ? `\n${open.length - MAX_ROWS} more are in the log.\n` : '';
  const table = open.length === 0 ? '' : `\n| | rule | place | what |\n|---|---|---|---|\n${rows.join('')}${rest}`;
  const notices = loosenings.map(({ message }) => `\n- ${cell(message)}`).join('');
  return `### antivenom\n\n${tally} in ${count(files, 'file')}.\n${table}${notices}\n`;
}

function row(finding: Finding): string {
  const { rule, severity, blocks, message } = finding;
  const label = blocks ? `**${severity}**` : finding.new ? severity : 'older';
  return `| ${label} | ${rule} | ${code(placeOf(finding))} | ${cell(message)} |\n`;
}

/** Text from files must not act as Markdown or HTML. */
function cell(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>()#+!|~&@]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function code(text: string): string {
  return `<code>${cell(text)}</code>`;
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
