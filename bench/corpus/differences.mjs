/** @import { Found, Recorded } from './findings.mjs' */

/** A report lists this many findings of a rule in one file; the summary counts all. */
const LISTED = 100;

/**
 * @typedef {{ kind: 'lost' | 'gained' | 'moved' | 'severity' | 'message' | 'fix' | 'column' | 'other-rule',
 *   rule: string, path: string, before?: Found, after?: Found }} Difference
 */

/**
 * Pairs the findings of two runs: first those that are equal, then by place, by line and by what they say, last by the line alone (another rule reports it).
 * What stays without a partner is lost or gained.
 * @param {Recorded} before
 * @param {Recorded} after
 * @returns {Difference[]}
 */
export function differencesOf(before, after) {
  let old = before.findings;
  let now = after.findings;
  const pairs = [];
  const keys = [
    ({ rule, path, line, column, severity, message, fix }) => [rule, path, line, column, severity, message, fix],
    ({ rule, path, line, column }) => [rule, path, line, column],
    ({ rule, path, line }) => [rule, path, line],
    ({ rule, path, message }) => [rule, path, message],
    ({ path, line }) => [path, line],
  ];
  for (const key of keys) {
    const paired = pairBy(key, old, now);
    pairs.push(...paired.pairs);
    old = paired.old;
    now = paired.now;
  }
  const full = cappedLists(after.findings);
  const lost = old.filter(({ rule, path }) => !full.has(`${rule} ${path}`));
  return [
    ...pairs.map(differenceOf).filter((difference) => difference !== null),
    ...lost.map((found) => ({ kind: 'lost', rule: found.rule, path: found.path, before: found })),
    ...now.map((found) => ({ kind: 'gained', rule: found.rule, path: found.path, after: found })),
  ];
}

function pairBy(key, old, now) {
  const waiting = new Map();
  for (const found of now) {
    const name = JSON.stringify(key(found));
    if (!waiting.has(name)) waiting.set(name, []);
    waiting.get(name).push(found);
  }
  const pairs = [];
  const alone = [];
  for (const found of old) {
    const partner = waiting.get(JSON.stringify(key(found)))?.shift();
    if (partner === undefined) alone.push(found);
    else pairs.push([found, partner]);
  }
  return { pairs, old: alone, now: [...waiting.values()].flat() };
}

/** The worst difference between the two of a pair, or null. */
function differenceOf([before, after]) {
  const kind = kindOf(before, after);
  return kind === null ? null : { kind, rule: before.rule, path: before.path, before, after };
}

function kindOf(before, after) {
  if (before.rule !== after.rule) return 'other-rule';
  if (before.severity !== after.severity) return 'severity';
  if (before.line !== after.line) return 'moved';
  if (before.fix !== after.fix) return 'fix';
  if (before.column !== after.column) return 'column';
  return before.message === after.message ? null : 'message';
}

/** Rules and files with findings that a report leaves out. */
function cappedLists(findings) {
  const counts = new Map();
  for (const { rule, path } of findings) counts.set(`${rule} ${path}`, (counts.get(`${rule} ${path}`) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= LISTED).map(([name]) => name));
}
