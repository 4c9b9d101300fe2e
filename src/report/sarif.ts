import { painter } from '../cli/colors.ts';
import { INFORMATION_URL, ruleUrl, VERSION } from '../cli/product.ts';
import { referenceOf } from '../data/rule-references.ts';
import type { SilencedFinding } from '../engine/collect-findings.ts';
import type { Finding } from '../engine/finding.ts';
import type { Position } from '../engine/line-index.ts';
import type { Loosening } from '../engine/loosening.ts';
import type { AnyRule } from '../engine/rule.ts';
import type { Severity } from '../engine/severity.ts';
import type { FileProblem } from '../git/list/entry.ts';
import { describeProblem } from './file-problem.ts';
import { fingerprint } from './fingerprints.ts';
import { jsonText } from './json-text.ts';
import { markdownText } from './markdown-text.ts';
import type { Report } from './report.ts';
import { rulePage } from './rule-page.ts';
import { closed, sentence } from './wrap.ts';

const MAX_LINE_LENGTH = 200;

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

export interface SarifRun {
  /** The active rules. */
  readonly rules: readonly AnyRule[];
  /** What was not checked. */
  readonly problems: readonly FileProblem[];
  readonly exitCode: number;
}

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function renderSarif(
  { findings, silenced, loosenings }: Report,
  { rules, problems, exitCode }: SarifRun,
): string {
  const open = [...findings.filter((finding) => !finding.fixed), ...silenced.map(({ finding }) => finding)];
  const silencer = new Map(silenced.map(({ finding, by }) => [finding, by]));
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const prints = fingerprint(open);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'antivenom',
            version: VERSION,
            semanticVersion: VERSION,
            informationUri: INFORMATION_URL,
            rules: rules.map(descriptor),
          },
        },
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            exitCode,
            toolExecutionNotifications: [...problems.map(notification), ...loosenings.map(looseningNotification)],
          },
        ],
        columnKind: 'unicodeCodePoints',
        originalUriBaseIds: { ROOT: { description: { text: "The repository's root" } } },
        results: open.map((finding) => ({
          ...toResult(finding, indexes.get(finding.rule)),
          partialFingerprints: { 'antivenom/v1': prints.get(finding) },
          suppressions: suppressionsOf(silencer.get(finding)),
        })),
      },
    ],
  };
  return jsonText(log);
}

/** Explicitly empty if it is not suppressed: without the property, that would be unknown. */
function suppressionsOf(by: SilencedFinding['by'] | undefined): object[] {
  return by === undefined ? [] : [{ kind: by === 'comment' ? 'inSource' : 'external' }];
}

function descriptor(rule: AnyRule): object {
  const { cwe, score, precision } = referenceOf(rule.id);
  const page = rulePage(rule);
  return {
    id: rule.id,
    name: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: { text: markdownText(page, 100, painter(false)), markdown: page },
    helpUri: ruleUrl(rule.id),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: [...(score === null ? [] : ['security']), ...cwe.map((number) => `external/cwe/cwe-${number}`)],
      precision,
      ...(score === null ? {} : { 'security-severity': score.toFixed(1) }),
    },
  };
}

function notification(problem: FileProblem): object {
  return {
    level: 'error',
    message: { text: describeProblem(problem) },
    locations: [{ physicalLocation: { artifactLocation: location(problem.path) } }],
  };
}

function looseningNotification({ path, line, message }: Loosening): object {
  return {
    level: 'note',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: location(path), region: { startLine: line } } }],
  };
}

function toResult(finding: Finding, ruleIndex: number | undefined): object {
  const artifactLocation = location(finding.file);
  const fix = finding.fix === null ? [] : [toFix(finding.fix, artifactLocation)];
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[finding.severity],
    message: { text: `${closed(finding.message)} ${sentence(finding.help)}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: {
            ...region(finding),
            ...(finding.source === null ? {} : { snippet: { text: shortened(finding.source) } }),
          },
        },
      },
    ],
    baselineState: finding.new ? 'new' : 'unchanged',
    ...(fix.length === 0 ? {} : { fixes: fix }),
  };
}

/** The report only repeats as much of a line as a reader can take in. */
function shortened(source: string): string {
  const chars = [...source.slice(0, 2 * MAX_LINE_LENGTH + 2)];
  return chars.length <= MAX_LINE_LENGTH ? source : `${chars.slice(0, MAX_LINE_LENGTH).join('')}…`;
}

function toFix(fix: NonNullable<Finding['fix']>, artifactLocation: object): object {
  return {
    description: { text: fix.title },
    artifactChanges: [
      {
        artifactLocation,
        replacements: fix.edits.map((edit) => ({
          deletedRegion: region(edit),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  };
}

function region({ start, end }: { readonly start: Position; readonly end: Position }): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function location(path: string): object {
  return { uri: encodePath(path), uriBaseId: 'ROOT' };
}

/** A relative URI reference. An escaped byte (`\xff`) becomes that byte percent-encoded. */
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
