/** The state of a script at one point on one path through it. */
export interface State {
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

/** `set -e`, `set +e`, `set -o pipefail`. */
export function setOptions(words: readonly (string | null)[], state: State): State {
  let { stopsAtErrors, isPipeChecked } = state;
  for (const [at, word] of words.entries()) {
    if (word === null || at === 0) continue;
    if (/^-\w*e/.test(word) || (word === 'errexit' && words[at - 1]?.startsWith('-'))) stopsAtErrors = true;
    if (/^\+\w*e/.test(word) || (word === 'errexit' && words[at - 1]?.startsWith('+'))) stopsAtErrors = false;
    if (word === 'pipefail') isPipeChecked = words[at - 1]?.startsWith('-') ?? false;
  }
  return { ...state, stopsAtErrors, isPipeChecked, status: 0 };
}

/** `export NAME=value`, `unset NAME`. */
export function declare(words: readonly (string | null)[], state: State): State {
  const variables = new Map(state.variables);
  for (const word of words.slice(1)) {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word ?? '');
    if (match !== null) variables.set(match[1] as string, match[2] as string);
    else if (words[0] === 'unset' && word !== null) variables.delete(word);
  }
  return { ...state, variables, status: 0 };
}

/** The state after the function or file that `return` ended. */
export const returned = (state: State): State => (state.ended === 'return' ? { ...state, ended: null } : state);

/** A pattern of `case`. */
export function matchesPattern(value: string, pattern: string): boolean {
  const source = pattern.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^(?:${source})$`, 's').test(value);
}

/** Merges states that are the same from here on. */
export function merged(states: State[]): State[] {
  if (states.length < 2) return states;
  const seen = new Map<string, State>();
  for (const state of states) {
    const { status, ended, cwd, stopsAtErrors } = state;
    const values = [...state.variables].map(([name, value]) => `${name}=${value}`).join('\n');
    seen.set([status, ended, cwd, stopsAtErrors, state.functions.size, values].join('\0'), state);
  }
  return [...seen.values()];
}
