import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGatekeeper } from '../../src/engine/gate.ts';
import { gatesOf } from '../../src/engine/gates-of.ts';
import { lintDocument, MOST_FINDINGS } from '../../src/engine/lint.ts';
import type { LintScope } from '../../src/engine/lint-scope.ts';
import { startPatience } from '../../src/engine/patience.ts';
import { defineRule, type Problem, type Rule } from '../../src/engine/rule.ts';
import { unparsableFile } from '../../src/rules/any/unparsable-file.ts';
import { documentOf, projectOf } from '../virtual-files.ts';

const problem = (start: number, end: number, changes: Partial<Problem> = {}): Problem => ({
  span: { start, end },
  message: 'found',
  help: 'write something else',
  ...changes,
});

function rule(id: string, check: NonNullable<Rule['check']>, changes: Partial<Rule> = {}): Rule {
  return defineRule({
    id,
    kinds: ['python'],
    triggers: [],
    appliesTo: 'everywhere',
    guarded: 'counts',
    severity: 'error',
    fix: null,
    summary: id,
    why: id,
    bad: '',
    good: '',
    check,
    ...changes,
  });
}

function scopeOf(rules: readonly Rule[], changes: Partial<LintScope> = {}): LintScope {
  return {
    inForce: new Set(rules.map(({ id }) => id)),
    knownIds: new Set(rules.map(({ id }) => id)),
    severity: {},
    configFolder: '',
    ignoredFor: () => new Set(),
    blocks: (severity) => severity === 'error',
    ...changes,
  };
}

test('a rule that throws is named, and the others still run', () => {
  const rules = [
    rule('broken', function* () {
      yield problem(0, 1);
      throw new Error('no such thing');
    }),
    rule('whole', () => [problem(2, 3)]),
  ];
  const result = lintDocument(documentOf('a b\n'), rules, scopeOf(rules));
  assert.deepEqual(
    result.failures.map(({ rule: id, path }) => `${id} ${path}`),
    ['broken app.py'],
  );
  assert.deepEqual(
    result.placed.map(({ finding }) => finding.rule),
    ['broken', 'whole'],
  );
});

test('findings are sorted by place and reported once, in any order of rules', () => {
  const twice = rule('b', () => [problem(4, 5), problem(0, 1), problem(4, 5)]);
  const rules = [twice, rule('a', () => [problem(4, 5)])];
  for (const order of [rules, [...rules].reverse()]) {
    assert.deepEqual(
      lintDocument(documentOf('x = 1\n'), order, scopeOf(order)).placed.map(({ finding }) => [
        finding.rule,
        finding.start.column,
      ]),
      [
        ['b', 1],
        ['a', 5],
        ['b', 5],
      ],
    );
  }
});

test('a rule runs on files of its kinds that contain one of its words', () => {
  const rules = [
    rule('word', () => [], { triggers: ['Debug'] }),
    rule('other', () => [], { triggers: ['eval'] }),
    rule('always', () => []),
    rule('dotenv', () => [], { kinds: ['dotenv'] }),
  ];
  const chosen = (code: string): readonly string[] => createGatekeeper(gatesOf(rules)).rulesFor(documentOf(code));
  assert.deepEqual(chosen('DEBUG = 1\n'), ['word', 'always']);
  assert.deepEqual(chosen('x = 1\n'), ['always']);
});

test('severities in the configuration override those of the rule', () => {
  const rules = [rule('a', () => [problem(0, 1, { severity: 'warning' })])];
  const severityOf = (scope: LintScope) => lintDocument(documentOf('x\n'), rules, scope).placed[0]?.finding;
  assert.equal(severityOf(scopeOf(rules))?.severity, 'warning');
  assert.equal(severityOf(scopeOf(rules))?.blocks, false);
  assert.equal(severityOf(scopeOf(rules, { severity: { a: 'error' } }))?.blocks, true);
});

