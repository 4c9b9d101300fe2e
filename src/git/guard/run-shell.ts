import { openCommands, type RunNode } from './shell-commands.ts';
import { matchesPattern, merged, type State } from './shell-state.ts';
import { parseShell, type ShellNode } from './shell-tree.ts';
import type { Result, ScriptPlace, World } from './world.ts';

/** If there are more paths through a script than this, they are not followed. */
const MAX_WAYS = 64;
const MAX_STEPS = 5000;

/** Follows every path through a script, in a world in which antivenom finds something. */
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

/** Null if there are too many paths. */
function runWays(run: () => State[]): State[] | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function openShell(text: string, place: ScriptPlace, world: World): RunNode {
  const { simple, expand } = openCommands(text, place, world, openShell);
  let steps = 0;
  return run;

  /** @param counts whether a failure ends the script under `set -e` */
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
        // Run the body once: how often it runs is unknown.
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
}
