import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { isGiven, readArguments } from '../../cli/argv.ts';
import { type CommandWord, isPython, programName } from '../../deployment/command.ts';
import { commandsOfWords } from '../../deployment/commands.ts';
import { SHELLS } from '../../deployment/wrappers.ts';
import { textOf } from '../hook/hook-file.ts';
import { isProgram } from '../program.ts';
import { launched, scriptNamed } from './launchers.ts';
import { lefthookResult } from './lefthook.ts';
import { lintStagedResult } from './lint-staged.ts';
import { runShell } from './run-shell.ts';
import type { Result, ScriptPlace, Surroundings, World } from './world.ts';
import { preCommitResult } from './yaml-hooks.ts';

/** How deep scripts may start scripts. */
const MAX_DEPTH = 8;

export function openWorld(around: Surroundings, finds: boolean): World {
  const world: World = {
    ...around,
    finds,
    named: new Set(),
    opaque: new Set(),
    read: textOf,
    isProgram: (name, path, cwd) => findProgram(name, path || (around.env.PATH ?? ''), cwd) !== null,
    output: (words, cwd) => outputOf(words, cwd, around),
    shell: (text, place) => runShell(text, place, world),
    script: (file, text, place) => scriptResult(file, text, place, world),
    antivenom: (args) => antivenomResult(args, world),
    run: (words, place) => (place.depth > MAX_DEPTH ? 'unknown' : runProgram(unwrap(words), place, world)),
  };
  return world;
}

/** Without leading `env`, `exec`, `nice`, `poetry run` and so on. An unknown word is empty. */
function unwrap(words: readonly (string | null)[]): string[] {
  const texts = words.map((word) => word ?? '');
  if (SHELLS.has(programName({ text: texts[0] ?? '' }))) return texts;
  // What follows their `--` are files, not another program.
  const known = texts.findIndex((text) => KNOWN.test(programName({ text })));
  const [front, rest] = known === -1 ? [texts, []] : [texts.slice(0, known + 1), texts.slice(known + 1)];
  const found = commandsOfWords('', front.map(asWord)).at(-1);
  return found === undefined || found.words.length === 0 ? texts : [...found.words.map(({ text }) => text), ...rest];
}

const KNOWN = /^(?:antivenom|pre-commit|prek|lefthook|lint-staged)$/;

const asWord = (text: string): CommandWord => ({ text, start: 0, end: 0, outerStart: 0, outerEnd: 0 });

function runProgram(words: readonly string[], place: ScriptPlace, world: World): Result {
  const [program = '', ...rest] = words;
  const name = programName({ text: program }).replace(/\.(?:cmd|ps1|bat)$/i, '');
  if (SHELLS.has(name)) return runInShell(rest, place, world);
  if (name === 'antivenom') return isThere(program, place, world) ? antivenomResult(rest, world) : 'fails';
  if (name === 'node' || name === 'nodejs' || name === 'bun' || name === 'deno') {
    const at = rest.findIndex((word) => !word.startsWith('-') && word !== 'run');
    const script = rest[at] === undefined ? null : resolve(place.cwd, rest[at]);
    return script !== null && isOurBundle(script, world) ? antivenomResult(rest.slice(at + 1), world) : 'passes';
  }
  if (isPython({ text: program })) return runModule(rest, place, world);
  // `lefthook -h` only asks whether the program exists.
  if (/^-(?:h|V|-help|-version)$/.test(rest[0] ?? '')) return isThere(program, place, world) ? 'passes' : 'fails';
  const started = launched(name, rest, place.cwd, world.root);
  if (started !== null) return world.run(started, deeper(place));
  const script = scriptNamed(name, rest, place.cwd, world.root);
  if (script !== null) return runShell(script.text, { ...deeper(place), cwd: script.folder }, world);
  if (name === 'pre-commit' || name === 'prek') return preCommitResult(name, rest, place, world);
  if (name === 'lefthook')
    return rest[0] === 'run' && rest[1] !== 'pre-commit' ? 'passes' : lefthookResult(place, world);
  if (name === 'lint-staged') return lintStagedResult(rest, place, world);
  return runFile(program, rest, place, world);
}

const deeper = (place: ScriptPlace): ScriptPlace => ({ ...place, depth: place.depth + 1 });

function isThere(program: string, place: ScriptPlace, world: World): boolean {
  const path = place.variables.get('PATH') ?? world.env.PATH ?? '';
  const beside = [place.cwd, world.root].map((folder) => join(folder, 'node_modules', '.bin')).join(delimiter);
  return findProgram(program, `${path}${delimiter}${beside}`, place.cwd) !== null;
}

