import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { resolveNames } from '../../src/python/names/resolve-names.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { type Evaluation, evaluate, type PyValue } from '../../src/python/worth/index.ts';
import { floatText } from '../../src/python/worth/values.ts';
import { IS_CI } from '../is-ci.ts';
import { PACKAGES, ROOT } from './corpus.ts';
import { makePrograms, type Program, VARIABLES } from './evaluate-programs.ts';

const skip = existsSync(`${PACKAGES}/environs`) || IS_CI ? false : 'not installed: npm run oracles';
const STATES = [null, 'False', '0', 'True'] as const;

type Answer = readonly ['value', unknown] | readonly ['raises' | 'stopped', string] | readonly ['other', boolean];

function runInPython(programs: readonly Program[]): readonly (readonly Answer[])[] {
  const { stdout, stderr, status } = spawnSync('python3', [`${ROOT}/test/oracles/evaluate_run.py`], {
    input: JSON.stringify({
      variables: VARIABLES,
      states: STATES,
      programs: programs.map(({ prelude, expression }) => [prelude, expression]),
    }),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONPATH: PACKAGES, PYTHONHASHSEED: '0' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** How evaluate_run.py spells a value. */
function tagged(value: PyValue): unknown {
  if (value === null) return ['none'];
  if (typeof value === 'boolean') return ['bool', value];
  if (typeof value === 'string') return ['str', value];
  if (typeof value === 'number' || typeof value === 'bigint') return ['int', String(value)];
  if ('float' in value) return ['float', floatText(value.float)];
  if ('bytes' in value) return ['bytes', value.bytes];
  if ('tuple' in value) return ['tuple', value.tuple.map(tagged)];
  if ('list' in value) return ['list', value.list.map(tagged)];
  if ('set' in value) return ['set', value.set.map(tagged).sort(byJson)];
  return ['dict', value.dict.map(([key, item]) => [tagged(key), tagged(item)])];
}

const byJson = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Why our answer is impossible, or null. */
function difference(ours: Evaluation, theirs: Answer): string | null {
  if (theirs[0] === 'stopped') return null;
  if (ours.state === 'raises') return theirs[0] === 'raises' ? null : 'ours raises';
  if (ours.state === 'known') {
    if (theirs[0] !== 'value') return 'ours is known';
    const mine = tagged(ours.value);
    const same =
      Array.isArray(mine) && mine[0] === 'set'
        ? JSON.stringify(mine) === JSON.stringify(['set', [...(theirs[1] as [string, unknown[]])[1]].sort(byJson)])
        : JSON.stringify(mine) === JSON.stringify(theirs[1]);
    return same ? null : `ours is ${JSON.stringify(mine)}`;
  }
  if (ours.truthy === undefined) return null;
  if (theirs[0] === 'other') return theirs[1] === ours.truthy ? null : 'ours has another truth';
  if (theirs[0] !== 'value') return null;
  return truthOf(theirs[1] as readonly [string, unknown]) === ours.truthy ? null : 'ours has another truth';
}

function truthOf([kind, value]: readonly [string, unknown]): boolean {
  if (kind === 'int') return value !== '0';
  if (kind === 'float') return Number(value) !== 0;
  return kind === 'none' ? false : Array.isArray(value) ? value.length > 0 : Boolean(value);
}

test('expressions have the values that CPython and the libraries give them', { skip }, () => {
  const seed = Number(process.env.ORACLE_SEED ?? 20261123);
  const programs = makePrograms(Number(process.env.ORACLE_COUNT ?? 4000), seed);
  const answers = runInPython(programs);
  const differences: string[] = [];
  let told = 0;
  let asked = 0;
  for (const [index, { prelude, expression }] of programs.entries()) {
    const file = parsePython(`${prelude}see(${expression})\n`);
    assert.deepEqual(file.problems, [], `${prelude}see(${expression})`);
    const call = file.nodes('Call').findLast(({ func }) => func.kind === 'Name' && func.name === 'see');
    const argument = call?.args[0];
    assert.ok(argument);
    const names = resolveNames(file);
    for (const [number, state] of STATES.entries()) {
      const ours = evaluate(argument, names, () => state);
      const theirs = answers[index]![number]!;
      if (theirs[0] !== 'stopped') {
        asked++;
        if (ours.state !== 'unknown') told++;
      }
      const found = difference(ours, theirs);
      if (found === null) continue;
      const code = prelude.slice(prelude.lastIndexOf('    return result\n'));
      differences.push(`with ${state}: ${found}, CPython ${JSON.stringify(theirs)}\n${code}see(${expression})`);
    }
  }
  const share = told / asked;
  if (process.env.ORACLE_VERBOSE) process.stdout.write(`${asked} asked, ${told} told, ${differences.length} differ\n`);
  assert.equal(differences.length, 0, differences.slice(0, 12).join('\n\n'));
  // An evaluator that never answered would never differ.
  assert.ok(share > 0.6, `${told} of ${asked} are told`);
});
