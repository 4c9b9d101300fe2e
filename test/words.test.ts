/** The house style of texts for users: see CONTRIBUTING.md. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMAND_NAMES, commandSpec, OPTION_NAMES, optionSpec } from '../src/cli/argv.ts';
import { isPathRule } from '../src/engine/rule.ts';
import { rules } from '../src/rules/index.ts';
import { checkFiles } from './advice/virtual-check.ts';

/** Literal translations that make a native speaker stumble. */
const FORBIDDEN: readonly RegExp[] = [
  /\bwhich is no\b/,
  /\b(?:is|are) no (?:rule|date|commit|baseline|option|version|folder name|full commit|list|part)\b/,
  /\bforeign code\b/i,
  /\bwhoever (?:reads|asks|finds|triggers|can|reaches|answers|may|connects)\b/i,
  /\bcomes? in on\b/,
  /\botherwise than\b/,
  /\bby the billions\b/,
  /\bset-up\b/,
  /\b(?:writes?|write it) anew\b/,
  /\bserves debugging\b/,
  /\bis dear\b/,
  /\bstands? for\b/,
  /\b(?:Reported|Judged|Meant) (?:is|are)\b/,
  /\b(?:is|are) silent\b/,
  /\banyone on the way\b/,
  /\bholds? untrusted\b/,
  /[’‘“”]/,
];

function checkWords(text: string, where: string): void {
  for (const pattern of FORBIDDEN) assert.doesNotMatch(text, pattern, where);
}

for (const rule of rules) {
  test(`the words of ${rule.id} keep the house style`, async () => {
    for (const text of [rule.summary, rule.why, rule.details ?? '']) checkWords(text, rule.id);
    assert.match(rule.summary, /^[A-Z`]/, 'a summary begins with a capital');
    assert.ok(rule.summary.length <= 80, 'a summary is a few words');
    const files = isPathRule(rule)
      ? Object.fromEntries(rule.badPaths.map((path) => [path, '']))
      : { ...rule.exampleFiles, [rule.examplePath ?? 'app.py']: rule.bad };
    const { findings } = await checkFiles(files);
    for (const { message, help, rule: id } of findings.filter((finding) => finding.rule === rule.id)) {
      checkWords(`${message} ${help}`, id);
      assert.doesNotMatch(message, /[.\n]$/, `${id}: a message has no full stop`);
      assert.doesNotMatch(help, /\.$|\n/, `${id}: a help has no full stop`);
      // Rules about packages quote their advisory.
      assert.ok(
        message.length <= (id === 'vulnerable-package' ? 400 : 240),
        `${id}: ${message.length} characters are too many to read: ${message}`,
      );
      // A command that a help mentions must exist.
      const command = /\bantivenom ([a-z]+)\b/.exec(help)?.[1];
      if (command !== undefined) assert.ok((COMMAND_NAMES as readonly string[]).includes(command), help);
    }
  });
}

test('the help of options and commands keeps the house style', () => {
  for (const help of [
    ...OPTION_NAMES.map((name) => optionSpec(name).help),
    ...COMMAND_NAMES.map((name) => commandSpec(name).help),
  ]) {
    checkWords(help, help);
    assert.match(help, /^[a-z]/, 'it begins small');
    assert.doesNotMatch(help, /\.$/);
    assert.ok(help.length <= 90, help);
  }
});

test('README and pages keep the house style', () => {
  const root = join(import.meta.dirname, '..', '..');
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md') && name !== 'rules.md');
  for (const page of ['README.md', ...pages.map((name) => `docs/${name}`)]) {
    checkWords(readFileSync(join(root, page), 'utf8'), page);
  }
});
