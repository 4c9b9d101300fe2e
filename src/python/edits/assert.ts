import type { Fix } from '../../engine/rule.ts';
import type { Edit } from '../../engine/span.ts';
import { trimEndOf } from '../../formats/trim-end.ts';
import {
  type Assert,
  type Expression,
  lineStart,
  type Node,
  type PythonFile,
  type Statement,
} from '../syntax/index.ts';

/**
 * The same check as a raise that -O keeps: `if not …: raise Exception(message)`. Null if surrounding code expects the
 * AssertionError, or if no lines can be inserted at the statement.
 */
export function raiseInstead(node: Assert, exception: string, message: string, file: PythonFile): Fix | null {
  if (isExpected(node, file)) return null;
  const parts = assertParts(node, file.text);
  if (parts === null) return null;
  const unit = indentUnit(file.text);
  const condition = negated(node.test, parts.test, parts.isBracketed);
  const text = parts.message ?? JSON.stringify(message);
  const edits = statementEdits(
    node,
    file,
    (indent, eol) => `if ${condition}:${eol}${indent}${unit}raise ${exception}(${text})`,
  );
  return edits === null ? null : { title: `Raise ${exception} instead`, safety: 'unsafe', edits };
}

/** The raise on one line, for the help. */
export function raiseText(node: Assert, exception: string, message: string, text: string): string {
  const parts = assertParts(node, text);
  if (parts === null) return `raise ${exception}(...)`;
  const short = `if not (...): raise ${exception}(...)`;
  // On one line a comment would swallow the rest, and a backslash joins nothing.
  const whole = `${parts.test}${parts.message ?? ''}`;
  if (/[\r\n]/.test(whole) && /[#\\]/.test(whole)) return short;
  const condition = negated(node.test, parts.test, parts.isBracketed).replaceAll(/\s+/g, ' ');
  const said = (parts.message ?? JSON.stringify(message)).replaceAll(/\s+/g, ' ');
  const line = `if ${condition}: raise ${exception}(${said})`;
  return line.length <= 120 ? line : short;
}

interface AssertParts {
  /** The source of the test with its surrounding brackets. */
  readonly test: string;
  readonly message: string | null;
  /** The test has brackets around the whole of it. */
  readonly isBracketed: boolean;
}

function assertParts(node: Assert, text: string): AssertParts | null {
  let from = node.start + 'assert'.length;
  while (from < node.test.start && /[\s\\]/.test(text[from] ?? '')) from += 1;
  let to = node.end;
  let message: string | null = null;
  if (node.message !== null) {
    const comma = commaBetween(text, node.test.end, node.message.start);
    if (comma < 0) return null;
    to = comma;
    message = text
      .slice(comma + 1, node.end)
      .replace(/^[\s\\]+/, '')
      .trimEnd();
    // Brackets around a message that spans lines stay. A comment before it would swallow the bracket of the raise.
    if (message.startsWith('#')) return null;
  }
  const test = trimEndOf(text.slice(from, to), ' \t\f\r\n\\');
  return { test, message, isBracketed: from < node.test.start };
}

/** The comma between two expressions, past brackets and comments; -1 if there is none. */
export function commaBetween(text: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const character = text[at];
    if (character === ',') return at;
    if (character === '#') while (at < to && text[at] !== '\n' && text[at] !== '\r') at += 1;
  }
  return -1;
}

const INVERSE: Readonly<Record<string, string>> = { is: 'is not', 'is not': 'is', in: 'not in', 'not in': 'in' };

function negated(test: Expression, source: string, isBracketed: boolean): string {
  switch (test.kind) {
    case 'Name':
    case 'Attribute':
    case 'Call':
    case 'Subscript':
    case 'Constant':
    case 'Await':
      return isBracketed || !source.includes('\n') ? `not ${source}` : `not (${source})`;
    case 'UnaryOp':
      if (test.op === 'not' && !isBracketed && !/[\n\r#]/.test(source)) return source.replace(/^not\s*/, '');
      break;
    case 'Compare': {
      const [operator] = test.ops;
      const [right] = test.comparators;
      const inverse = operator === undefined ? undefined : INVERSE[operator];
      if (test.ops.length !== 1 || inverse === undefined || right === undefined || isBracketed) break;
      if (/[\n\r#]/.test(source)) break;
      const pattern = new RegExp(`\\s${(operator as string).replace(' ', '\\s+')}\\s`, 'g');
      const places = [...source.matchAll(pattern)];
      if (places.length !== 1) break;
      return source.replace(pattern, ` ${inverse} `);
    }
    default:
  }
  return isBracketed ? `not ${source}` : `not (${source})`;
}

/** True under a `try` that catches AssertionError, which would no longer see the failure. */
function isExpected(node: Node, file: PythonFile): boolean {
  let inner: Node = node;
  for (let at = file.parent(node); at !== null; at = file.parent(at)) {
    if (at.kind === 'FunctionDef') return false;
    if (at.kind === 'Try' && (at.body as readonly Node[]).some((one) => one.id === inner.id)) {
      for (const handler of at.handlers) {
        if (handler.type !== null && /\bAssertionError\b/.test(file.text.slice(handler.type.start, handler.type.end)))
          return true;
      }
    }
    inner = at;
  }
  return false;
}

/** The file's unit of indentation; four blanks if nothing is indented. */
function indentUnit(text: string): string {
  const found = /^([ \t]+)\S/m.exec(text)?.[1];
  if (found === undefined) return '    ';
  if (found.startsWith('\t')) return '\t';
  return found.length <= 8 ? found : '    ';
}

/**
 * Replaces a simple statement with lines. Statements that share its line (`if x: a; b`) get their own lines, since a
 * compound statement cannot be among them.
 */
function statementEdits(
  node: Statement,
  file: PythonFile,
  lines: (indent: string, eol: string) => string,
): Edit[] | null {
  const { text } = file;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const siblings = siblingsOf(node, file);
  const index = siblings.findIndex((one) => one.id === node.id);
  if (index < 0) return null;
  const line = lineStart(text, node.start);
  const before = text.slice(line, node.start);
  let first = index;
  while (
    first > 0 &&
    lineStart(text, siblings[first - 1]!.end) === lineStart(text, siblings[first]!.start) &&
    isSimpleGap(text, siblings[first - 1]!.end, siblings[first]!.start)
  )
    first -= 1;
  let last = index;
  while (last + 1 < siblings.length && isSimpleGap(text, siblings[last]!.end, siblings[last + 1]!.start)) last += 1;
  const head = siblings[first] as Statement;
  const headLine = text.slice(lineStart(text, head.start), head.start);
  const isInline = /\S/.test(headLine);
  if (isInline && !headLine.trimEnd().endsWith(':')) return null;
  const base =
    /^[ \t]*/.exec(isInline ? headerIndent(head, file, headLine) : before.trim() === '' ? before : headLine)?.[0] ?? '';
  const indent = isInline ? base + indentUnit(text) : base;
  const edits: Edit[] = [{ start: node.start, end: node.end, text: lines(indent, eol) }];
  if (isInline) {
    const gap = headLine.length - headLine.trimEnd().length;
    edits.push({ start: head.start - gap, end: head.start, text: eol + indent });
  }
  for (let at = first; at < last; at += 1) {
    edits.push({ start: siblings[at]!.end, end: siblings[at + 1]!.start, text: eol + indent });
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** The line of the header of an inline body starts where its statement does. */
function headerIndent(head: Statement, file: PythonFile, headLine: string): string {
  const parent = file.parent(head);
  if (parent === null) return headLine;
  const indent = /^[ \t]*/.exec(headLine)?.[0] ?? '';
  const own = file.text.slice(lineStart(file.text, parent.start), parent.start);
  // For a header that spans lines, the first line of the statement decides.
  return /\S/.test(own) ? indent : own;
}

function siblingsOf(node: Statement, file: PythonFile): readonly Statement[] {
  const parent = file.parent(node);
  for (const list of ['body', 'orelse', 'finalbody']) {
    const body = (parent as unknown as Record<string, unknown> | null)?.[list];
    if (Array.isArray(body) && body.some((one: Node) => one.id === node.id)) return body as Statement[];
  }
  return [];
}

/** Whether only a semicolon separates two statements on a line. */
function isSimpleGap(text: string, from: number, to: number): boolean {
  return /^[ \t]*;[ \t]*$/.test(text.slice(from, to));
}
