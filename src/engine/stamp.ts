import type { SettledProblem } from './dispatch.ts';
import { problemsOf } from './dispatch.ts';
import type { Document } from './document.ts';
import type { Finding, FindingEdit } from './finding.ts';
import type { LintScope } from './lint-scope.ts';
import type { Fix, Rule } from './rule.ts';
import type { Severity } from './severity.ts';
import { isAtLeast } from './severity.ts';
import { createSilencer } from './silence.ts';
import type { Span } from './span.ts';

/** A problem with the rule that found it; the fix's line ends are the file's. */
export interface Found extends SettledProblem {
  readonly rule: Rule;
  readonly fix: Fix | null;
}

/** A finding with the offsets that a fix is made by. */
export interface Placed {
  readonly finding: Finding;
  readonly span: Span;
  readonly fix: Fix | null;
}

/** Makes the findings of a document: places, masks, and whether the change brought them. */
export function createStamp(doc: Document, all: readonly Found[], scope: LintScope): (problem: Found) => Placed {
  const secrets = all.flatMap((problem) => problem.secrets ?? []);
  const secretTexts = [...new Set(secrets.map((span) => doc.text.slice(span.start, span.end)))].filter(
    // A secret such as `password` is masked only in the source line; masking it in messages would garble them.
    (text) => text.length > 0 && !/^(?:pass(?:word|wd)?|secret|token|user)$/i.test(text),
  );
  const hide = (text: string): string =>
    secretTexts.reduce(
      (hidden, secret) => (secret.length < 4 ? hidden : hidden.replaceAll(secret, '*'.repeat(8))),
      text,
    );
  const baseLines = createBaseLines(doc);
  const silenceOf = createSilencer(doc, scope.configFolder);

  return ({ rule, fix, ...problem }) => {
    const { lines } = doc;
    const start = lines.positionAt(problem.span.start);
    const severity = scope.severity[rule.id] ?? problem.severity;
    const isNew =
      problem.hidesChange === true ||
      doc.isChanged(problem.span) ||
      !baseLines.has(rule, problem.severity, lineText(doc, start.line));
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
      source: maskedLine(doc, start.line, secrets),
      fixed: false,
      new: isNew,
      blocks: scope.blocks(severity, isNew),
    };
    return { finding, span: problem.span, fix };
  };
}

function lineText(doc: Document, line: number): string {
  const span = doc.lines.lineSpan(line);
  return doc.text.slice(span.start, span.end);
}

/** A source line with the characters of secrets, and of any password inside a URL, as asterisks. */
function maskedLine(doc: Document, line: number, secrets: readonly Span[]): string {
  const { start, end } = doc.lines.lineSpan(line);
  const units = doc.text.slice(start, end).split('');
  for (const secret of secrets) {
    for (let offset = Math.max(secret.start, start); offset < Math.min(secret.end, end); offset += 1) {
      units[offset - start] = '*';
    }
  }
  return units
    .join('')
    .replace(/(:\/\/[^\s/:@'"]*:)([^\s/@'"]+)(?=@)/g, (_, before: string, password: string) =>
      /^\$|^[{%<]/.test(password) ? before + password : before + '*'.repeat(password.length),
    );
}

/**
 * Tells whether a rule already reported the same line before the change, at least as severely: a finding on an
 * untouched line is new where the base had none there, or a weaker one (a source elsewhere made it worse).
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
      const before = known.get(line.trim());
      return before !== undefined && isAtLeast(before, severity);
    },
  };
}

/** The lines that a rule reports in a base, each with its most severe problem. */
function worstOfLines(base: Document, rule: Rule): ReadonlyMap<string, Severity> {
  const worst = new Map<string, Severity>();
  try {
    for (const { span, severity } of problemsOf(rule, base)) {
      const line = lineText(base, base.lines.lineAt(span.start)).trim();
      const known = worst.get(line);
      if (known === undefined || isAtLeast(severity, known)) worst.set(line, severity);
    }
  } catch {
    // The base is only asked what was there before; the judgement of the file itself stands.
  }
  return worst;
}
