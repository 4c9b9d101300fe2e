import { trimEndOf } from '../formats/trim-end.ts';

/**
 * Globs in the configuration: `*` and `?` stay inside a folder, `**` crosses folders, `[a-z]`, `[!a]` and `{a,b}` work
 * as in a shell. As in .gitignore, a pattern without a slash matches at any depth, and a pattern that matches a folder
 * includes everything below it.
 *
 * Pattern and path are both untrusted, and libraries compile globs to expressions that backtrack. Here, all positions
 * in the pattern that the path may have reached are followed in parallel, which takes at most pattern times path steps.
 */
export type PathMatcher = (path: string) => boolean;

export function compileGlobs(patterns: readonly string[]): PathMatcher {
  const globs = patterns.map(compileGlob);
  if (globs.length === 0) return () => false;
  return (path) => globs.some((matches) => matches(path));
}

/** Why a pattern is invalid, in words; null if it is valid. */
export function problemOfGlob(pattern: string): string | null {
  if (pattern.trim() === '') return 'it is empty';
  if (pattern.startsWith('!')) return 'a pattern cannot be negated';
  if (/(?:^|\/)\.\.(?:\/|$)/.test(pattern))
    return 'it leaves the folder of the configuration, where it can match nothing';
  if (/.\/\.?\//.test(pattern)) return 'no path contains // or /./';
  if (/\\[\w.-]/.test(pattern)) return 'folders are separated by /; a backslash escapes what follows';
  if (/^[A-Za-z]:/.test(pattern)) return 'it must be relative to the folder of the configuration';
  let inBraces = 0;
  for (let index = 0; index < pattern.length; index += 1) {
    const char = pattern[index];
    if (char === '\\') index += 1;
    else if (char === '{') inBraces += 1;
    else if (char === '}') inBraces -= 1;
    else if (char === '[') {
      const set = readSet(pattern, index);
      if (set === null) return 'its [ is never closed';
      if (set.problem !== null) return set.problem;
      index = set.end - 1;
    }
    if (inBraces < 0) return 'its } was never opened';
  }
  if (inBraces > 0) return 'its { is never closed';
  return alternatives(pattern) === null ? 'it expands to too many patterns' : null;
}

type Step =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'set'; readonly has: (char: string) => boolean }
  /** `?` */
  | { readonly kind: 'one' }
  /** `*` */
  | { readonly kind: 'star' }
  /** `**`; if a slash follows: any number of whole folders. */
  | { readonly kind: 'any'; readonly folders: boolean };

function compileGlob(pattern: string): PathMatcher {
  const anchored = trimEndOf(pattern, '/').includes('/');
  const trimmed = trimEndOf(pattern.replace(/^\.?\/+/, ''), '/');
  const programs = (alternatives(trimmed) ?? [trimmed]).map((text) => [
    ...(anchored ? [] : [{ kind: 'any', folders: true } as const]),
    ...stepsOf(text),
  ]);
  const matchers = programs.map(matcherOf);
  return (path) => matchers.some((matches) => matches(path));
}

/** With so few wildcards, backtracking takes at most the square of the path's length. */
const REGEXP_WILDCARDS = 2;

function matcherOf(steps: readonly Step[]): PathMatcher {
  const wildcards = steps.filter(({ kind }) => kind === 'star' || kind === 'any').length;
  if (wildcards > REGEXP_WILDCARDS || steps.some(({ kind }) => kind === 'set')) return (path) => follow(steps, path);
  const expression = new RegExp(`^${steps.map(sourceOf).join('')}(?:/.*)?$`, 's');
  return (path) => expression.test(path);
}

function sourceOf(step: Step): string {
  switch (step.kind) {
    case 'char':
      return step.char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    case 'star':
      return '[^/]*';
    case 'any':
      return step.folders ? '(?:.*/)?' : '.*';
    default:
      return '[^/]';
  }
}

/** True if the steps match the whole path, or one of its parent folders. */
function follow(steps: readonly Step[], path: string): boolean {
  let now = new Set<number>();
  reach(steps, now, 0);
  for (let at = 0; at < path.length && now.size > 0; at += 1) {
    const char = path[at] as string;
    if (char === '/' && now.has(steps.length)) return true;
    const next = new Set<number>();
    for (const index of now) {
      const step = steps[index];
      if (step === undefined) continue;
      if (step.kind === 'any' || (step.kind === 'star' && char !== '/')) stay(steps, next, index, char);
      else if (takes(step, char)) reach(steps, next, index + 1);
    }
    now = next;
  }
  return now.has(steps.length);
}

