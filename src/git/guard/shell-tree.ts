import { sliceText } from '../../formats/mapped-text.ts';
import { type ShellCommand, splitShell } from '../../formats/shell-words.ts';

/**
 * A shell script as a tree, detailed enough to tell which commands run and what happens to their exit status.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */
export type ShellNode =
  | { readonly kind: 'simple'; readonly command: ShellCommand }
  | { readonly kind: 'list'; readonly items: readonly { readonly node: ShellNode; readonly isBackground: boolean }[] }
  | { readonly kind: 'and' | 'or'; readonly left: ShellNode; readonly right: ShellNode }
  | { readonly kind: 'not'; readonly node: ShellNode }
  | { readonly kind: 'pipe'; readonly parts: readonly ShellNode[] }
  | { readonly kind: 'subshell'; readonly body: ShellNode }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly test: ShellNode; readonly body: ShellNode }[];
      readonly otherwise: ShellNode | null;
    }
  /** `while` and `until`. */
  | { readonly kind: 'loop'; readonly test: ShellNode; readonly body: ShellNode }
  /** `for NAME in WORDS`. */
  | { readonly kind: 'for'; readonly head: ShellCommand; readonly body: ShellNode }
  | {
      readonly kind: 'case';
      readonly word: ShellCommand;
      readonly arms: readonly { readonly patterns: readonly string[]; readonly body: ShellNode }[];
    }
  | { readonly kind: 'function'; readonly name: string; readonly body: ShellNode };

type Token =
  | { readonly kind: 'key' | 'separator'; readonly text: string }
  | { readonly kind: 'command'; readonly command: ShellCommand };

const CLOSERS: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}', 'for', 'select', 'case', 'function']);
const ENDS_LIST: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', ')', ';;']);
const MAX_DEPTH = 60;

