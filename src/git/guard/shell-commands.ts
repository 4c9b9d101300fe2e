import { isAbsolute, join } from 'node:path';
import type { ShellCommand } from '../../formats/shell-words.ts';
import { expandWord, pathCommand, type ShellValues } from './expand.ts';
import { declare, returned, type State, setOptions } from './shell-state.ts';
import { shellTest } from './shell-test.ts';
import { parseShell, type ShellNode } from './shell-tree.ts';
import type { ScriptPlace, World } from './world.ts';

/** How deep scripts may start scripts. */
const MAX_DEPTH = 8;

/** Follows a part of a script from every state that may precede it. */
export type RunNode = (node: ShellNode, from: readonly State[], counts: boolean) => State[];

export interface Commands {
  /** The states after a simple command. */
  simple(command: ShellCommand, state: State): State[];
  expand(word: { readonly from: number; readonly to: number }, state: State): string | null;
}

/**
 * The commands of a script.
 * @param openShell for the files that it reads with `.`
 */
export function openCommands(
  text: string,
  place: ScriptPlace,
  world: World,
  openShell: (text: string, place: ScriptPlace, world: World) => RunNode,
): Commands {
  return { simple, expand };

  function simple(command: ShellCommand, state: State): State[] {
    const variables = new Map(state.variables);
    let status = 0;
    for (const { name, value } of command.assignments) {
      const source = text.slice(value.from, value.to);
      const substitution = /^"?\$\(([\s\S]*)\)"?$/.exec(source)?.[1];
      if (substitution !== undefined && command.words.length === 0) {
        // The status of `out=$(antivenom)` is that of the command.
        const inner = world.shell(substitution, { ...place, variables, depth: place.depth + 1 });
        status = inner === 'fails' ? 1 : 0;
      }
      variables.set(name, expandWord(source, valuesOf({ ...state, variables })));
    }
    if (command.words.length === 0) return [{ ...state, variables, status }];
    const words = command.words.flatMap((word): (string | null)[] =>
      /^"?\$[@*]"?$/.test(text.slice(word.from, word.to)) ? [...place.arguments] : [expand(word, state)],
    );
    const [program] = words;
    if (program === undefined || program === null) {
      world.opaque.add(command.words.map((word) => word.text).join(' '));
      return (world.finds ? [0, 1] : [0]).map((status) => ({ ...state, status }));
    }
    return builtin(words, state, variables) ?? external(words, state, variables);
  }

  function builtin(
    words: readonly (string | null)[],
    state: State,
    scoped: ReadonlyMap<string, string | null>,
  ): State[] | null {
    const [program, first] = words;
    switch (program) {
      case 'exit':
      case 'return': {
        const parsed = first == null ? state.status : Number.parseInt(first, 10) || 0;
        const statuses = first === null ? [0, 1] : [parsed];
        return statuses.map((status) => ({ ...state, status, ended: program }));
      }
      case '.':
      case 'source':
        return first == null ? null : source(resolveIn(state.cwd, first), state);
      case 'break':
      case 'continue':
      case ':':
      case 'true':
        return [{ ...state, status: 0 }];
      case 'false':
        return [{ ...state, status: 1 }];
      case '[':
      case '[[':
      case 'test': {
        const operands = words.slice(1).filter((word) => word !== ']' && word !== ']]');
        const value = shellTest(operands, state.cwd ?? place.cwd);
        if (value === null) return [0, 1].map((status) => ({ ...state, status }));
        return [{ ...state, status: value ? 0 : 1 }];
      }
      case 'cd':
        return [{ ...state, cwd: first == null ? null : resolveIn(state.cwd, first), status: 0 }];
      case 'set':
        return [setOptions(words, state)];
      case 'unset':
      case 'export':
      case 'readonly':
      case 'local':
        return [declare(words, state)];
      case 'exec':
        if (first === undefined) return [{ ...state, status: 0 }];
        return (builtin(words.slice(1), state, scoped) ?? external(words.slice(1), state, scoped)).map((end) => ({
          ...end,
          ended: 'exit' as const,
        }));
      case 'command':
      case 'type':
      case 'hash':
      case 'which': {
        if (program === 'command' && first !== '-v' && first !== '-V') return external(words.slice(1), state, scoped);
        const name = words.at(-1);
        if (name == null) return [0, 1].map((status) => ({ ...state, status }));
        return [{ ...state, status: world.isProgram(name, pathOf(state), state.cwd ?? place.cwd) ? 0 : 127 }];
      }
      default:
        return callFunction(program, words, state);
    }
  }

  function callFunction(
    program: string | null | undefined,
    words: readonly (string | null)[],
    state: State,
  ): State[] | null {
    const called = program == null ? undefined : state.functions.get(program);
    if (called === undefined) return null;
    const own = new Map(state.variables);
    words.slice(1).forEach((word, index) => {
      own.set(String(index + 1), word);
    });
    return called({ ...state, variables: own }).map(returned);
  }

  function source(file: string | null, state: State): State[] {
    const sourced = file === null ? null : world.read(file);
    const tree = sourced === null ? null : parseShell(sourced);
    if (sourced === null || tree === null || place.depth > MAX_DEPTH)
      return [{ ...state, status: sourced === null ? 1 : 0 }];
    return openShell(sourced, { ...place, depth: place.depth + 1 }, world)(tree, [state], true).map(returned);
  }

  function external(
    words: readonly (string | null)[],
    state: State,
    variables: ReadonlyMap<string, string | null>,
  ): State[] {
    const result = world.run(words, {
      cwd: state.cwd ?? place.cwd,
      variables,
      name: place.name,
      arguments: place.arguments,
      stopsAtErrors: false,
      depth: place.depth + 1,
    });
    const statuses = result === 'unknown' ? [0, 1] : [result === 'fails' ? 1 : 0];
    return statuses.map((status) => ({ ...state, status }));
  }

  function expand(word: { readonly from: number; readonly to: number }, state: State): string | null {
    return expandWord(text.slice(word.from, word.to), valuesOf(state));
  }

  function valuesOf(state: State): ShellValues {
    const values: ShellValues = {
      variable(name) {
        if (name === '?') return String(state.status);
        if (name === '0') return place.name;
        if (name === '@' || name === '*') return place.arguments.join(' ');
        if (name === '#') return String(place.arguments.length);
        return state.variables.get(name) ?? (/^\d$/.test(name) ? place.arguments[Number(name) - 1] : undefined);
      },
      output(command) {
        const words = wordsOf(command, values);
        if (words === null) return null;
        return pathCommand(words) ?? world.output(words, state.cwd ?? place.cwd);
      },
    };
    return values;
  }
}

/** The words of a single plain command; null for anything else. */
function wordsOf(command: string, values: ShellValues): string[] | null {
  const tree = parseShell(command);
  const [only, ...others] = tree?.kind === 'list' ? tree.items : [];
  if (only === undefined || others.length > 0 || only.node.kind !== 'simple') return null;
  const words = only.node.command.words.map(({ from, to }) => expandWord(command.slice(from, to), values));
  return words.includes(null) ? null : (words as string[]);
}

const pathOf = (state: State): string => state.variables.get('PATH') ?? '';

function resolveIn(cwd: string | null, path: string): string | null {
  if (isAbsolute(path)) return path;
  return cwd === null ? null : join(cwd, path);
}
