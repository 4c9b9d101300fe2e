import { isAbsolute, join } from 'node:path';
import type { ShellCommand } from '../../formats/shell-words.ts';
import { expandWord, pathCommand, type ShellValues } from './expand.ts';
import { shellTest } from './shell-test.ts';
import { parseShell, type ShellNode } from './shell-tree.ts';
import type { Result, ScriptPlace, World } from './world.ts';

interface State {
  readonly variables: ReadonlyMap<string, string | null>;
  /** Each runs its body in the text that it was read from. */
  readonly functions: ReadonlyMap<string, (state: State) => State[]>;
  readonly cwd: string | null;
  readonly status: number;
  /** `exit` ends the script, `return` the function or the file that is read with `.`. */
  readonly ended: 'exit' | 'return' | null;
  readonly stopsAtErrors: boolean;
  readonly isPipeChecked: boolean;
}

/** More ways through a script than this are not followed. */
const MAX_WAYS = 64;
const MAX_STEPS = 5000;
/** Scripts that start scripts. */
const MAX_DEPTH = 8;

/** Goes through a script in every way that it may take, in a world in which antivenom finds something. */
export function runShell(text: string, place: ScriptPlace, world: World): Result {
  const tree = parseShell(text);
  if (tree === null) return 'unknown';
  const start: State = {
    variables: place.variables,
    functions: new Map(),
    cwd: place.cwd,
    status: 0,
    ended: null,
    stopsAtErrors: place.stopsAtErrors,
    isPipeChecked: false,
  };
  const ends = runWays(() => openShell(text, place, world)(tree, [start], true));
  if (ends === null || ends.length === 0) return 'unknown';
  if (ends.every(({ status }) => status !== 0)) return 'fails';
  return ends.every(({ status }) => status === 0) ? 'passes' : 'unknown';
}

/** Null where there are too many ways. */
function runWays(run: () => State[]): State[] | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type RunNode = (node: ShellNode, from: readonly State[], counts: boolean) => State[];

