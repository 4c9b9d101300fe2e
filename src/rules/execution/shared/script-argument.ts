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
  for (const words of wordsOf(call, spawn, names)) {
    const found = scriptIn(words, names);
    if (found !== null) return found;
  }
  return null;
}

function wordsOf(call: Call, { form, index, keyword, named }: SpawnCall, names: Names): readonly Word[][] {
  const given = form === 'list' ? argumentOf(call, index, keyword, names) : null;
  const lists =
    form === 'words' ? joined(call.args.slice(index), names, 0) : given === null ? [] : expand(given, names, 0);
  const file = named ? call.args[index - 1] : argumentOf(call, null, 'executable', names);
  if (file === undefined || file === null || knownText(file, names) === null) return lists;
  return lists.map((words) => [file, ...words.slice(1)]);
}

const MAX_DEPTH = 8;
const MAX_WAYS = 4;

/** The words of a list, for each way in which it may have been built. */
function expand(list: Expression, names: Names, depth: number): Word[][] {
  if (depth > MAX_DEPTH) return [[null]];
  switch (list.kind) {
    case 'List':
    case 'Tuple':
      return joined(list.items, names, depth);
    case 'BinOp':
      return list.op === '+' ? product(expand(list.left, names, depth + 1), expand(list.right, names, depth + 1)) : [];
    case 'IfExp':
      return [...expand(list.body, names, depth + 1), ...expand(list.orelse, names, depth + 1)].slice(0, MAX_WAYS);
    case 'NamedExpr':
      return expand(list.value, names, depth + 1);
    case 'Call': {
      const [first] = list.args;
      return first !== undefined && names.denotes(list.func, LISTS) ? expand(first, names, depth + 1) : [[null]];
    }
    case 'Name': {
      const made = names.bindings(list.name, list).flatMap(({ node, value }) => {
        if (node.kind === 'AugAssign' && node.target.id !== list.id) {
          return product(expand(node.target, names, depth + 1), expand(node.value, names, depth + 1));
        }
        return value === null || value.id === list.id ? [[null]] : expand(value, names, depth + 1);
      });
      const put = putInto(list, names).map((value) =>
        value.kind === 'List' || value.kind === 'Tuple' ? value.items : [value],
      );
      return made.slice(0, MAX_WAYS).map((words) => [...words, ...put.flat()]);
    }
    default:
      return [[null]];
  }
}

function joined(items: readonly Expression[], names: Names, depth: number): Word[][] {
  return items.reduce<Word[][]>(
    (ways, item) => product(ways, item.kind === 'Starred' ? expand(item.value, names, depth + 1) : [[item]]),
    [[]],
  );
}

function product(left: readonly Word[][], right: readonly Word[][]): Word[][] {
  return left.flatMap((a) => right.map((b) => [...a, ...b])).slice(0, MAX_WAYS);
}

const LISTS: ReadonlySet<QualifiedName> = new Set(['builtins.list', 'builtins.tuple']);
const EXECUTABLE: ReadonlySet<QualifiedName> = new Set(['sys.executable']);

function scriptIn(words: readonly Word[], names: Names): ScriptArgument | null {
  const texts = words.map((word) => (word === null ? null : textOf(word, names)));
  const start = programAt(texts);
  const path = texts[start];
  if (path === null || path === undefined) return null;
  const program = baseName(path);
  const option = scriptOption(program, texts, start + 1);
  if (option === null) return null;
  const takesAll = JOINING.test(program);
  const rest = words.slice(option.at + 1, takesAll ? undefined : option.at + 2);
  const script = rest.filter((word): word is Expression => word !== null);
  if (script.length === 0) return null;
  return { by: option.by, program, option: texts[option.at] as string, script };
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
function programAt(texts: readonly (string | null)[]): number {
  let at = 0;
  for (;;) {
    const text = texts[at];
    if (text === null || text === undefined) return at;
    const name = baseName(text);
    const wrapper = WRAPPERS.get(name);
    if (name !== 'env' && (wrapper === undefined || wrapper.subcommand !== null)) return at;
    let next = at + 1;
    for (let word = texts[next]; typeof word === 'string'; word = texts[next]) {
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

function scriptOption(
  program: string,
  texts: readonly (string | null)[],
  from: number,
): { at: number; by: ScriptArgument['by'] } | null {
  if (SHELLS.has(program) || program === 'fish' || program === 'csh' || program === 'tcsh') {
    return find(texts, from, /^(?:-[abd-zA-Z]*c[a-zA-Z]*|--command)$/, (option) => SHELL_VALUES.has(option), 'shell');
  }
  if (program === 'cmd') return find(texts, from, /^\/[ckr]$/i, () => false, 'shell');
  if (program === 'powershell' || program === 'pwsh') {
    return find(
      texts,
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
  return option === undefined ? null : find(texts, from, option, (word) => /^-[WX]$/.test(word), 'interpreter');
}

/** The first word that is an option and matches. After a word that is not an option come the arguments of a script. */
function find(
  texts: readonly (string | null)[],
  from: number,
  option: RegExp,
  takes: (option: string) => boolean,
  by: ScriptArgument['by'],
): { at: number; by: ScriptArgument['by'] } | null {
  for (let at = from; at < texts.length; at++) {
    const text = texts[at];
    if (typeof text !== 'string') return null;
    if (option.test(text)) return { at, by };
    if (!/^[-+/]/.test(text) || text === '--') return null;
    if (takes(text)) at++;
  }
  return null;
}