/** `**` and `*` consume a character and stay. After whole folders, matching only continues after a slash. */
function stay(steps: readonly Step[], states: Set<number>, index: number, char: string): void {
  const step = steps[index] as Step;
  states.add(index);
  if (step.kind !== 'any' || !step.folders || char === '/') reach(steps, states, index + 1);
}

/** Marks a position, and those after it that need no character. */
function reach(steps: readonly Step[], states: Set<number>, from: number): void {
  for (let index = from; ; index += 1) {
    states.add(index);
    const step = steps[index];
    if (step === undefined || (step.kind !== 'star' && step.kind !== 'any')) return;
  }
}

function takes(step: Step, char: string): boolean {
  if (step.kind === 'char') return step.char === char;
  return char !== '/' && (step.kind === 'one' || (step.kind === 'set' && step.has(char)));
}

function stepsOf(glob: string): Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < glob.length; index += 1) {
    const char = glob[index] as string;
    if (char === '*') {
      let end = index;
      while (glob[end] === '*') end += 1;
      const folders = end - index > 1 && glob[end] === '/';
      steps.push(end - index > 1 ? { kind: 'any', folders } : { kind: 'star' });
      index = folders ? end : end - 1;
    } else if (char === '?') {
      steps.push({ kind: 'one' });
    } else if (char === '[') {
      const set = readSet(glob, index);
      steps.push(set === null ? { kind: 'char', char } : { kind: 'set', has: set.has });
      if (set !== null) index = set.end - 1;
    } else if (char === '\\' && index + 1 < glob.length) {
      index += 1;
      steps.push({ kind: 'char', char: glob[index] as string });
    } else {
      steps.push({ kind: 'char', char });
    }
  }
  return steps;
}

interface CharSet {
  readonly end: number;
  readonly has: (char: string) => boolean;
  readonly problem: string | null;
}

/** `[a-z]`, `[!a]`. A leading `]` is one of the characters. Null if it is never closed. */
function readSet(glob: string, start: number): CharSet | null {
  const negated = glob[start + 1] === '!' || glob[start + 1] === '^';
  const first = start + (negated ? 2 : 1);
  const close = glob.indexOf(']', first + 1);
  if (close === -1) return null;
  const ranges: [string, string][] = [];
  for (let index = first; index < close; index += 1) {
    const char = glob[index] as string;
    const isRange = glob[index + 1] === '-' && index + 2 < close;
    ranges.push([char, isRange ? (glob[index + 2] as string) : char]);
    if (isRange) index += 2;
  }
  const backwards = ranges.find(([low, high]) => low > high);
  return {
    end: close + 1,
    has: (char) => ranges.some(([low, high]) => low <= char && char <= high) !== negated,
    problem: backwards === undefined ? null : `its range ${backwards.join('-')} runs backwards`,
  };
}

/** More than this is a mistake or an attack. */
const MAX_ALTERNATIVES = 256;

/** The patterns that `{a,b}` expands to; null if there are too many, or the braces do not match. */
function alternatives(glob: string): string[] | null {
  let made = [''];
  const stack: { before: string[]; done: string[] }[] = [];
  for (let index = 0; index < glob.length; index += 1) {
    const char = glob[index] as string;
    const top = stack.at(-1);
    if (char === '\\') {
      made = made.map((text) => text + glob.slice(index, index + 2));
      index += 1;
    } else if (char === '[') {
      const end = readSet(glob, index)?.end ?? index + 1;
      made = made.map((text) => text + glob.slice(index, end));
      index = end - 1;
    } else if (char === '{') {
      stack.push({ before: made, done: [] });
      made = [''];
    } else if (char === ',' && top !== undefined) {
      top.done.push(...made);
      made = [''];
    } else if (char === '}' && top !== undefined) {
      const inner = [...top.done, ...made];
      if (inner.length * top.before.length > MAX_ALTERNATIVES) return null;
      made = top.before.flatMap((text) => inner.map((more) => text + more));
      stack.pop();
    } else {
      made = made.map((text) => text + char);
    }
  }
  return stack.length > 0 ? null : made;
}
