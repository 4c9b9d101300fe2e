import type { Severity } from '../engine/severity.ts';
import type { Report } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands that GitHub shows beside the changed lines.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub({ findings }: Report): string {
  return findings
    .filter((finding) => !finding.fixed)
    .map((finding) => {
      const { start, end } = finding;
      // GitHub drops columns of an annotation that spans lines.
      const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
      const place = `file=${property(finding.path)},line=${start.line},endLine=${end.line}${columns}`;
      const text = `${finding.message}. ${finding.help} (${finding.silence})`;
      return `::${COMMANDS[finding.severity]} ${place},title=${property(`antivenom: ${finding.rule}`)}::${data(text)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
