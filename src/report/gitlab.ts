import type { Severity } from '../engine/severity.ts';
import { fingerprint } from './fingerprints.ts';
import { jsonText } from './json-text.ts';
import type { Report } from './report.ts';
import { closed, sentence } from './wrap.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

/** GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function renderGitlab({ findings }: Report): string {
  const open = findings.filter((finding) => !finding.fixed);
  const prints = fingerprint(open);
  const issues = open.map((finding) => ({
    description: `${closed(finding.message)} ${sentence(finding.help)}`,
    check_name: finding.rule,
    fingerprint: prints.get(finding),
    severity: SEVERITIES[finding.severity],
    location: {
      path: finding.file,
      lines: { begin: finding.start.line, end: finding.end.line },
    },
  }));
  return jsonText(issues);
}
