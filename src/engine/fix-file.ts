import { dockerfileSameExcept, treeSameExcept } from '../formats/same-except.ts';
import type { Node } from '../python/syntax/index.ts';
import type { Checker, Judged } from './checker.ts';
import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import { compatibleFixes } from './fix.ts';
import type { Fix } from './rule.ts';
import type { Placed } from './stamp.ts';

const MAX_ROUNDS = 10;

/** A file after --fix. */
export interface FixedFile {
  readonly before: Buffer;
  readonly after: Buffer;
  /** What was fixed, as it was in the text in which it was found. */
  readonly fixed: readonly AppliedFix[];
  /** The judgement of the new text. */
  readonly judged: Judged;
}

export interface AppliedFix {
  readonly finding: Finding;
  /** The line on which it began, to find it again in another version of the file. */
  readonly line: string;
}

/**
 * Applies the fixes of a file in rounds, judging it again after each, until there is nothing left to fix. If the file
 * reads worse after a fix, or (for a safe one) has another structure, that fix is dropped. Null if nothing could be
 * fixed.
 * @param accepts which findings to fix
 */
export function fixFile(
  checker: Checker,
  judged: Judged,
  unsafe: boolean,
  accepts: (applied: AppliedFix, current: Judged) => boolean = () => true,
): FixedFile | null {
  const fixed: AppliedFix[] = [];
  const refused = new Set<string>();
  let current = judged;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const candidates = current.result.placed.filter(
      (placed) =>
        placed.fix !== null &&
        (unsafe || placed.fix.safety === 'safe') &&
        !refused.has(fixKey(placed)) &&
        accepts(toApplied(current.doc, placed), current),
    );
    if (candidates.length === 0) break;
    const made = applyMost(checker, current, candidates, refused);
    if (made === null) break;
    for (const placed of made.placed) fixed.push(toApplied(current.doc, placed));
    current = made.judged;
  }
  return fixed.length === 0 ? null : { before: judged.file.bytes, after: current.file.bytes, fixed, judged: current };
}

interface Made {
  readonly judged: Judged;
  readonly placed: readonly Placed[];
}

function applyTogether(checker: Checker, current: Judged, candidates: readonly Placed[]): Made | null {
  const fixes = new Set<Fix>(compatibleFixes(candidates.flatMap((placed) => placed.fix ?? [])));
  const placed = candidates.filter((candidate) => candidate.fix !== null && fixes.has(candidate.fix));
  const judged = applyFixes(checker, current, [...fixes]);
  return judged === null ? null : { judged, placed };
}

/**
 * Applies as many fixes as work together. If some fail, each half is tried, so that one bad fix does not prevent the
 * others. A fix that fails on its own is dropped for good.
 */
function applyMost(
  checker: Checker,
  current: Judged,
  candidates: readonly Placed[],
  refused: Set<string>,
): Made | null {
  const whole = applyTogether(checker, current, candidates);
  if (whole !== null) return whole;
  if (candidates.length < 2) {
    for (const placed of candidates) refused.add(fixKey(placed));
    return null;
  }
  const middle = candidates.length >> 1;
  const first = applyMost(checker, current, candidates.slice(0, middle), refused);
  const second = applyMost(checker, current, candidates.slice(middle), refused);
  if (first === null || second === null) return first ?? second;
  return applyTogether(checker, current, [...first.placed, ...second.placed]) ?? first;
}

function applyFixes(checker: Checker, { file, decoded, doc }: Judged, fixes: readonly Fix[]): Judged | null {
  const edits = fixes.flatMap((fix) => fix.edits);
  const bytes = decoded.splice(edits);
  if (bytes === null || bytes.equals(file.bytes)) return null;
  const after = checker.recheck(file.path, bytes);
  const safe = fixes.every((fix) => fix.safety === 'safe');
  return readsAsWell(doc, after.doc, safe ? edits : null) ? after : null;
}

function readsAsWell(before: Document, after: Document, safeEdits: Fix['edits'] | null): boolean {
  if (before.kind === 'python') {
    if (after.python.problems.length > before.python.problems.length) return false;
    return safeEdits === null || statementShape(before) === statementShape(after);
  }
  if (before.kind === 'text' || before.kind === 'requirements') return true;
  if (before.kind === 'dockerfile') {
    return safeEdits === null || dockerfileSameExcept(before.dockerfile, after.dockerfile, safeEdits);
  }
  if (before.tree === null || after.tree === null) return before.tree === after.tree;
  if (after.tree.problems.length > before.tree.problems.length) return false;
  return safeEdits === null || treeSameExcept(before.tree, after.tree, safeEdits);
}

const STATEMENT =
  /^(?:FunctionDef|ClassDef|Return|Delete|Assign|AugAssign|AnnAssign|TypeAlias|For|While|If|With|Match|Raise|Try|Assert|Import|ImportFrom|Global|ExpressionStatement|Pass|Break|Continue|Print|Exec|ErrorStatement|ExceptHandler|MatchCase)$/;

/** The kinds of all statements, with their nesting. */
function statementShape({ python }: Document): string {
  const shape = (node: Node): string => {
    const inner = python.children(node).map(shape).join('');
    return STATEMENT.test(node.kind) ? `${node.kind}(${inner})` : inner;
  };
  return python.module.body.map(shape).join('');
}

function toApplied(doc: Document, { finding, span }: Placed): AppliedFix {
  const line = doc.lines.lineSpan(doc.lines.lineAt(span.start));
  const start = Math.max(line.start, span.start - LONG_LINE);
  return { finding, line: doc.text.slice(start, Math.min(line.end, span.start + LONG_LINE)).trim() };
}

/** Of a longer line only the part around the finding is used: the line may have thousands of findings. */
const LONG_LINE = 1000;

function aroundColumn({ source, start }: Finding): string {
  const at = start.column - 1;
  return (source ?? '').slice(Math.max(0, at - LONG_LINE), at + LONG_LINE);
}

function fixKey({ finding, fix }: Placed): string {
  return `${finding.rule} ${aroundColumn(finding)} ${JSON.stringify(fix?.edits.map((edit) => edit.text))}`;
}

/** The same fixes in another version of the file, and nothing else; null if none applies there. */
export function refix(checker: Checker, fixed: FixedFile, path: string, bytes: Buffer, unsafe: boolean): Buffer | null {
  const wanted = new Set(fixed.fixed.map(({ finding, line }) => `${finding.rule} ${line}`));
  const other = fixFile(checker, checker.recheck(path, bytes), unsafe, ({ finding, line }) =>
    wanted.has(`${finding.rule} ${line}`),
  );
  return other === null ? null : other.after;
}
