import { dirname, join } from 'node:path';
import { textOf } from '../hook/hook-file.ts';

/** Programs that run a package's program: which of their own words come before its name. */
const LAUNCHERS: ReadonlyMap<string, RegExp> = new Map([
  ['npx', /^$/],
  ['bunx', /^$/],
  ['pnpx', /^$/],
  ['npm', /^(?:exec|x)$/],
  ['pnpm', /^(?:exec|dlx)$/],
  ['yarn', /^(?:exec|dlx)$/],
  ['bun', /^x$/],
  ['pipx', /^run$/],
  ['mise', /^(?:exec|x)$/],
  ['devbox', /^run$/],
  ['bundle', /^exec$/],
]);

/** Their options whose value is the next word. */
const WITH_VALUE = /^(?:-p|--package|--python|--spec|-c|--call|-w|--workspace)$/;

/** The command that `npx`, `npm exec`, `pipx run` and the like start; null for other programs. */
export function launched(name: string, words: readonly string[], cwd: string, root: string): string[] | null {
  const subcommand = LAUNCHERS.get(name);
  if (subcommand === undefined) return null;
  const [first = ''] = words;
  const rest = subcommand.test('') ? words : subcommand.test(first) ? words.slice(1) : null;
  if (rest === null) {
    // `yarn antivenom`, `pnpm antivenom`: a script with that name takes precedence.
    const isPlain = /^(?:yarn|pnpm)$/.test(name) && first !== '' && !first.startsWith('-') && first !== 'run';
    return isPlain && scriptNamed(name, words, cwd, root) === null ? [...words] : null;
  }
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] as string;
    if (word === '--') return rest.slice(at + 1);
    if (!word.startsWith('-')) return [word.replace(/(?<=.)@[^/@]*$/, ''), ...rest.slice(at + 1)];
    if (WITH_VALUE.test(word)) at += 1;
  }
  return null;
}

export interface NamedScript {
  readonly text: string;
  readonly folder: string;
}

/**
 * The script in a package.json, or the recipe in a Makefile, that `npm run NAME` or `make NAME` runs; otherwise null.
 */
export function scriptNamed(name: string, words: readonly string[], cwd: string, root: string): NamedScript | null {
  if (name === 'make' || name === 'gmake') return recipe(words, cwd);
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(name)) return null;
  const operands = words.filter((word) => !word.startsWith('-'));
  const [first = '', second] = operands;
  const wanted = /^run(?:-script)?$/.test(first)
    ? second
    : name === 'npm' && !/^t(?:est|st)?$/.test(first)
      ? null
      : first;
  if (wanted == null) return null;
  for (let folder = cwd; ; folder = dirname(folder)) {
    const text = packageScript(textOf(join(folder, 'package.json')), /^tst?$/.test(wanted) ? 'test' : wanted);
    if (text !== null) return { text, folder };
    if (folder === root || dirname(folder) === folder) return null;
  }
}

function packageScript(manifest: string | null, name: string): string | null {
  try {
    const { scripts } = JSON.parse(manifest ?? '{}') as { readonly scripts?: Readonly<Record<string, unknown>> };
    const script = scripts !== undefined && Object.hasOwn(scripts, name) ? scripts[name] : null;
    return typeof script === 'string' ? script : null;
  } catch {
    return null;
  }
}

/** A target's commands, after those of its prerequisites. Variables and patterns are not followed. */
function recipe(words: readonly string[], cwd: string): NamedScript | null {
  const at = words.indexOf('-C');
  const folder = at === -1 ? cwd : join(cwd, words[at + 1] ?? '');
  const text = ['GNUmakefile', 'makefile', 'Makefile'].map((name) => textOf(join(folder, name))).find(Boolean);
  if (text == null) return null;
  const targets = targetsOf(text);
  const operands = at === -1 ? words : [...words.slice(0, at), ...words.slice(at + 2)];
  const wanted = operands.filter((word) => !word.startsWith('-') && !word.includes('='));
  const names = wanted.length > 0 ? wanted : [[...targets.keys()].find((name) => !name.startsWith('.')) ?? ''];
  const lines: string[] = [];
  const seen = new Set<string>();
  const add = (name: string): void => {
    const target = targets.get(name);
    if (target === undefined || seen.has(name)) return;
    seen.add(name);
    for (const needed of target.needs) add(needed);
    lines.push(...target.lines);
  };
  for (const name of names) add(name);
  // make stops at the first command that fails.
  return { text: `set -e\n${lines.join('\n')}`, folder };
}

function targetsOf(text: string): Map<string, { readonly needs: readonly string[]; readonly lines: string[] }> {
  const targets = new Map<string, { readonly needs: readonly string[]; readonly lines: string[] }>();
  let current: string[] = [];
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const head = headOf(line);
    if (line.startsWith('\t')) {
      const [, marks = '', command = ''] = /^([@+-]*)\s*(.*)/.exec(line.slice(1)) ?? [];
      current.push(marks.includes('-') ? `{ ${command}; } || true` : command.replaceAll('$$', '$'));
    } else if (head !== null) {
      current = [];
      for (const name of head.names) targets.set(name, { needs: head.needs, lines: current });
    }
  }
  return targets;
}

/** `build test: lint` and `all::`; null for other lines, such as `X := 1`. */
function headOf(line: string): { readonly names: readonly string[]; readonly needs: readonly string[] } | null {
  const colon = line.indexOf(':');
  const names = line.slice(0, colon).trim();
  const after = line.slice(colon + 1).replace(/^:/, '');
  if (colon < 0 || names === '' || /[^\w./ -]/.test(names) || after.startsWith('=')) return null;
  return { names: names.split(/\s+/), needs: after.split(/[=#]/, 1)[0]!.split(/\s+/).filter(Boolean) };
}
