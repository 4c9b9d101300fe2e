// Prints every regular expression in a folder of JavaScript that recheck does not consider linear, with an attack on
// it.
// Usage: npm install; node check.mjs ../../build/src
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { checkSync } from 'recheck';

const root = process.argv[2];
const seen = new Map();
for (const file of readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.js'))) {
  const code = readFileSync(join(root, file), 'utf8');
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }), (node) => {
    const at = `${file}:${node.loc.start.line}`;
    if (node.type === 'Literal' && node.regex)
      seen.set(`${node.regex.pattern}/${node.regex.flags}`, { ...node.regex, at });
    if (node.callee?.name === 'RegExp') process.stdout.write(`made at run time ${at}\n`);
  });
}
for (const { pattern, flags, at } of seen.values()) {
  const { status, complexity, attack } = checkSync(pattern, flags.replace(/[dv]/g, ''), { timeout: 10_000 });
  if (status === 'safe') continue;
  process.stdout.write(`${status} ${complexity?.summary ?? ''} ${at} /${pattern}/${flags} ${attack?.pattern ?? ''}\n`);
}
process.stdout.write(`${seen.size} expressions\n`);
