import { INFORMATION_URL, ruleUrl, VERSION } from '../cli/product.ts';
import type { Finding } from '../engine/finding.ts';
import type { Position } from '../engine/line-index.ts';
import type { AnyRule } from '../engine/rule.ts';
import type { Severity } from '../engine/severity.ts';
import type { Report } from './report.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function renderSarif({ findings }: Report, rules: readonly AnyRule[]): string {
  const open = findings.filter((finding) => !finding.fixed);
  const used = rules.filter((rule) => open.some((finding) => finding.rule === rule.id));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'antivenom',
            version: VERSION,
            informationUri: INFORMATION_URL,
            rules: used.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.summary },
              fullDescription: { text: rule.why },
              helpUri: ruleUrl(rule.id),
              defaultConfiguration: { level: LEVELS[rule.severity] },
            })),
          },
        },
        columnKind: 'unicodeCodePoints',
        originalUriBaseIds: { ROOT: { description: { text: "The repository's root" } } },
        results: open.map((finding) =>
          toResult(
            finding,
            used.findIndex((rule) => rule.id === finding.rule),
          ),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toResult(finding: Finding, ruleIndex: number): object {
  const artifactLocation = { uri: encodePath(finding.path), uriBaseId: 'ROOT' };
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: `${finding.message}. ${finding.help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: {
            ...region(finding),
            ...(finding.source === null ? {} : { snippet: { text: finding.source } }),
          },
        },
      },
    ],
    baselineState: finding.new ? 'new' : 'unchanged',
    ...(finding.fix === null
      ? {}
      : {
          fixes: [
            {
              description: { text: finding.fix.title },
              artifactChanges: [
                {
                  artifactLocation,
                  replacements: finding.fix.edits.map((edit) => ({
                    deletedRegion: region(edit),
                    insertedContent: { text: edit.text },
                  })),
                },
              ],
            },
          ],
        }),
  };
}

function region({ start, end }: { readonly start: Position; readonly end: Position }): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A relative URI reference; an escaped byte (`\xff`) becomes the byte's own percent form. */
function encodePath(path: string): string {
  return path
    .split(/(\\x[0-9a-f]{2})/)
    .map((part) =>
      /^\\x[0-9a-f]{2}$/.test(part)
        ? `%${part.slice(2).toUpperCase()}`
        : part.split('/').map(encodeURIComponent).join('/'),
    )
    .join('');
}
