import assert from 'node:assert/strict';
import { test } from 'node:test';

interface Rule {
  readonly id: string;
  readonly severity: string;
}

// The scripts are plain JavaScript: a release does not install a compiler.
const scripts = new URL('../../../scripts/release/', import.meta.url);
const { breaches, changedRules, stepOf } = (await import(new URL('policy.mjs', scripts).href)) as {
  breaches(from: string, to: string, changes: unknown, notes: string): string[];
  changedRules(before: readonly Rule[], after: readonly Rule[]): unknown;
  stepOf(from: string, to: string): string;
};
const { changelogEntry } = (await import(new URL('changelog.mjs', scripts).href)) as {
  changelogEntry(changelog: string, version: string): string;
};

test('steps between versions; before 1.0 the second number is the major one', () => {
  for (const [from, to, step] of [
    ['1.4.2', '1.4.3', 'patch'],
    ['1.4.2', '1.5.0', 'minor'],
    ['1.4.2', '2.0.0', 'major'],
    ['0.4.2', '0.4.3', 'minor'],
    ['0.4.2', '0.5.0', 'major'],
    ['0.4.2', '1.0.0', 'major'],
    ['1.0.0-rc.1', '1.0.0', 'patch'],
  ] as const) {
    assert.equal(stepOf(from, to), step, `${from} to ${to}`);
  }
});

const RULES: readonly Rule[] = [
  { id: 'calm', severity: 'warning' },
  { id: 'strict', severity: 'error' },
];
const ADDED = [...RULES, { id: 'new', severity: 'warning' }];
const ADDED_ERROR = [...RULES, { id: 'new', severity: 'error' }];
const RAISED = RULES.map(({ id }) => ({ id, severity: 'error' }));
const LOWERED = RULES.map(({ id }) => ({ id, severity: 'warning' }));
const REMOVED = RULES.slice(1);

for (const [words, rules, to, notes, expected] of [
  ['no rule changes', RULES, '1.0.1', '', []],
  ['a new rule in a minor', ADDED, '1.1.0', 'New: `new`', []],
  ['a new rule that nobody hears of', ADDED, '1.1.0', 'new things', [/does not name `new`/]],
  ['a new rule in a patch', ADDED, '1.0.1', '`new`', [/minor version/]],
  ['a new rule that blocks', ADDED_ERROR, '2.0.0', '`new`', [/begins as a warning/]],
  ['a warning becomes an error in a minor', RAISED, '1.1.0', '`calm`', []],
  ['a warning becomes an error in a patch', RAISED, '1.0.1', '`calm`', [/more severe/]],
  ['an error becomes a warning in a patch', LOWERED, '1.0.1', '`strict`', []],
  ['a rule goes in a minor', REMOVED, '1.1.0', '`calm`', [/is gone/]],
  ['a rule goes in a major', REMOVED, '2.0.0', '`calm`', []],
] as const) {
  test(`policy: ${words}`, () => {
    const found = breaches('1.0.0', to, changedRules(RULES, rules), notes);
    assert.equal(found.length, expected.length, found.join('; '));
    for (const [index, pattern] of expected.entries()) assert.match(found[index]!, pattern);
  });
}

test("the notes are the version's own section", () => {
  const changelog = '# Changelog\n\n## 1.2.10 (2026-01-02)\n\nTen\n\n## 1.2.1 (2026-01-01)\n\n- One\n\n### More\n';
  assert.equal(changelogEntry(changelog, '1.2.1'), '- One\n\n### More\n');
  assert.equal(changelogEntry(changelog, '1.2.10'), 'Ten\n');
  assert.throws(() => changelogEntry(changelog, '1.2'), /no section/);
  assert.throws(() => changelogEntry('## 1.2.1 (unreleased)\n\nOne\n', '1.2.1'), /no date/);
  assert.throws(() => changelogEntry('## 1.2.1 (2026-01-01)\n\n## 1.2.0 (2025-01-01)\n\nOld\n', '1.2.1'), /nothing/);
});
