import { referenceOf } from '../data/rule-references.ts';
import { codesFor } from '../data/suppression-codes.ts';
import { type AnyRule, isPathRule } from '../engine/rule.ts';

const FIXES = {
  safe: '`--fix`',
  unsafe: '`--fix --unsafe-fixes` (review the result)',
} as const;

/** A rule's page as Markdown, for the terminal, SARIF and docs/rules.md. */
export function rulePage(rule: AnyRule): string {
  const parts = [
    `## ${rule.id}`,
    `${rule.summary}. Severity: ${rule.severity}. Fix: ${rule.fix === null ? 'none' : FIXES[rule.fix]}.`,
    rule.why,
    ...(rule.details === undefined ? [] : [rule.details]),
    examples(rule),
    `To silence one finding: \`# antivenom: ignore[${rule.id}] reason\`. To silence a path: \`per-file-ignores\`.`,
    ...references(rule),
  ];
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}

/** Weaknesses, names in other tools, and where to read more. */
function references({ id }: AnyRule): string[] {
  const { cwe, sources } = referenceOf(id);
  const weaknesses = cwe.map((number) => `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`);
  const counterparts = counterpartsOf(id);
  const lines = [
    weaknesses.length > 0 && `Weakness: ${weaknesses.join(', ')}.`,
    counterparts.length > 0 && `In other tools: ${counterparts.join(', ')}.`,
    sources.length > 0 && `Read more: ${sources.map((url) => `<${url}>`).join(', ')}`,
  ].filter((line) => line !== false);
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** `Bandit B201`, `Ruff S201`. */
export function counterpartsOf(rule: string): string[] {
  const { bandit, ruff } = codesFor(rule);
  return [...bandit.map((code) => `Bandit ${code}`), ...ruff.map((code) => `Ruff ${code}`)];
}

function examples(rule: AnyRule): string {
  if (isPathRule(rule)) {
    return `Reported:\n\n${fenced(rule.badPaths.join('\n'), '')}\n\nNot reported:\n\n${fenced(rule.goodPaths.join('\n'), '')}`;
  }
  const path = rule.examplePath ?? 'app.py';
  const language = path.endsWith('.py') ? 'python' : '';
  return `Reported (\`${path}\`):\n\n${fenced(rule.bad, language)}\n\nNot reported:\n\n${fenced(rule.good, language)}`;
}

function fenced(code: string, language: string): string {
  return `\`\`\`${language}\n${shown(code).replace(/\n$/, '')}\n\`\`\``;
}

/** Makes invisible characters in an example visible. */
function shown(code: string): string {
  return code.replace(/[\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return `<U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
