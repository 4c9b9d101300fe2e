import { ruleUrl, VERSION } from '../cli/product.ts';
import type { Finding, FindingEdit } from '../engine/finding.ts';
import type { Loosening } from '../engine/loosening.ts';
import { jsonText } from './json-text.ts';
import type { Report } from './report.ts';

export function renderJson({ findings, omitted, loosenings, summary }: Report): string {
  const rest = {
    ...(omitted.length === 0 ? {} : { omitted }),
    ...(loosenings.length === 0 ? {} : { loosenings: loosenings.map(looseningToJson) }),
  };
  return jsonText({ version: VERSION, findings: findings.map(toJson), ...rest, summary });
}

function toJson(finding: Finding): object {
  const { fix } = finding;
  return {
    rule: finding.rule,
    severity: finding.severity,
    path: finding.path,
    line: finding.start.line,
    column: finding.start.column,
    endLine: finding.end.line,
    endColumn: finding.end.column,
    message: finding.message,
    help: finding.help,
    url: ruleUrl(finding.rule),
    fix: fix === null ? null : { title: fix.title, safety: fix.safety, edits: fix.edits.map(editToJson) },
    fixed: finding.fixed,
    new: finding.new,
    silence: finding.silence,
    ...(finding.advisories === null ? {} : { advisories: finding.advisories }),
  };
}

function looseningToJson({ path, line, by, findings, isObeyed, message }: Loosening): object {
  return { path, line, by, findings, obeyed: isObeyed, message };
}

function editToJson({ start, end, text }: FindingEdit): object {
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column, text };
}
