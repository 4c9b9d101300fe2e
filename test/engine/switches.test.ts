import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppliesTo } from '../../src/engine/applies.ts';
import { gatesOf } from '../../src/engine/gates-of.ts';
import { defineRule } from '../../src/engine/rule.ts';
import { type SwitchReader, switchMatches } from '../../src/engine/switches.ts';
import type { Assign } from '../../src/python/syntax/index.ts';
import { documentOf } from '../virtual-files.ts';

interface Seen {
  readonly line: string;
  readonly guard: string | null;
}

/** Finds assignments, and returns all of them with their guards. */
const ASSIGNMENTS: SwitchReader<{ readonly node: Assign }, Seen> = {
  find: (doc) => doc.python.nodes('Assign').map((node) => ({ node })),
  judge: (places, { text }) =>
    places.map(({ node, guard }) => ({
      line: text.slice(node.start, node.end),
      guard: guard?.test == null ? null : text.slice(guard.test.start, guard.test.end),
    })),
  severityOf: () => undefined,
};

const CODE = `import os

class DevelopmentConfig:
    A = 1

class ProductionConfig:
    B = 1

C = 1
if os.environ.get("DEBUG"):
    D = 1
`;

const linesIn = (path: string, appliesTo: AppliesTo): readonly string[] =>
  switchMatches(documentOf(CODE, path), ASSIGNMENTS, appliesTo).map(({ line }) => line);

test('a reader only gets the switches of contexts in which the rule applies', () => {
  assert.deepEqual(linesIn('shop/settings.py', 'deployed'), ['B = 1', 'C = 1', 'D = 1']);
  assert.deepEqual(linesIn('shop/settings.py', 'production'), ['B = 1']);
  assert.deepEqual(linesIn('shop/settings/dev.py', 'deployed'), ['B = 1']);
  assert.deepEqual(linesIn('shop/settings.py', 'everywhere'), ['A = 1', 'B = 1', 'C = 1', 'D = 1']);
});

test('a reader gets a guarded switch with its guard', () => {
  const matches = switchMatches(documentOf(CODE, 'shop/settings.py'), ASSIGNMENTS, 'deployed');
  assert.deepEqual(
    matches.map(({ guard }) => guard),
    [null, null, 'os.environ.get("DEBUG")'],
  );
});

test('a file is read once for all rules that apply to the same contexts', () => {
  const doc = documentOf(CODE, 'shop/settings.py');
  const first = switchMatches(doc, ASSIGNMENTS, 'deployed');
  assert.equal(switchMatches(doc, ASSIGNMENTS, 'deployed'), first);
  assert.notEqual(switchMatches(doc, ASSIGNMENTS, 'everywhere'), first);
});

test('a rule about switches that names no words is asked about every Python file', () => {
  const rule = defineRule({
    id: 'any-assignment',
    kinds: ['python'],
    triggers: [],
    on: { switches: ASSIGNMENTS },
    appliesTo: 'everywhere',
    guarded: 'counts',
    severity: 'warning',
    fix: null,
    summary: 'An assignment',
    why: 'None.',
    bad: 'A = 1\n',
    good: '',
    *switch() {},
  });
  const [gate] = gatesOf([rule]);
  assert.equal(gate?.signsOf.python ?? gate?.signs, null);
});
