// Merges the reports of a check's shards into one: all JSON, or all SARIF.
// Usage: node action/merge-reports.mjs MERGED REPORT...
// The result is what a single run over everything would have written, except for the milliseconds, which are those of
// the longest shard.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** By path, place and rule, as in every report. */
const byPlace = (placeOf) => (left, right) => {
  const [a, b] = [placeOf(left), placeOf(right)];
  return a.map((part, at) => compare(part, b[at])).find((order) => order !== 0) ?? 0;
};

const ofFinding = ({ path, line, column, endLine, endColumn, rule, message }) => [
  path,
  line,
  column,
  endLine,
  endColumn,
  rule,
  message,
];

function ofResult({ locations: [{ physicalLocation }], ruleId, message }) {
  const { startLine, startColumn, endLine, endColumn } = physicalLocation.region ?? {};
  return [
    decodeURIComponent(physicalLocation.artifactLocation.uri),
    startLine ?? 1,
    startColumn ?? 1,
    endLine ?? 1,
    endColumn ?? 1,
    ruleId,
    message.text,
  ];
}

/** Each once, even if every shard contains it. */
const distinct = (items) => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];

function mergeJson(reports) {
  const all = (name) => reports.flatMap((report) => report[name] ?? []);
  const [omitted, loosenings] = [all('omitted'), distinct(all('loosenings'))];
  const summary = Object.fromEntries(
    Object.keys(reports[0].summary).map((name) => {
      const figures = reports.map((report) => report.summary[name]);
      return [name, name === 'milliseconds' ? Math.max(...figures) : figures.reduce((sum, figure) => sum + figure)];
    }),
  );
  return {
    version: reports[0].version,
    findings: all('findings').sort(byPlace(ofFinding)),
    ...(omitted.length === 0 ? {} : { omitted }),
    ...(loosenings.length === 0 ? {} : { loosenings }),
    summary,
  };
}

function mergeSarif(logs) {
  const runs = logs.map((log) => log.runs[0]);
  const invocations = runs.map((run) => run.invocations[0]);
  const results = runs.flatMap((run) => run.results).sort(byPlace(ofResult));
  /** In this order: open, silenced by a comment, in the baseline. */
  const of = (kind) => results.filter(({ suppressions }) => suppressions[0]?.kind === kind);
  return {
    ...logs[0],
    runs: [
      {
        ...runs[0],
        invocations: [
          {
            executionSuccessful: invocations.every(({ executionSuccessful }) => executionSuccessful),
            exitCode: Math.max(...invocations.map(({ exitCode }) => exitCode)),
            toolExecutionNotifications: distinct(
              invocations.flatMap(({ toolExecutionNotifications }) => toolExecutionNotifications),
            ),
          },
        ],
        results: [undefined, 'inSource', 'external'].flatMap(of),
      },
    ],
  };
}

/** In the format of src/report/json-text.ts. */
function asWritten(report) {
  const text = JSON.stringify(report, null, 2);
  const shown = text.replaceAll(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${shown}\n`;
}

/** @throws Error if they are not all of one format and version */
export function mergeReports(texts) {
  const reports = texts.map((text) => JSON.parse(text));
  const isSarif = reports.every(({ runs }) => Array.isArray(runs));
  const isJson = reports.every(({ findings, summary }) => Array.isArray(findings) && summary !== undefined);
  if (reports.length === 0 || (!isSarif && !isJson)) throw new Error('these are not all JSON or all SARIF reports');
  const versions = new Set(reports.map((report) => (isSarif ? report.runs[0].tool.driver.version : report.version)));
  if (versions.size > 1) throw new Error(`these are reports of several versions: ${[...versions].join(', ')}`);
  return asWritten(isSarif ? mergeSarif(reports) : mergeJson(reports));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [merged, ...names] = process.argv.slice(2);
  if (merged === undefined || names.length === 0) {
    console.error('usage: node action/merge-reports.mjs MERGED REPORT...');
    process.exitCode = 2;
  } else {
    writeFileSync(merged, mergeReports(names.map((name) => readFileSync(name, 'utf8'))));
  }
}
