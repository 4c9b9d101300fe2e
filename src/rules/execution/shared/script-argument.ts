import type { QualifiedName } from '../../../data/qualified-name.ts';
import { INTERPRETERS, type SpawnCall } from '../../../data/spawn-calls.ts';
import { SHELL_VALUES, SHELLS, WRAPPERS } from '../../../deployment/wrappers.ts';
import { argumentOf, type Names, putInto } from '../../../python/names/index.ts';
import type { Call, Expression } from '../../../python/syntax/index.ts';
import { knownText } from '../../../python/worth/index.ts';

/** The text that a shell or interpreter is started to run: `["sh", "-c", TEXT]`. */
export interface ScriptArgument {
  readonly by: 'shell' | 'interpreter';
  /** The name in the command without its folder: `bash`. */
  readonly program: string;
  readonly option: string;
  /** More than one if the shell joins the remaining words itself (`cmd /c del NAME`). */
  readonly script: readonly Expression[];
}

/** Null for unknown words (`*rest`). */
type Word = Expression | null;

export function scriptArgument(call: Call, spawn: SpawnCall, names: Names): ScriptArgument | null {
  for (const words of wordsOf(call, spawn, { names, left: MOST_WORDS })) {
    const found = scriptIn(words, names);
    if (found !== null) return found;
  }
  return null;
}

/** How a list's words are collected. What is left is how many may still be. */
interface Reading {
  readonly names: Names;
  left: number;
}

/** Nobody writes more by hand, and the program, its options and the text that it runs come first. */
const MOST_WORDS = 1000;

function wordsOf(call: Call, { form, index, keyword, named }: SpawnCall, reading: Reading): readonly Word[][] {
  const { names } = reading;
  const given = form === 'list' ? argumentOf(call, index, keyword, names) : null;
  const lists =
    form === 'words' ? joined(call.args.slice(index), reading, 0) : given === null ? [] : expand(given, reading, 0);
  const file = named ? call.args[index - 1] : argumentOf(call, null, 'executable', names);
  if (file === undefined || file === null || knownText(file, names) === null) return lists;
  return lists.map((words) => [file, ...words.slice(1)]);
}

const MAX_DEPTH = 8;
const MAX_WAYS = 4;

/** The words of a list, for each way in which it may have been built. */
function expand(list: Expression, reading: Reading, depth: number): Word[][] {
  if (depth > MAX_DEPTH || reading.left <= 0) return [[null]];
  reading.left -= 1;
  const { names } = reading;
  const inside = (one: Expression): Word[][] => expand(one, reading, depth + 1);
  switch (list.kind) {
    case 'List':
    case 'Tuple':
      return joined(list.items, reading, depth);
    case 'BinOp':
      return list.op === '+' ? product(inside(list.left), inside(list.right), reading) : [];
    case 'IfExp':
      return [...inside(list.body), ...inside(list.orelse)].slice(0, MAX_WAYS);
    case 'NamedExpr':
      return inside(list.value);
    case 'Call': {
      const [first] = list.args;
      return first !== undefined && names.denotes(list.func, LISTS) ? inside(first) : [[null]];
    }
    case 'Name': {
      const made = names.bindings(list.name, list).flatMap(({ node, value }) => {
        if (node.kind === 'AugAssign' && node.target.id !== list.id) {
          return product(inside(node.target), inside(node.value), reading);
        }
        return value === null || value.id === list.id ? [[null]] : inside(value);
      });
      const put = putInto(list, names)
        .slice(0, Math.max(reading.left, 0))
        .flatMap((value) => (value.kind === 'List' || value.kind === 'Tuple' ? value.items : [value]));
      return product(made.slice(0, MAX_WAYS), [put], reading);
    }
    default:
      return [[null]];
  }
}

function joined(items: readonly Expression[], reading: Reading, depth: number): Word[][] {
  let ways: Word[][] = [[]];
  for (const item of items) {
    if (reading.left <= 0) break;
    if (item.kind === 'Starred') {
      ways = product(ways, expand(item.value, reading, depth + 1), reading);
      continue;
    }
    reading.left -= ways.length;
    for (const words of ways) words.push(item);
  }
  return ways;
}

