import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface AcornNode {
  readonly type: string;
  readonly regex?: { readonly pattern: string; readonly flags: string };
  readonly loc: { readonly start: { readonly line: number } };
}

interface Acorn {
  parse(code: string, options: object): AcornNode;
}

interface AcornWalk {
  full(tree: AcornNode, visit: (node: AcornNode) => void): void;
}

/** The literals of a folder of JavaScript: `/source/flags`, each with a place where it stands. */
export function expressionsIn(folder: string, require: NodeJS.Require): Map<string, string> {
  const { parse } = require('acorn') as Acorn;
  const { full } = require('acorn-walk') as AcornWalk;
  const found = new Map<string, string>();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  for (const file of files) {
    // The folder of the compiler's output keeps what sources once were.
    if (!isSource(folder, file)) continue;
    const code = readFileSync(join(folder, file), 'utf8');
    full(parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }), ({ regex, loc }) => {
      if (regex !== undefined) found.set(`/${regex.pattern}/${regex.flags}`, `${file}:${loc.start.line}`);
    });
  }
  return found;
}

function isSource(folder: string, file: string): boolean {
  try {
    readFileSync(join(folder, '..', '..', 'src', file.replace(/\.js$/, '.ts')));
    return true;
  } catch {
    return false;
  }
}

/** Those that are made at run time, as far as judging the example of every rule makes them. */
export async function expressionsMade(): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  const Plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Plain, {
    construct(target, [source, flags]: [string | RegExp, string?]) {
      const expression = new target(source, flags);
      const caller = new Error('who asks').stack?.split('\n').find((line) => line.includes('/build/src/'));
      if (caller !== undefined) made.set(`/${expression.source}/${expression.flags}`, caller.trim());
      return expression;
    },
  });
  try {
    const { rules } = await import('../../src/rules/index.ts');
    const { isPathRule } = await import('../../src/engine/rule.ts');
    const { judgeFile } = await import('../virtual-files.ts');
    for (const rule of rules) {
      if (isPathRule(rule)) continue;
      const surroundings = rule.exampleFiles === undefined ? {} : { files: rule.exampleFiles };
      for (const text of [rule.bad, rule.good]) await judgeFile(rule.examplePath ?? 'app/a.py', text, surroundings);
    }
  } finally {
    globalThis.RegExp = Plain;
  }
  return made;
}
