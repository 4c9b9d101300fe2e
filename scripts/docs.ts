/**
 * Writes the pages and the schema that are generated from the rules: docs/rules.md, docs/coming-from.md, the JSON
 * Schema.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configSchema } from '../src/config/schema.ts';
import { NOQA_RULES, NOSEC_RULES } from '../src/data/suppression-codes.ts';
import type { AnyRule } from '../src/engine/rule.ts';
import { rulePage } from '../src/report/rule-page.ts';
import { CATALOGUE, FAMILIES, rules } from '../src/rules/index.ts';

// This runs from build/scripts.
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const link = (id: string): string => `[\`${id}\`](rules.md#${id})`;

function overview(): string {
  const rows = Object.entries(FAMILIES).flatMap(([family, own]) =>
    own.map(({ id, severity, fix, summary }: AnyRule) =>
      row([`[\`${id}\`](#${id})`, family, severity, fix ?? '-', summary]),
    ),
  );
  return [row(['rule', 'family', 'severity', 'fix', 'what']), '|---|---|---|---|---|', ...rows].join('\n');
}

const rulesPage = `# Rules

\`npm run docs\` writes this page from the rules; edit those, not this file.

An **error** blocks the commit, a **warning** is printed, an **info** is hidden unless asked for (\`--show info\`).
A **safe** fix (\`--fix\`) only changes the flagged value; an **unsafe** one (\`--fix --unsafe-fixes\`) may change what
the program does. \`--select\` and \`--ignore\` take rules and families.

${overview()}

${rules.map(rulePage).join('\n')}`;

/** A tool's codes, each with our rules for it. */
function codeTable(codes: Readonly<Record<string, readonly string[]>>): string {
  const rows = Object.entries(codes)
    .filter(([code]) => /\d$/.test(code))
    .map(([code, ids]) => row([code, ids.map(link).join(', ')]));
  return [row(['code', 'here']), '|---|---|', ...rows].join('\n');
}

const known = new Set([...Object.values(NOQA_RULES), ...Object.values(NOSEC_RULES)].flat());
const own = rules.filter(({ id }) => !known.has(id));

const comingFrom = `# Coming from Bandit or Ruff's S rules

\`npm run docs\` writes this page from the table that antivenom itself uses.

\`antivenom explain B201\` and \`antivenom explain S201\` print the page of the rule that covers a code. Your existing
suppressions keep working: \`# nosec B201\` and \`# noqa: S201\` silence the corresponding rules, and a bare \`# nosec\`
silences every rule that has a Bandit counterpart. A bare \`# noqa\` silences nothing.

What is different: antivenom works out what a value is, through imports and assignments, instead of looking at how a
line is spelled; it leaves tests and development settings alone; and by default only what a change adds blocks it. Codes
that are not listed have no counterpart here: keep the other tool for them.

## Bandit

${codeTable(NOSEC_RULES)}

## Ruff

${codeTable(NOQA_RULES)}

## Only here

${own.map(({ id, summary }) => `- ${link(id)}: ${summary}`).join('\n')}
`;

const { homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly homepage: string };
const schema = configSchema(CATALOGUE, `${homepage}/raw/main/docs/antivenom.schema.json`);

mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(join(root, 'docs', 'rules.md'), rulesPage);
writeFileSync(join(root, 'docs', 'coming-from.md'), comingFrom);
writeFileSync(join(root, 'docs', 'antivenom.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