/** Each way on the left followed by each on the right. The lists on the left are used up. */
function product(left: readonly Word[][], right: readonly (readonly Word[])[], reading: Reading): Word[][] {
  const ways = left.flatMap((words) => right.map((more) => ({ words, more }))).slice(0, MAX_WAYS);
  return ways.map(({ words, more }) => {
    // Mostly there is one way on. To copy the words so far for each further one would be quadratic.
    const whole = right.length === 1 ? words : words.slice(0, Math.max(reading.left, 0));
    if (whole !== words) reading.left -= whole.length;
    for (const word of more) if (reading.left-- > 0) whole.push(word);
    return whole;
  });
}

/** Null if the word is unknown, or there is none. */
type TextAt = (at: number) => string | null;

const LISTS: ReadonlySet<QualifiedName> = new Set(['builtins.list', 'builtins.tuple']);
const EXECUTABLE: ReadonlySet<QualifiedName> = new Set(['sys.executable']);

function scriptIn(words: readonly Word[], names: Names): ScriptArgument | null {
  // Only the first few are needed.
  const textAt = (at: number): string | null => {
    const word = words[at] ?? null;
    return word === null ? null : textOf(word, names);
  };
  const start = programAt(textAt);
  const path = textAt(start);
  if (path === null) return null;
  const program = baseName(path);
  const option = scriptOption(program, textAt, start + 1);
  if (option === null) return null;
  const takesAll = JOINING.test(program);
  const rest = words.slice(option.at + 1, takesAll ? undefined : option.at + 2);
  const script = rest.filter((word): word is Expression => word !== null);
  if (script.length === 0) return null;
  return { by: option.by, program, option: option.text, script };
}

function textOf(word: Expression, names: Names): string | null {
  if (names.denotes(word, EXECUTABLE)) return 'python';
  return knownText(word, names);
}

const baseName = (path: string): string =>
  path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .toLowerCase()
    .replace(/\.exe$/, '');

/** The index of the program after `env A=1`, `sudo -u app`, `busybox` and the like. */
function programAt(textAt: TextAt): number {
  let at = 0;
  for (;;) {
    const text = textAt(at);
    if (text === null) return at;
    const name = baseName(text);
    const wrapper = WRAPPERS.get(name);
    if (name !== 'env' && (wrapper === undefined || wrapper.subcommand !== null)) return at;
    let next = at + 1;
    for (let word = textAt(next); word !== null; word = textAt(next)) {
      if (name === 'env' ? /^\w+=/.test(word) : false) next++;
      else if (word.startsWith('-') && word !== '--') next += takesValue(name, word) ? 2 : 1;
      else if (word === '--') next++;
      else break;
    }
    at = next + (wrapper?.operands ?? 0);
  }
}

const takesValue = (name: string, option: string): boolean =>
  name === 'env' ? /^(?:-u|-C|--unset|--chdir)$/.test(option) : WRAPPERS.get(name)?.options.has(option) === true;

/** Shells that read all their remaining words as one command. */
const JOINING = /^(?:cmd|powershell|pwsh)$/;

interface ScriptOption {
  readonly by: ScriptArgument['by'];
  readonly at: number;
  readonly text: string;
}

function scriptOption(program: string, textAt: TextAt, from: number): ScriptOption | null {
  if (SHELLS.has(program) || program === 'fish' || program === 'csh' || program === 'tcsh') {
    return find(textAt, from, /^(?:-[abd-zA-Z]*c[a-zA-Z]*|--command)$/, (option) => SHELL_VALUES.has(option), 'shell');
  }
  if (program === 'cmd') return find(textAt, from, /^\/[ckr]$/i, () => false, 'shell');
  if (program === 'powershell' || program === 'pwsh') {
    return find(
      textAt,
      from,
      /^[-/](?:c|co|com|comm|comma|comman|command)$/i,
      (option) =>
        /^-(?:e[px]|executionpolicy|version|windowstyle|inputformat|outputformat|configurationname|workingdirectory|w|wd)/i.test(
          option,
        ),
      'shell',
    );
  }
  const option = INTERPRETERS.find(([name]) => name.test(program))?.[1];
  return option === undefined ? null : find(textAt, from, option, (word) => /^-[WX]$/.test(word), 'interpreter');
}

/** The first word that is an option and matches. After a word that is not an option come the arguments of a script. */
function find(
  textAt: TextAt,
  from: number,
  option: RegExp,
  takes: (option: string) => boolean,
  by: ScriptArgument['by'],
): ScriptOption | null {
  for (let at = from; ; at++) {
    const text = textAt(at);
    if (text === null) return null;
    if (option.test(text)) return { at, by, text };
    if (!/^[-+/]/.test(text) || text === '--') return null;
    if (takes(text)) at++;
  }
}
