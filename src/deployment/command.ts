import type { Span } from '../engine/span.ts';

/** A word of a command. The span excludes its quotes, the outer one includes them. */
export interface CommandWord extends Span {
  /** With quotes and escapes removed. Variables are not expanded. */
  readonly text: string;
  readonly outerStart: number;
  readonly outerEnd: number;
}

export interface CommandAssignment extends Span {
  readonly name: string;
  readonly value: CommandWord;
}

/** One program with its arguments, without what starts it: shells, `env`, `exec`, `poetry run`, `tini --`… */
export interface Command extends Span {
  /** `NAME=value` in front of it, also after `env`, `sudo` and `export`. */
  readonly assignments: readonly CommandAssignment[];
  /** Empty for assignments without a program (`A=1`, `export A=1`). */
  readonly words: readonly CommandWord[];
  /** The variables that it exports to all later commands: `export A=1 B`. */
  readonly exported: readonly string[];
  /** The word `sudo` or `doas` that runs it as another user; null if there is none. */
  readonly sudo: CommandWord | null;
}

/** The last part of a path, without `.exe`: `/usr/bin/python3` is `python3`. */
export function programName(word: Pick<CommandWord, 'text'> | undefined): string {
  return (word?.text ?? '').replace(/^.*[/\\]/, '').replace(/\.exe$/i, '');
}

/** True for `python`, `python3`, `python3.12`, `pypy3`. */
export const isPython = (word: Pick<CommandWord, 'text'> | undefined): boolean =>
  /^(?:python|pypy)[\d.]*$/.test(programName(word));
