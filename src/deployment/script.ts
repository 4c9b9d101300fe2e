import { DEVELOPMENT_WORDS, PRODUCTION_WORDS } from '../data/environment-words.ts';
import type { Document } from '../engine/document.ts';
import { sliceText } from '../formats/mapped-text.ts';
import { type ShellCommand, splitShell } from '../formats/shell-words.ts';
import { type Command, programName } from './command.ts';
import { commandsOfShell, pieceOfWord } from './commands.ts';
import { ownLines } from './lines.ts';
import {
  isEnvironmentName,
  isGuard,
  joinTests,
  type KnownVariables,
  mentions,
  type Test,
  testOf,
  worth,
} from './shell-condition.ts';
import type { Deployment, PlacedCommand, Variable } from './types.ts';

/**
 * The variables that a start script exports and the commands that it runs, except those in a branch that tests a debug
 * or environment switch. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */
export function scriptDeployment(doc: Document): Deployment {
  const { text, context } = doc;
  const source = sliceText(text, 0, text.length);
  const script = new Script();
  const variables = new Map<string, Variable>();
  const unexported = new Map<string, Variable>();
  const commands: PlacedCommand[] = [];
  for (const line of splitShell(source)) {
    const isGuarded = script.read(line);
    if (/^(?:set|shopt)$/.test(line.words[0]?.text ?? '') && exportsAll(line)) script.exportsAll = true;
    for (const command of commandsOfShell(text, source, line)) {
      if (command.words.length > 0) {
        if (!isGuarded) commands.push({ ...command, place: 'script', context, stage: null, deployed: true });
        continue;
      }
      script.assign(command);
      if (isGuarded) continue;
      const exported = new Set(command.exported);
      for (const { name, value } of command.assignments) {
        const piece = pieceOfWord(value);
        const into = exported.delete(name) || script.exportsAll || variables.has(name) ? variables : unexported;
        variables.delete(name);
        unexported.delete(name);
        const isAlone = command.assignments.length === 1 && command.exported.length <= 1;
        const removal = isAlone ? ownLines(text, command) : null;
        if (piece !== null) into.set(name, { name, value: piece, place: 'script', context, removal, origin: null });
      }
      // `DEBUG=1`, and `export DEBUG` later.
      for (const name of exported) {
        const earlier = unexported.get(name);
        if (earlier !== undefined) variables.set(name, earlier);
      }
    }
  }
  return { variables: [...variables.values()], commands };
}

/** `set -a`, `set -o allexport` */
const exportsAll = ({ words }: ShellCommand): boolean =>
  words.some(
    ({ text }, index) => /^-[b-z]*a[a-z]*$/.test(text) || (text === 'allexport' && words[index - 1]?.text === '-o'),
  );

interface Frame {
  readonly kind: 'if' | 'case' | 'block';
  /** The surrounding block only runs if somebody asked for debugging. */
  readonly isGuardedOutside: boolean;
  /** This branch does. */
  isGuarded: boolean;
  /** `if`: the tests before `then`, while they are read; otherwise null. */
  tests: Chain | null;
  isTesting: boolean;
  /** `if`: how many branches have begun. */
  branches: number;
  /** What follows from no earlier branch being taken. */
  isElseGuarded: boolean;
  /** The branch ends the script, so what follows only runs if the branch is not taken. */
  isLeaving: boolean;
  /** `case`: the word that is compared, and the patterns while they are read. */
  readonly subject: string;
  patterns: string[] | null;
}

/** Tests joined by `&&` and `||`, with the separator after the last. */
interface Chain {
  readonly test: Test;
  readonly separator: string;
}

const extended = (chain: Chain | null, test: Test, separator: string): Chain => ({
  test: chain === null ? test : joinTests(chain.test, chain.separator, test),
  separator,
});

const frameOf = (kind: Frame['kind'], isGuardedOutside: boolean): Frame => ({
  kind,
  isGuardedOutside,
  isGuarded: false,
  tests: null,
  isTesting: false,
  branches: 0,
  isElseGuarded: false,
  isLeaving: false,
  subject: '',
  patterns: null,
});

const ENDS: ReadonlyMap<string, Frame['kind']> = new Map([
  ['fi', 'if'],
  ['esac', 'case'],
  ['}', 'block'],
]);

/** Follows the blocks of a script, command by command. */
class Script {
  exportsAll = false;
  readonly #known = new Map<string, string | null>();
  /** The first frame is the whole script. */
  readonly #frames: Frame[] = [frameOf('block', false)];
  /** Tests that control the next command: `[ "$DEBUG" = 1 ] && …`. */
  #chain: Chain | null = null;
  /** `start_dev()`: the name of the function whose body comes next. */
  #function: string | null = null;

  /** Whether a command only runs if somebody asked for it. */
  read(command: ShellCommand): boolean {
    for (const opener of command.openers) this.#open(opener);
    const [first] = command.words;
    const word = first?.text ?? '';
    const top = this.#frames.at(-1);
    if (top?.kind === 'case' && top.patterns !== null && word !== 'esac') return this.#readPattern(top, command);
    if (word === 'case') return this.#openCase(command);
    this.#close(word);
    const isGuarded = this.#isGuarded() || isChained(this.#chain);
    this.#follow(command);
    if (command.separator === ';;') this.#nextClause();
    return isGuarded;
  }

