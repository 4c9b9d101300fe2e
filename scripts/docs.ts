/** Writes docs/rules.md from the rules themselves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnyRule } from '../src/engine/rule.ts';
import { rulePage } from '../src/report/rule-page.ts';
import { rules } from '../src/rules/index.ts';

// This runs from build/scripts.
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function overview(): string {
  const row = ({ id, severity, fix, summary }: AnyRule): string =>
    `| [\`${id}\`](#${id}) | ${severity} | ${fix ?? '-'} | ${summary.replaceAll('|', '\\|')} |`;
  return ['| rule | severity | fix | what |', '|---|---|---|---|', ...rules.map(row)].join('\n');
}

const text = `# Rules

Written from the rules by \`npm run docs\`; edit the rules, not this file.

An **error** blocks the commit, a **warning** is printed, an **info** is hidden unless asked for (\`--show info\`).
A **safe** fix rewrites exactly the flagged value (\`--fix\`); an **unsafe** one may change what the program does
(\`--fix --unsafe-fixes\`).

${overview()}

${rules.map(rulePage).join('\n')}`;

mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(join(root, 'docs', 'rules.md'), text);
