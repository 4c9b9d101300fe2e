/**
 * Every regular expression of the sources takes time linear in its input. recheck judges them
 * (https://makenowjust-labs.github.io/recheck/); what it has found safe before is listed in linear.txt, so that only new
 * and changed expressions take its time. `node build/test/redos/regular-expressions.slow.js --update` writes that list.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { IS_CI } from '../is-ci.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { expressionsIn, expressionsMade } from './expressions.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, 'test', 'redos');
const list = join(folder, 'linear.txt');
const known = new Set(existsSync(list) ? readFileSync(list, 'utf8').split('\n') : []);
const isUpdate = process.argv.includes('--update');

interface Attack {
  readonly pumps: readonly { readonly prefix: string; readonly pump: string }[];
  readonly suffix: string;
  readonly pattern: string;
}

interface Verdict {
  readonly status: 'safe' | 'vulnerable' | 'unknown';
  readonly attack?: Attack;
}

interface Recheck {
  check(source: string, flags: string, parameters: object): Promise<Verdict>;
}

function install(): boolean {
  if (existsSync(join(folder, 'node_modules', 'recheck'))) return true;
  const argv = ['ci', '--ignore-scripts', '--no-fund', '--no-audit'];
  const { status } = spawnSync('npm', argv, { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' });
  assert.ok(status === 0 || !IS_CI, 'npm ci in test/redos fails');
  return status === 0;
}

test('regular expressions are linear', async (t) => {
  if (!install()) return t.skip('recheck cannot be installed');
  const require = createRequire(join(folder, 'package.json'));
  const recheck = require('recheck') as Recheck;
  const all = new Map([...expressionsIn(join(root, 'build', 'src'), require), ...(await expressionsMade())]);
  const open = [...all].filter(([name]) => !known.has(name) && !EXCEPTIONS.has(name));
  const judged = new Map<string, string>();
  for (const [name, place] of open) judged.set(name, await problemOf(recheck, name, place));
  if (isUpdate) {
    const linear = [...all.keys()].filter((name) => known.has(name) || judged.get(name) === '');
    writeFileSync(list, `${linear.sort().join('\n')}\n`);
  }
  const problems = [...judged.values()].filter((problem) => problem !== '');
  assert.deepEqual(problems, [], 'make them linear, or say in exceptions.ts what bounds their input');
  const gone = [...EXCEPTIONS.keys()].filter((name) => !all.has(name));
  assert.deepEqual(gone, [], 'exceptions that nothing uses');
});

async function problemOf(recheck: Recheck, name: string, place: string): Promise<string> {
  const end = name.lastIndexOf('/');
  const [source, flags] = [name.slice(1, end), name.slice(end + 1)];
  const plain = flags.replaceAll(/[dv]/g, '');
  let verdict = await recheck.check(source, plain, { timeout: 20_000 });
  // Where the automaton takes too long, its inputs are searched for.
  if (verdict.status === 'unknown') verdict = await recheck.check(source, plain, { timeout: 60_000, checker: 'fuzz' });
  if (verdict.status === 'safe') return '';
  if (verdict.attack === undefined) return `${place} ${name}: recheck cannot tell`;
  return isLinearUnder(new RegExp(source, flags), verdict.attack) ? '' : `${place} ${name}: ${verdict.attack.pattern}`;
}

/** Lookarounds and bounded repetition make recheck suspicious: its own attack tells whether V8 is slow on it. */
function isLinearUnder(expression: RegExp, { pumps, suffix }: Attack): boolean {
  const length = pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  const times = Math.max(1, Math.round(20_000 / Math.max(1, length)));
  const time = (factor: number): number => {
    const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(factor * times)).join('') + suffix;
    const before = process.cpuUsage();
    text.replace(expression, '');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const least = (factor: number): number => Math.min(time(factor), time(factor), time(factor));
  return least(4) <= 9 * least(1) + 20;
}
