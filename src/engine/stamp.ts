import type { SettledProblem } from './dispatch.ts';
import { problemsOf } from './dispatch.ts';
import type { Document } from './document.ts';
import type { Finding, FindingEdit } from './finding.ts';
import type { LintScope } from './lint-scope.ts';
import type { Fix, Rule } from './rule.ts';
import { masked, secretsInLine } from './secret-text.ts';
import type { Severity } from './severity.ts';
import { isAtLeast } from './severity.ts';
import { createSilencer } from './silence.ts';
import type { Span } from './span.ts';

/** A problem with the rule that found it. The fix uses the file's line endings. */
export interface Found extends SettledProblem {
  readonly rule: Rule;
  readonly fix: Fix | null;
}

/** A finding with the offsets that its fix uses. */
export interface Placed {
  readonly finding: Finding;
  readonly span: Span;
  readonly fix: Fix | null;
}

/** Turns a document's problems into findings: places, masks, and whether the change added them. */
export function createStamp(doc: Document, all: readonly Found[], scope: LintScope): (problem: Found) => Placed {
  const secrets = all.flatMap((problem) => problem.secrets ?? []);
  const secretTexts = new Set(secrets.map((span) => doc.text.slice(span.start, span.end)));
  const hide = createHider([...secretTexts, ...secretsBeside(doc, all)].filter((text) => !COMMON.test(text)));
  const baseLines = createBaseLines(doc);
  const maskedLine = createMasker(doc, secrets);
  const lineOf = createTrimmer(doc);
  const silenceOf = createSilencer(doc, scope.configFolder);

  return ({ rule, fix, ...problem }) => {
    const { lines } = doc;
    const start = lines.positionAt(problem.span.start);
    const severity = scope.severity[rule.id] ?? problem.severity;
    const isNew =
      problem.hidesChange === true ||
      doc.isChanged(problem.span) ||
      !baseLines.has(rule, problem.severity, lineOf(start.line));
    const edits = (fix?.edits ?? []).map(
      (edit): FindingEdit => ({
        start: lines.positionAt(edit.start),
        end: lines.positionAt(edit.end),
        text: hide(edit.text),
      }),
    );
    const finding: Finding = {
      rule: rule.id,
      severity,
      path: doc.path,
      file: doc.path,
      start,
      end: lines.positionAt(problem.span.end),
      message: hide(problem.message),
      help: hide(problem.help),
      silence: silenceOf(rule.id, problem.span),
      fix: fix === null ? null : { title: hide(fix.title), safety: fix.safety, edits },
      advisories: problem.advisories ?? null,
      source: maskedLine(start.line),
      fixed: false,
      new: isNew,
      blocks: scope.blocks(severity, isNew),
    };
    // Keeping a node would keep the whole tree.
    return { finding, span: { start: problem.span.start, end: problem.span.end }, fix };
  };
}

/** A secret such as `password` is masked only in the source line; masking it in messages would garble them. */
const COMMON = /^(?:pass(?:word|wd)?|secret|token|user)?$/i;

/** A message may repeat a statement, so these are its other secrets. Shorter ones would garble other words. */
function secretsBeside(doc: Document, all: readonly Found[]): ReadonlySet<string> {
  const lines = new Set(all.map(({ span }) => doc.lines.lineAt(span.start)));
  return new Set(
    [...lines].flatMap((number) => {
      const { start, end } = doc.lines.lineSpan(number);
      const line = doc.text.slice(start, end);
      const texts = secretsInLine(line, doc.kind).map((span) => line.slice(span.start, span.end));
      return texts.filter((text) => text.length >= MIN_LENGTH);
    }),
  );
}

const MIN_LENGTH = 6;

/** How many leading characters secrets are looked up by: there may be thousands, too many to try at each place. */
const PREFIX_LENGTH = 4;