function openShell(text: string, place: ScriptPlace, world: World): RunNode {
  let steps = 0;
  return run;

  /** @param counts a failure ends the script under `set -e` */
  function run(node: ShellNode, from: readonly State[], counts: boolean): State[] {
    steps += 1;
    if (from.length > MAX_WAYS || steps > MAX_STEPS) throw new RangeError('too many ways');
    const over = from.filter(({ ended }) => ended !== null);
    const live = from.filter(({ ended }) => ended === null);
    return live.length === 0 ? over : [...over, ...merged(runLive(node, live, counts))];
  }

  function runLive(node: ShellNode, from: State[], counts: boolean): State[] {
    switch (node.kind) {
      case 'simple':
        return checked(
          from.flatMap((state) => simple(node.command, state)),
          counts,
        );
      case 'list':
        return node.items.reduce<State[]>(
          (states, item) =>
            item.isBackground
              ? states.map((state) => (state.ended === null ? { ...state, status: 0 } : state))
              : run(item.node, states, counts),
          from,
        );
      case 'and':
      case 'or': {
        const left = run(node.left, from, false);
        const goesOn = (state: State): boolean =>
          state.ended === null && (state.status === 0) === (node.kind === 'and');
        return [...left.filter((state) => !goesOn(state)), ...run(node.right, left.filter(goesOn), counts)];
      }
      case 'not':
        return run(node.node, from, false).map((state) =>
          state.ended === null ? { ...state, status: state.status === 0 ? 1 : 0 } : state,
        );
      case 'pipe':
        return checked(
          from.flatMap((state) => pipe(node.parts, state)),
          counts,
        );
      case 'subshell':
        return checked(
          from.flatMap((state) => run(node.body, [state], counts).map(({ status }) => ({ ...state, status }))),
          counts,
        );
      case 'if':
        return branch(node, from, counts);
      case 'loop':
        // The body once: how often nobody can tell.
        return run(node.body, run(node.test, from, false), counts);
      case 'for':
        return from.flatMap((state) => repeat(node, state, counts));
      case 'case':
        return from.flatMap((state) => choose(node, state, counts));
      case 'function':
        return from.map((state) => ({
          ...state,
          functions: new Map(state.functions).set(node.name, (at) => run(node.body, [at], true)),
          status: 0,
        }));
    }
  }

  function branch(node: Extract<ShellNode, { kind: 'if' }>, from: State[], counts: boolean): State[] {
    let open = from;
    const done: State[] = [];
    for (const { test, body } of node.branches) {
      const tested = run(test, open, false);
      done.push(...tested.filter(({ ended }) => ended !== null));
      const live = tested.filter(({ ended }) => ended === null);
      done.push(
        ...run(
          body,
          live.filter(({ status }) => status === 0),
          counts,
        ),
      );
      open = live.filter(({ status }) => status !== 0);
    }
    const rest = open.map((state) => ({ ...state, status: 0 }));
    return [...done, ...(node.otherwise === null ? rest : run(node.otherwise, rest, counts))];
  }

  function repeat({ head, body }: Extract<ShellNode, { kind: 'for' }>, state: State, counts: boolean): State[] {
    const name = head.words[1]?.text ?? '';
    const words = head.words.slice(3);
    const values = words.map((word) => (/[*?[]/.test(word.text) ? null : expand(word, state)));
    const isKnown = values.length > 0 && values.length <= 20 && !values.includes(null);
    let states = [state];
    for (const value of isKnown ? values : [null]) {
      const set = states.map((one) => ({ ...one, variables: new Map(one.variables).set(name, value) }));
      states = run(body, set, counts);
    }
    return states;
  }

  function choose(node: Extract<ShellNode, { kind: 'case' }>, state: State, counts: boolean): State[] {
    const source = node.word.words[1];
    const value = source === undefined ? null : expand(source, state);
    const arm = node.arms.find(({ patterns }) =>
      patterns.some((pattern) => pattern === '*' || (value !== null && matchesPattern(value, pattern))),
    );
    if (value === null) return [state, ...node.arms.flatMap(({ body }) => run(body, [state], counts))];
    return arm === undefined ? [{ ...state, status: 0 }] : run(arm.body, [state], counts);
  }

  function pipe(parts: readonly ShellNode[], state: State): State[] {
    const ends = parts.map((part) => run(part, [state], false));
    const last = (ends.at(-1) as State[]).map(({ status }) => status);
    const others = ends.slice(0, -1).flat();
    const fails = state.isPipeChecked && others.some(({ status }) => status !== 0);
    const mayPass = !fails || others.some(({ status }) => status === 0);
    return [...new Set(fails ? [1, ...(mayPass && others.length > parts.length - 1 ? last : [])] : last)].map(
      (status) => ({ ...state, status }),
    );
  }

  function checked(states: State[], counts: boolean): State[] {
    if (!counts) return states;
    return states.map((state) =>
      state.stopsAtErrors && state.status !== 0 && state.ended === null ? { ...state, ended: 'exit' } : state,
    );
  }

  function simple(command: ShellCommand, state: State): State[] {
    const variables = new Map(state.variables);
    let status = 0;
    for (const { name, value } of command.assignments) {
      const source = text.slice(value.from, value.to);
      const substitution = /^"?\$\(([\s\S]*)\)"?$/.exec(source)?.[1];
      if (substitution !== undefined && command.words.length === 0) {
        // The status of `out=$(antivenom)` is that of the command.
        const inner = runShell(substitution, { ...place, variables, depth: place.depth + 1 }, world);
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

  function setOptions(words: readonly (string | null)[], state: State): State {
    let { stopsAtErrors, isPipeChecked } = state;
    for (const [at, word] of words.entries()) {
      if (word === null || at === 0) continue;
      if (/^-\w*e/.test(word) || (word === 'errexit' && words[at - 1]?.startsWith('-'))) stopsAtErrors = true;
      if (/^\+\w*e/.test(word) || (word === 'errexit' && words[at - 1]?.startsWith('+'))) stopsAtErrors = false;
      if (word === 'pipefail') isPipeChecked = words[at - 1]?.startsWith('-') ?? false;
    }
    return { ...state, stopsAtErrors, isPipeChecked, status: 0 };
  }

  function declare(words: readonly (string | null)[], state: State): State {
    const variables = new Map(state.variables);
    for (const word of words.slice(1)) {
      const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word ?? '');
      if (match !== null) variables.set(match[1] as string, match[2] as string);
      else if (words[0] === 'unset' && word !== null) variables.delete(word);
    }
    return { ...state, variables, status: 0 };
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

/** The words of one plain command; null for anything else. */
function wordsOf(command: string, values: ShellValues): string[] | null {
  const tree = parseShell(command);
  const [only, ...others] = tree?.kind === 'list' ? tree.items : [];
  if (only === undefined || others.length > 0 || only.node.kind !== 'simple') return null;
  const words = only.node.command.words.map(({ from, to }) => expandWord(command.slice(from, to), values));
  return words.includes(null) ? null : (words as string[]);
}

/** Behind the function or the file that `return` has ended. */
const returned = (state: State): State => (state.ended === 'return' ? { ...state, ended: null } : state);

const pathOf = (state: State): string => state.variables.get('PATH') ?? '';

function resolveIn(cwd: string | null, path: string): string | null {
  if (isAbsolute(path)) return path;
  return cwd === null ? null : join(cwd, path);
}

function matchesPattern(value: string, pattern: string): boolean {
  const source = pattern.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^(?:${source})$`, 's').test(value);
}

/** States that are the same from here on. */
function merged(states: State[]): State[] {
  if (states.length < 2) return states;
  const seen = new Map<string, State>();
  for (const state of states) {
    const { status, ended, cwd, stopsAtErrors } = state;
    const values = [...state.variables].map(([name, value]) => `${name}=${value}`).join('\n');
    seen.set([status, ended, cwd, stopsAtErrors, state.functions.size, values].join('\0'), state);
  }
  return [...seen.values()];
}
