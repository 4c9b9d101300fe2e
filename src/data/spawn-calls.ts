import type { QualifiedName } from './qualified-name.ts';
import { EVENT_LOOPS } from './shell-calls.ts';

/** Where a call that starts a program without a shell takes the words of the command. */
export interface SpawnCall {
  /** `list`: one argument holds all words. `words`: each word is an argument. */
  readonly form: 'list' | 'words';
  readonly index: number;
  readonly keyword: string | null;
  /** The program is the argument before; the first word is only the name that the program sees. */
  readonly named: boolean;
}

const list = (keyword: string | null = null, index = 0): SpawnCall => ({ form: 'list', index, keyword, named: false });
const words = (index = 0): SpawnCall => ({ form: 'words', index, keyword: null, named: false });
const file = (form: SpawnCall['form'], index: number, keyword: string | null = null): SpawnCall => ({
  form,
  index,
  keyword,
  named: true,
});

/**
 * Calls that start a program from a list of words (as of 2026-11).
 * https://docs.python.org/3/library/subprocess.html · https://docs.python.org/3/library/asyncio-subprocess.html
 * https://docs.python.org/3/library/os.html#os.execl · #os.spawnl · #os.posix_spawn
 * https://anyio.readthedocs.io/en/stable/subprocesses.html · https://trio.readthedocs.io/en/stable/reference-io.html
 */
export const SPAWN_CALLS: ReadonlyMap<QualifiedName, SpawnCall> = new Map<QualifiedName, SpawnCall>([
  ...['subprocess', 'gevent.subprocess'].flatMap((module) =>
    ['run', 'call', 'check_call', 'check_output', 'Popen'].map((name): [QualifiedName, SpawnCall] => [
      `${module}.${name}`,
      list('args'),
    ]),
  ),
  ['anyio.run_process', list('command')],
  ['anyio.open_process', list('command')],
  ['trio.run_process', list('command')],
  ['trio.lowlevel.open_process', list('command')],
  ['pty.spawn', list('argv')],
  ['asyncio.create_subprocess_exec', words()],
  ['asyncio.subprocess.create_subprocess_exec', words()],
  ...EVENT_LOOPS.map((loop): [QualifiedName, SpawnCall] => [`${loop}.subprocess_exec`, words(1)]),
  ...['execl', 'execle', 'execlp', 'execlpe'].map((name): [QualifiedName, SpawnCall] => [
    `os.${name}`,
    file('words', 1),
  ]),
  ...['execv', 'execve', 'execvp', 'execvpe'].map((name): [QualifiedName, SpawnCall] => [
    `os.${name}`,
    file('list', 1, name.includes('p') ? 'args' : 'argv'),
  ]),
  ...['spawnl', 'spawnle', 'spawnlp', 'spawnlpe'].map((name): [QualifiedName, SpawnCall] => [
    `os.${name}`,
    file('words', 2),
  ]),
  ...['spawnv', 'spawnve', 'spawnvp', 'spawnvpe'].map((name): [QualifiedName, SpawnCall] => [
    `os.${name}`,
    file('list', 2, 'args'),
  ]),
  ...['posix_spawn', 'posix_spawnp'].map((name): [QualifiedName, SpawnCall] => [`os.${name}`, file('list', 1, 'argv')]),
]);

/** Interpreters, each with the option whose value it runs. From their manuals, 2026-11-25. */
export const INTERPRETERS: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^(?:python|pypy)w?[\d.]*$/, /^-[a-zA-Z]*c$/],
  [/^perl$/, /^-[a-zA-Z]*[eE]$/],
  [/^ruby$/, /^-[a-zA-Z]*e$/],
  [/^(?:node|nodejs|bun)$/, /^(?:-e|-p|-pe|--eval|--print)$/],
  [/^php$/, /^-r$/],
];