  /** Records the value of a variable from here on. */
  assign({ assignments }: Command): void {
    for (const { name, value } of assignments)
      this.#known.set(name, this.#isGuarded() ? null : worth(value.text, this.#known));
  }

  #isGuarded(): boolean {
    const { isGuarded, isGuardedOutside } = this.#frames.at(-1)!;
    return isGuarded || isGuardedOutside;
  }

  #open(opener: string): void {
    const top = this.#frames.at(-1);
    if (opener === 'if') this.#frames.push({ ...frameOf('if', this.#isGuarded()), isTesting: true });
    else if (opener === '{') {
      this.#openBlock();
    } else if (top?.kind === 'if' && opener === 'then') {
      const test = top.tests?.test ?? null;
      top.isGuarded = top.isElseGuarded || (test !== null && isGuard(test, true));
      top.isElseGuarded ||= test !== null && isGuard(test, false);
      top.branches += 1;
      top.isTesting = false;
      top.isLeaving = false;
    } else if (top?.kind === 'if' && (opener === 'elif' || opener === 'else')) {
      top.isGuarded = top.isElseGuarded;
      top.tests = null;
      if (opener === 'else') top.branches += 1;
      top.isTesting = opener === 'elif';
    }
    this.#chain = null;
  }

  #close(word: string): void {
    const frame = this.#frames.at(-1)!;
    if (ENDS.get(word) !== frame.kind || this.#frames.length === 1) return;
    this.#frames.pop();
    // `if [ "$APP_ENV" = production ]; then exec gunicorn; fi`: what follows is for the other environments.
    if (frame.isLeaving && frame.branches === 1 && frame.isElseGuarded) {
      this.#frames.at(-1)!.isGuarded = true;
    }
  }

  #openBlock(): void {
    const words = (this.#function ?? '').toLowerCase().split(/[^a-z0-9]+/);
    this.#frames.push({
      ...frameOf('block', this.#isGuarded()),
      isGuarded: words.some((word) => DEVELOPMENT_WORDS.has(word)),
    });
    this.#function = null;
  }

  /** What a command implies for those after it. */
  #follow(command: ShellCommand): void {
    if (command.words.length === 0) return;
    const top = this.#frames.at(-1);
    const name = programName(command.words[0]);
    if (top?.kind === 'if' && top.isTesting) {
      top.tests = extended(top.tests, testOf(command, this.#known), command.separator);
      return;
    }
    if (top?.kind === 'if') top.isLeaving = name === 'exec' || name === 'exit' || name === 'return';
    const { separator } = command;
    if (separator === '&&' || separator === '||') {
      this.#chain = extended(this.#chain, testOf(command, this.#known), separator);
    } else if (separator !== '|') this.#chain = null;
    if (separator === '(' && command.words.length === 1) this.#function = command.words[0]!.text;
    if (name !== 'function') return;
    this.#function = command.words[1]?.text ?? null;
    if (command.words.at(-1)?.text === '{') this.#openBlock();
  }

  #openCase({ words, separator }: ShellCommand): boolean {
    const subject = words[1]?.text ?? '';
    const frame: Frame = { ...frameOf('case', this.#isGuarded()), subject, patterns: [] };
    this.#frames.push(frame);
    // `case "$1" in dev) …` on one line
    const first = words[3];
    if (first !== undefined) this.#addPattern(frame, first.text, separator);
    return true;
  }

  #readPattern(top: Frame, { words, separator }: ShellCommand): boolean {
    this.#addPattern(top, words[0]?.text ?? '', separator);
    return true;
  }

  #addPattern(top: Frame, text: string, separator: string): void {
    const patterns = top.patterns ?? [];
    patterns.push(text);
    if (separator === '|') return;
    top.patterns = null;
    top.isGuarded = isClauseGuarded(top.subject, patterns, this.#known);
  }

  #nextClause(): void {
    const top = this.#frames.at(-1);
    if (top?.kind !== 'case') return;
    top.patterns = [];
    top.isGuarded = false;
    this.#chain = null;
  }
}

/** `[ "$DEBUG" = 1 ] && …`, `[ "$APP_ENV" = production ] || …` */
const isChained = (chain: Chain | null): boolean => chain !== null && isGuard(chain.test, chain.separator === '&&');

/** A clause of `case "$APP_ENV" in` that names an environment and is not the one for an unset variable. */
function isClauseGuarded(subject: string, patterns: readonly string[], known: KnownVariables): boolean {
  const names = patterns.map((pattern) => pattern.toLowerCase());
  if (names.some((name) => /[*?[]/.test(name))) return false;
  const value = worth(subject, known);
  if (value !== null && patterns.includes(value)) return false;
  const words = names.flatMap((name) => name.split(/[^a-z0-9]+/));
  if (words.some((word) => PRODUCTION_WORDS.has(word))) return false;
  if (words.some(isEnvironmentName)) return true;
  const { development, environment, production } = mentions(subject);
  return development || environment || production;
}