/** Null for text that is not a script, or is nested unreasonably deep. */
export function parseShell(text: string): ShellNode | null {
  try {
    const parser = openParser(tokensOf(text));
    const node = parser.list(0);
    return parser.isAtEnd() ? node : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function tokensOf(text: string): Token[] {
  return splitShell(sliceText(text, 0, text.length), true).flatMap((command): Token[] => {
    const keys = command.openers.map((opener): Token => ({ kind: 'key', text: opener }));
    const [first, second] = command.words;
    const isClosing = first !== undefined && !first.quoted && CLOSERS.has(first.text);
    const separator: Token[] = command.separator === '' ? [] : [{ kind: 'separator', text: command.separator }];
    if (command.words.length === 0 && command.assignments.length === 0) return [...keys, ...separator];
    if (!isClosing) return [...keys, { kind: 'command', command }, ...separator];
    const key: Token = { kind: 'key', text: first.text };
    const opens = /^(?:for|select|case|function)$/.test(first.text);
    // After `fi` and the like there may only be a redirection, which is already dropped.
    if (!opens && second !== undefined) throw new RangeError('no shell');
    return opens ? [...keys, key, { kind: 'command', command }, ...separator] : [...keys, key, ...separator];
  });
}

function openParser(tokens: readonly Token[]): { list(depth: number): ShellNode; isAtEnd(): boolean } {
  let at = 0;

  return { list, isAtEnd: () => at >= tokens.length };

  function list(depth: number): ShellNode {
    if (depth > MAX_DEPTH) throw new RangeError('too deep');
    const items: { node: ShellNode; isBackground: boolean }[] = [];
    for (;;) {
      while (takes('\n') || takes(';'));
      const token = tokens[at];
      if (token === undefined || (token.kind !== 'command' && ENDS_LIST.has(token.text))) break;
      const node = andOr(depth);
      items.push({ node, isBackground: takes('&') });
    }
    return { kind: 'list', items };
  }

  function andOr(depth: number): ShellNode {
    let left = pipeline(depth);
    for (;;) {
      const kind = takes('&&') ? 'and' : takes('||') ? 'or' : null;
      if (kind === null) return left;
      while (takes('\n'));
      left = { kind, left, right: pipeline(depth) };
    }
  }

  function pipeline(depth: number): ShellNode {
    if (takes('!')) return { kind: 'not', node: pipeline(depth) };
    const parts = [readCommand(depth)];
    while (takes('|')) {
      while (takes('\n'));
      parts.push(readCommand(depth));
    }
    return parts.length === 1 ? (parts[0] as ShellNode) : { kind: 'pipe', parts };
  }

  function readCommand(depth: number): ShellNode {
    const token = tokens[at];
    if (token === undefined) throw new RangeError('no shell');
    if (token.kind === 'command') return readSimple(token.command, depth);
    at += 1;
    switch (token.text) {
      case '{':
        return closed(list(depth + 1), '}');
      case '(':
        return { kind: 'subshell', body: closed(list(depth + 1), ')') };
      case 'if':
        return readIf(depth);
      case 'while':
      case 'until':
        return readLoop(depth);
      case 'for':
      case 'select':
        return readFor(depth);
      case 'case':
        return readCase(depth);
      case 'function':
        return readFunction(takeCommand().words[1]?.text ?? '', depth);
      default:
        throw new RangeError('no shell');
    }
  }

  function readSimple(command: ShellCommand, depth: number): ShellNode {
    at += 1;
    const [name, ...rest] = command.words;
    const isDefinition = name !== undefined && rest.length === 0 && command.separator === '(';
    return isDefinition ? readFunction(name.text, depth) : { kind: 'simple', command };
  }

  function readFunction(name: string, depth: number): ShellNode {
    if (takes('(')) expect(')');
    while (takes('\n'));
    return { kind: 'function', name, body: readCommand(depth + 1) };
  }

  function readIf(depth: number): ShellNode {
    const branches: { test: ShellNode; body: ShellNode }[] = [];
    do {
      const test = list(depth + 1);
      expect('then');
      branches.push({ test, body: list(depth + 1) });
    } while (takes('elif'));
    const otherwise = takes('else') ? list(depth + 1) : null;
    return closed({ kind: 'if', branches, otherwise }, 'fi');
  }

  function readLoop(depth: number): ShellNode {
    const test = list(depth + 1);
    return { kind: 'loop', test, body: readBody(depth) };
  }

  function readFor(depth: number): ShellNode {
    const head = takeCommand();
    while (takes('\n') || takes(';'));
    return { kind: 'for', head, body: readBody(depth) };
  }

  function readBody(depth: number): ShellNode {
    expect('do');
    return closed(list(depth + 1), 'done');
  }

  function readCase(depth: number): ShellNode {
    const word = takeCommand();
    const arms: { patterns: string[]; body: ShellNode }[] = [];
    // `case x in a) …` on one line: the first pattern is among the words.
    let patterns = word.words.slice(3).map(({ text }) => text);
    if (patterns.length > 0) at -= 1;
    for (;;) {
      while (takes('\n') || takes(';') || takes(';;'));
      if (takes('esac')) return { kind: 'case', word, arms };
      takes('(');
      if (patterns.length > 0) at += 1;
      while (!takes(')')) {
        if (takes('|')) continue;
        patterns.push(...takeCommand().words.map(({ text }) => text));
      }
      arms.push({ patterns, body: list(depth + 1) });
      patterns = [];
    }
  }

  function closed<T extends ShellNode>(node: T, text: string): T {
    expect(text);
    return node;
  }

  function takes(text: string): boolean {
    const token = tokens[at];
    if (token === undefined || token.kind === 'command' || token.text !== text) return false;
    at += 1;
    return true;
  }

  function expect(text: string): void {
    if (!takes(text)) throw new RangeError('no shell');
  }

  function takeCommand(): ShellCommand {
    const token = tokens[at];
    if (token?.kind !== 'command') throw new RangeError('no shell');
    at += 1;
    return token.command;
  }
}
