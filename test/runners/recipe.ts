import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../../docs/runners.md', import.meta.url));

export interface Recipe {
  /** The commands, as printed. */
  readonly commands: readonly string[];
  /** The files' content, and whether it is merged into an existing file (JSON). */
  readonly files: readonly { readonly path: string; readonly text: string; readonly merged: boolean }[];
}

/** @throws Error for a name that is not on the page */
export function readRecipe(name: string): Recipe {
  const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/((?:<!-- recipe: .* -->\n)+)```\w+\n([\s\S]*?)\n```/g)];
  const commands: string[] = [];
  const files: { path: string; text: string; merged: boolean }[] = [];
  for (const [, marks = '', text = ''] of blocks) {
    for (const [, named, , kind, path] of marks.matchAll(/recipe: ([\w-]+)(, (file|into): (\S+))? -->/g)) {
      if (named !== name) continue;
      if (path === undefined) commands.push(...text.split('\n'));
      else files.push({ path, text: `${text}\n`, merged: kind === 'into' });
    }
  }
  if (commands.length === 0) throw new Error(`docs/runners.md has no recipe ${name}`);
  return { commands, files };
}