function antivenomResult(args: readonly string[], { finds, named }: World): Result {
  const given = readArguments(args);
  const value = (name: string): string | null => given.options.find((option) => option.name === name)?.value ?? null;
  const onlyTalks = given.command !== null || isGiven(given, 'help') || isGiven(given, 'version');
  if (onlyTalks || value('fail-on') === 'never' || value('stdin-filename') !== null) return 'passes';
  named.add('');
  return finds ? 'fails' : 'passes';
}

function isOurBundle(script: string, { bundles }: World): boolean {
  if (bundles.has(script)) return true;
  const manifest = textOf(join(dirname(script), '..', 'package.json'));
  return /cli\.c?js$/.test(script) && manifest !== null && /"name":\s*"antivenom"/.test(manifest);
}

function runModule(words: readonly string[], place: ScriptPlace, world: World): Result {
  const at = words.findIndex((word) => word.startsWith('-m'));
  if (at === -1) {
    if (words[0] !== undefined) world.opaque.add(`python ${words[0]}`);
    return 'passes';
  }
  const joined = (words[at] as string).slice(2);
  const name = joined === '' ? words[at + 1] : joined;
  const rest = words.slice(joined === '' ? at + 2 : at + 1);
  return name === undefined ? 'passes' : world.run([name.replaceAll('_', '-'), ...rest], deeper(place));
}

function runInShell(words: readonly string[], place: ScriptPlace, world: World): Result {
  let stopsAtErrors = false;
  for (const [at, word] of words.entries()) {
    if (/^-[A-Za-z]*$/.test(word)) {
      stopsAtErrors ||= word.includes('e');
      if (!word.includes('c')) continue;
      const inner = { ...deeper(place), stopsAtErrors, arguments: words.slice(at + 3), name: words[at + 2] ?? 'sh' };
      return runShell(words[at + 1] ?? '', inner, world);
    }
    const file = resolve(place.cwd, word);
    const text = textOf(file);
    if (text === null) return 'fails';
    return runShell(text, { ...deeper(place), stopsAtErrors, name: word, arguments: words.slice(at + 1) }, world);
  }
  return 'passes';
}

/** Runs a script in the repository. Programs from elsewhere are assumed to find nothing. */
function runFile(program: string, args: readonly string[], place: ScriptPlace, world: World): Result {
  if (!/[/\\]/.test(program)) {
    if (!HARMLESS.test(program)) world.opaque.add([program, ...args].join(' ').trim());
    return 'passes';
  }
  const file = resolve(place.cwd, program);
  const text = textOf(file);
  if (text === null) return 'fails';
  return scriptResult(file, text, { ...deeper(place), name: program, arguments: args }, world);
}

function scriptResult(file: string, text: string, place: ScriptPlace, world: World): Result {
  const [, interpreter = 'sh', option = ''] =
    /^#!\s*(?:\S*\/env\s+(?:-S\s+)?)?(?:\S*\/)?(\S+)[ \t]*(.*)/.exec(text) ?? [];
  if (SHELLS.has(interpreter) && !text.includes('\0')) {
    return runShell(text, { ...place, stopsAtErrors: /^-\w*e/.test(option) }, world);
  }
  if (/(?:^|[^\w])antivenom/.test(text)) return 'unknown';
  world.opaque.add(file);
  return 'passes';
}

/** Programs that neither judge nor start anything. */
const HARMLESS =
  /^(?:echo|printf|cat|ls|ln|cp|mv|rm|mkdir|rmdir|touch|chmod|grep|egrep|fgrep|sed|awk|tr|cut|sort|uniq|head|tail|wc|tee|date|sleep|tput|uname|dirname|basename|pwd|git|read|shift|trap|umask|wait|let|eval|shopt|ulimit|getopts|alias|printenv|id|whoami|hostname|stty|clear|mktemp|diff|cmp|realpath|readlink|xargs|find)?$/;

function findProgram(name: string, path: string, cwd: string): string | null {
  if (/[/\\]/.test(name)) return isProgram(resolve(cwd, name)) ? resolve(cwd, name) : null;
  for (const folder of path.split(delimiter)) {
    const file = join(isAbsolute(folder) ? folder : resolve(cwd, folder), name);
    if (folder !== '' && isProgram(file)) return file;
  }
  return null;
}

function outputOf(words: readonly string[], cwd: string, around: Surroundings): string | null {
  const text = words.join(' ');
  if (text === 'pwd') return cwd;
  if (words[0] === 'command' && words[1] === '-v' && words[2] !== undefined) {
    return findProgram(words[2], around.env.PATH ?? '', cwd) ?? '';
  }
  if (/^git rev-parse --show-toplevel$/.test(text)) return around.root;
  if (/^git rev-parse (?:--absolute-git-dir|--git-dir)$/.test(text)) return around.gitDir;
  if (text === 'git rev-parse --git-common-dir') return around.commonDir;
  if (/^git config --local --get antivenom\.hook$/.test(text)) return around.optedIn ? 'true' : '';
  return null;
}