test('the characters of a secret are masked wherever its line or its words are shown', () => {
  const code = 'url = "https://me:s3cret-word@host"\n';
  const at = code.indexOf('s3cret');
  const rules = [
    rule('secret', () => [
      problem(0, 3, { message: 'the password s3cret-word', secrets: [{ start: at, end: at + 11 }] }),
    ]),
    rule('neighbour', () => [problem(0, 3)]),
  ];
  const { placed } = lintDocument(documentOf(code), rules, scopeOf(rules));
  for (const { finding } of placed) {
    assert.equal(finding.source, 'url = "https://me:***********@host"');
    assert.doesNotMatch(JSON.stringify(finding), /s3cret/);
  }
});

test('a secret that is the word password is masked in its line without garbling the message', () => {
  const code = 'url = "https://me:password@host"\n';
  const at = code.indexOf('password');
  const rules = [
    rule('secret', () => [problem(0, 3, { message: 'holds a password', secrets: [{ start: at, end: at + 8 }] })]),
  ];
  const finding = lintDocument(documentOf(code), rules, scopeOf(rules)).placed[0]?.finding;
  assert.equal(finding?.source, 'url = "https://me:********@host"');
  assert.equal(finding?.message, 'holds a password');
});

test('a password in a URL is masked even if no rule calls it a secret; a placeholder is shown', () => {
  const rules = [rule('a', () => [problem(0, 1)])];
  const source = (code: string) => lintDocument(documentOf(code), rules, scopeOf(rules)).placed[0]?.finding.source;
  assert.equal(source('u = "http://me:hunter2@h/"\n'), 'u = "http://me:*******@h/"');
  assert.equal(source('u = "http://me:${PASSWORD}@h/"\n'), 'u = "http://me:${PASSWORD}@h/"');
});

test('on an untouched line a finding is new if the base had none there', () => {
  const flagged = rule('a', (doc) =>
    doc.text.includes('import x') ? [problem(doc.text.indexOf('use'), doc.text.indexOf('use') + 3)] : [],
  );
  const isNew = (base: string, code: string): boolean | undefined => {
    const doc = projectOf({ 'app.py': code }, { 'app.py': base }).document('app.py');
    return doc === null ? undefined : lintDocument(doc, [flagged], scopeOf([flagged])).placed[0]?.finding.new;
  };
  assert.equal(isNew('import x\nuse\n', 'import x\nuse\nz\n'), false);
  assert.equal(isNew('import y\nuse\n', 'import x\nuse\n'), true);
  assert.equal(isNew('import x\nuse\n', 'import x\nuse()\n'), true);
  assert.equal(isNew('import x\nuse\n', 'import x\nuse\n'), true, 'equal to its base: judged whole');
});

test('a broken manifest is reported whatever words it contains; settings that no rule reads are not', () => {
  const words = rule('a', () => [], { kinds: ['toml', 'yaml'], triggers: ['debug'] });
  const rules = [words, unparsableFile];
  const isChosen = (path: string, code: string) =>
    createGatekeeper(gatesOf(rules)).rulesFor(documentOf(code, path)).includes(unparsableFile.id);
  assert.equal(isChosen('pyproject.toml', '[project\n'), true);
  assert.equal(isChosen('docker-compose.yml', 'a: [1\n'), true);
  assert.equal(isChosen('settings.yaml', 'a: [1\n'), false);
  assert.equal(isChosen('settings.yaml', 'debug: [1\n'), true);
});

test('a rule stops at a number of findings, and the result says so', () => {
  const many = rule('many', function* () {
    for (let start = 0; ; start += 1) yield problem(start, start + 1);
  });
  const other = rule('other', () => [problem(0, 1)]);
  const result = lintDocument(documentOf(`${'a'.repeat(MOST_FINDINGS)}\n`), [many, other], scopeOf([many, other]));
  assert.equal(result.placed.length, MOST_FINDINGS + 1);
  assert.deepEqual(result.leftOut, ['it has more than 50000 findings of many']);
});

test('a rule stops when the time for the file is over, and the others do not run', () => {
  const endless = rule('endless', function* () {
    for (;;) yield problem(0, 1);
  });
  let now = 0;
  const patience = startPatience(() => {
    now += 1_000;
    return now;
  });
  const other = rule('other', () => assert.fail('runs'));
  const result = lintDocument(documentOf('a\n'), [endless, other], scopeOf([endless, other]), patience);
  assert.deepEqual(result.leftOut, ['judging it takes too long']);
  assert.deepEqual([result.placed.length, result.failures], [1, []]);
});
