import { extname, resolve } from 'node:path';
import { compileGlobs, problemOfGlob } from '../../config/glob.ts';
import { type Plain, parsePlain, readPlain, tableOf } from './plain-config.ts';
import { wordsOfText } from './shell-text.ts';
import { allOf, type Result, type ScriptPlace, type World } from './world.ts';

/**
 * In the order in which lint-staged looks for them, according to its documentation and lib/configFiles.js of 17.6
 * (2026-11).
 */
const FILES = [
  'package.json',
  'package.yaml',
  'package.yml',
  '.lintstagedrc',
  ...['json', 'yaml', 'yml', 'mjs', 'mts', 'js', 'ts', 'cjs', 'cts'].map((extension) => `.lintstagedrc.${extension}`),
  ...['mjs', 'mts', 'js', 'ts', 'cjs', 'cts'].map((extension) => `lint-staged.config.${extension}`),
];

/** The result of `lint-staged`, with the configuration at the root or the given one. */
export function lintStagedResult(args: readonly string[], place: ScriptPlace, world: World): Result {
  const at = args.findIndex((word) => /^(?:-c|--config)(?:=|$)/.test(word));
  const given = at === -1 ? null : ((args[at] as string).split('=')[1] ?? args[at + 1] ?? null);
  for (const name of given === null ? FILES : [given]) {
    const file = resolve(place.cwd, name);
    const commands = commandsIn(file, world);
    if (commands === null) continue;
    const result = allOf(commands.map((text) => commandResult(text, place, world)));
    if (result === 'fails' && world.finds) world.named.add(name);
    return result;
  }
  // It finds no configuration and stops.
  return 'fails';
}

function commandResult(text: string, place: ScriptPlace, world: World): Result {
  const words = wordsOfText(text);
  return words === null ? 'passes' : world.run(words, { ...place, depth: place.depth + 1 });
}

/** The commands for files such as Python's; null if the file does not configure anything. */
function commandsIn(file: string, world: World): readonly string[] | null {
  if (/\.[cm]?[jt]s$/.test(file)) {
    const text = world.read(file);
    return text === null ? null : literalsOf(text);
  }
  const read = extname(file) === '' || /rc$/.test(file) ? parseRc(world.read(file)) : readPlain(file);
  const isPackage = /package\.(?:json|ya?ml)$/.test(file);
  const config = isPackage ? tableOf(read)['lint-staged'] : read;
  if (config === undefined || config === null) return null;
  return Object.entries(tableOf(config)).flatMap(([glob, value]) =>
    takesPython(glob, world.samples) ? commandsOf(value ?? null) : [],
  );
}

const parseRc = (text: string | null): Plain => (text === null ? null : parsePlain(text, ''));

function commandsOf(value: Plain): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as Plain[]).flatMap(commandsOf);
  return Object.values(tableOf(value)).flatMap((inner) => commandsOf(inner ?? null));
}

function takesPython(glob: string, samples: readonly string[]): boolean {
  // Our globs do not support extended ones (`!(*.test).js`), so we assume that they match.
  if (/[!@?+*]\(/.test(glob) || problemOfGlob(glob) !== null) return true;
  return samples.some(compileGlobs([glob]));
}

/** The strings in a program, ignoring comments. Without running it, nobody can tell which of them are commands. */
function literalsOf(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = text[at]!;
    if (text.startsWith('//', at)) at = endAt(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endAt(text, '*/', at + 2);
    else if (!`"'\``.includes(quote)) at += 1;
    else {
      const start = at + 1;
      for (at = start; at < text.length && text[at] !== quote; ) at += text[at] === '\\' ? 2 : 1;
      if (at < text.length) found.push(text.slice(start, at).replaceAll(/\$\{[^}$]*\}/g, 'a'));
      at += 1;
    }
  }
  return found;
}

/** The offset after the next occurrence of a mark, or the text's end. */
function endAt(text: string, mark: string, from: number): number {
  const index = text.indexOf(mark, from);
  return index < 0 ? text.length : index + mark.length;
}
