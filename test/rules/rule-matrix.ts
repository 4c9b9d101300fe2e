import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppliesTo } from '../../src/engine/applies.ts';
import type { Context } from '../../src/engine/context.ts';
import type { Rule } from '../../src/engine/rule.ts';
import type { Severity } from '../../src/engine/severity.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { run, type WholeCase } from './rule-run.ts';

const CONTEXTS: readonly Context[] = ['test', 'development', 'sample', 'production', 'base'];

/** What a rule's words promise, stated independently of the engine that enforces it. */
const SILENT: Readonly<Record<AppliesTo, readonly Context[]>> = {
  production: ['test', 'development', 'sample', 'base'],
  deployed: ['test', 'development', 'sample'],
  'deployed-and-tests': ['development', 'sample'],
  'not-tests': ['test'],
  everywhere: [],
};
const WEAKER: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'info' };

const GUARDS: Readonly<Record<string, string>> = {
  'if DEBUG': 'if DEBUG:\n',
  'if settings.DEBUG': 'from django.conf import settings\nif settings.DEBUG:\n',
  'if app.debug': 'from shop import app\nif app.debug:\n',
  'if a variable asks for debugging': 'import os\nif os.environ.get("SHOP_DEBUG") == "1":\n',
  'if the environment is development': 'import os\nif os.environ.get("APP_ENV") == "development":\n',
};

/** Checks the rule's bad example in every context and behind every guard against its declaration. */
export function testMatrix(rule: Rule, bad: WholeCase): void {
  const { appliesTo, guarded } = rule;
  const shippedOnce = once(() => severitiesIn(rule, bad, 'production'));
  const judgedOnce = once(() => run(rule, bad));
  for (const context of CONTEXTS) {
    const isSilent = SILENT[appliesTo].includes(context);
    test(`${rule.id} ${isSilent ? 'is silent' : 'reports'} in ${context} files`, async () => {
      const there = await severitiesIn(rule, bad, context);
      const shipped = await shippedOnce();
      assert.notDeepEqual(shipped, [], 'its bad example is silent where it ships');
      const expected = rule.weakerIn?.includes(context) ? shipped.map((severity) => WEAKER[severity]) : shipped;
      assert.deepEqual(there, isSilent ? [] : expected);
    });
  }
  if (!/\.pyw?$/.test(bad.path)) return;
  for (const [name, guard] of Object.entries(GUARDS)) {
    const isSilent = guarded === 'silent';
    test(`${rule.id} ${isSilent ? 'is silent' : 'reports'} ${name}`, async () => {
      const { judged } = await judgedOnce();
      const line = judged.result.placed[0]?.finding.start.line ?? 0;
      const guarded = await run(rule, { ...bad, code: behind(guard, bad.code, line) });
      assert.equal(guarded.judged.result.placed.length === 0, isSilent, guarded.judged.doc.text);
    });
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

async function severitiesIn(rule: Rule, file: WholeCase, context: Context): Promise<readonly Severity[]> {
  const config = { contexts: [{ matches: () => true, context }] };
  const { judged } = await run(rule, file, { config });
  return judged.result.placed.map(({ finding }) => finding.severity);
}

/** The code with the top-level statement on a line, and those after it, moved into a block. */
function behind(guard: string, code: string, line: number): string {
  const file = parsePython(code);
  const lines = code.split('\n');
  const offset = lines.slice(0, line).join('\n').length;
  const statement = file.module.body.findLast(({ start }) => start <= offset);
  const first = code.slice(0, statement?.start ?? 0).split('\n').length - 1;
  const rest = lines.slice(first).map((text) => (text === '' ? '' : `    ${text}`));
  return `${[...lines.slice(0, first), guard.trimEnd(), ...rest].join('\n')}`;
}