/** Replaces secrets in messages by asterisks, except those that are so short that it would garble the message. */
function createHider(secrets: readonly string[]): (text: string) => string {
  const byBeginning = new Map<string, string[]>();
  // Longest first: a shorter one may be its prefix.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret.length < PREFIX_LENGTH) continue;
    const known = byBeginning.get(secret.slice(0, PREFIX_LENGTH));
    if (known === undefined) byBeginning.set(secret.slice(0, PREFIX_LENGTH), [secret]);
    else known.push(secret);
  }
  if (byBeginning.size === 0) return (text) => text;
  return (text) => {
    let hidden = '';
    let from = 0;
    for (let at = 0; at + PREFIX_LENGTH <= text.length; at += 1) {
      const candidates = byBeginning.get(text.slice(at, at + PREFIX_LENGTH));
      const secret = candidates?.find((candidate) => text.startsWith(candidate, at));
      if (secret === undefined) continue;
      hidden += text.slice(from, at) + '*'.repeat(8);
      at += secret.length - 1;
      from = at + 1;
    }
    return from === 0 ? text : hidden + text.slice(from);
  };
}

/** Lines without surrounding white space. Each is computed once, since a line may have thousands of findings. */
function createTrimmer(doc: Document): (line: number) => string {
  let last: { readonly line: number; readonly text: string } | null = null;
  return (line) => {
    if (last?.line !== line) {
      const span = doc.lines.lineSpan(line);
      last = { line, text: doc.text.slice(span.start, span.end).trim() };
    }
    return last.text;
  };
}

/** Source lines in which the characters of secrets, and of passwords in URLs, are asterisks. Each is computed once. */
function createMasker(doc: Document, secrets: readonly Span[]): (line: number) => string {
  const known = new Map<number, string>();
  const secretsOf = new Map<number, Span[]>();
  for (const secret of secrets) {
    for (let line = doc.lines.lineAt(secret.start); line <= doc.lines.lineAt(secret.end); line += 1) {
      const others = secretsOf.get(line);
      if (others === undefined) secretsOf.set(line, [secret]);
      else others.push(secret);
    }
  }
  return (line) => {
    let text = known.get(line);
    if (text === undefined) {
      text = maskLine(doc, line, secretsOf.get(line) ?? []);
      known.set(line, text);
    }
    return text;
  };
}

function maskLine(doc: Document, number: number, secrets: readonly Span[]): string {
  const { start, end } = doc.lines.lineSpan(number);
  const line = doc.text.slice(start, end);
  const inside = secrets.map((secret) => ({
    start: Math.max(secret.start - start, 0),
    end: Math.min(secret.end, end) - start,
  }));
  return masked(line, [...inside, ...secretsInLine(line, doc.kind)]);
}

/**
 * Tells whether a rule already reported the same line before the change, at least as severely. A finding on an
 * untouched line is new if the base had none there, or a weaker one (because a source elsewhere made it worse).
 */
function createBaseLines(doc: Document): { has(rule: Rule, severity: Severity, line: string): boolean } {
  const byRule = new Map<Rule, ReadonlyMap<string, Severity>>();
  return {
    has(rule, severity, line) {
      const { base } = doc;
      if (base === null) return false;
      let known = byRule.get(rule);
      if (known === undefined) {
        known = worstOfLines(base, rule);
        byRule.set(rule, known);
      }
      const before = known.get(line);
      return before !== undefined && isAtLeast(before, severity);
    },
  };
}

/** The lines that a rule reports in a base, each with its most severe problem. */
function worstOfLines(base: Document, rule: Rule): ReadonlyMap<string, Severity> {
  const worst = new Map<string, Severity>();
  const lineOf = createTrimmer(base);
  try {
    for (const { span, severity } of problemsOf(rule, base)) {
      const line = lineOf(base.lines.lineAt(span.start));
      const known = worst.get(line);
      if (known === undefined || isAtLeast(severity, known)) worst.set(line, severity);
    }
  } catch {
    // The base only tells what was there before. The judgement of the file itself still counts.
  }
  return worst;
}
