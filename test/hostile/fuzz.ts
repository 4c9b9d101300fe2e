/**
 * Mutates the rules' examples and the growing constructs and has the whole program judge them, staged, as FILE and with
 * --fix. Checked are: no crash, places inside the file, the same findings in all modes, fixes that touch what they say
 * and nothing else, and a second --fix that finds nothing to do.
 * Usage: node build/test/hostile/fuzz.js [FILES [SEED...]]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changedLines } from '../../src/engine/changes.ts';
import { isPathRule } from '../../src/engine/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { cleanEnvironment } from '../git/repository.ts';
import { mutate, randomNumbers } from '../oracles/mutants.ts';
import { runMain } from '../run-main.ts';
import { CONSTRUCTS } from './constructs/constructs.ts';

interface Sample {
  readonly path: string;
  readonly text: string;
}

interface Found {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fixed: boolean;
  readonly fix: null | { readonly edits: readonly { readonly line: number; readonly endLine: number }[] };
}

const [count = '30000', ...seeds] = process.argv.slice(2);
const BATCH = Number(process.env.FUZZ_BATCH ?? 250);
const SMALL = 400;
const SAMPLES: readonly Sample[] = [
  ...rules.flatMap((rule) => {
    if (isPathRule(rule)) return [];
    const path = rule.examplePath ?? 'app/module.py';
    return [rule.bad, rule.good].map((text) => ({ path, text: text.endsWith('\n') ? text : `${text}\n` }));
  }),
  ...Object.values(CONSTRUCTS).map(({ path, grow }) => ({ path, text: grow(SMALL) })),
];

/** What stands in files of people without care, and of people with too much of it. */
const HOSTILE = [
  '\r',
  '\r\n',
  '\0',
  '\ufeff',
  '\u202e',
  '\f',
  '\t',
  '\u2028',
  '💥',
  'ｅｖａｌ',
  '\\\n',
  '# nosec',
  '# noqa: S307',
  '{{ x }}',
  '${X:-',
  '<<EOF\n',
  '&a ',
  '*a',
  '!!python/object ',
  '|\n',
  '\n---\n',
  '"""',
  "'''",
  '# antivenom: ignore[dynamic-code] x',
  '# antivenom: ignore-file[debug-setting] y\n',
  '\ud800',
];

function mutant(random: (below: number) => number): Sample {
  const { path, text } = SAMPLES[random(SAMPLES.length)] as Sample;
  let mutated = text;
  for (let times = 1 + random(3); times > 0; times -= 1) {
    const at = random(mutated.length + 1);
    switch (random(6)) {
      case 0:
        mutated = mutated.slice(0, at) + HOSTILE[random(HOSTILE.length)] + mutated.slice(at);
        break;
      case 1: {
        const other = (SAMPLES[random(SAMPLES.length)] as Sample).text;
        mutated = mutated.slice(0, at) + other.slice(random(other.length));
        break;
      }
      case 2:
        mutated = random(2) === 0 ? mutated.replaceAll('\n', '\r\n') : `${mutated}${mutated}`;
        break;
      default:
        mutated = mutate(mutated, random);
    }
  }
  return { path, text: mutated };
}

const problems: string[] = [];
let findings = 0;
let fixes = 0;

for (const seed of seeds.length === 0 ? ['1'] : seeds) {
  const random = randomNumbers(Number(seed));
  const share = Math.ceil(Number(count) / Math.max(1, seeds.length));
  for (let done = 0; done < share; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, share - done) }, () => mutant(random));
    await judgeBatch(batch, `seed ${seed}, from ${done}`);
    process.stderr.write(
      `seed ${seed}: ${done + batch.length} files, ${findings} findings, ${fixes} fixed, ${problems.length} problems\n`,
    );
  }
  process.stdout.write(
    `seed ${seed}: ${share} files, ${findings} findings, ${fixes} fixed, ${problems.length} problems\n`,
  );
}
process.exitCode = problems.length === 0 ? 0 : 1;

function placeOf({ rule, path, line, column }: Found): string {
  return `${rule} ${path}:${line}:${column}`;
}

async function judgeBatch(batch: readonly Sample[], name: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'antivenom-fuzz-'));
  try {
    const env = cleanEnvironment(root);
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, env, encoding: 'utf8' });
    git('init', '-q');
    const texts = new Map(batch.map(({ path, text }, index) => [`f${index}/${path}`, text]));
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git('-c', 'core.autocrlf=false', 'add', '-f', '.');
    const report = (path: string, what: string): void => {
      problems.push(what);
      process.stdout.write(`${name}: ${path}: ${what}\n${JSON.stringify(texts.get(path))}\n`);
    };
    const run = async (argv: readonly string[]): Promise<readonly Found[]> => {
      const { stdout, stderr, status } = await runMain({ root, env }, ['--format', 'json', '--no-config', ...argv]);
      for (const line of stderr.split('\n')) {
        const path = /\b(f\d+\/[^\s:]+)/.exec(line)?.[1] ?? '';
        if (/report it|is a bug/.test(line)) report(path, line);
      }
      if (stdout === '') {
        report('', `exit ${status}: ${stderr}`);
        return [];
      }
      return (JSON.parse(stdout) as { readonly findings: readonly Found[] }).findings;
    };
    const staged = await run([]);
    const asFiles = await run([...texts.keys()]);
    findings += staged.length;
    for (const found of staged) checkPlace(found, texts.get(found.path), report);
    const places = new Set(staged.map(placeOf));
    const others = new Set(asFiles.map(placeOf));
    for (const found of staged) if (!others.has(placeOf(found))) report(found.path, `staged only: ${placeOf(found)}`);
    for (const found of asFiles) if (!places.has(placeOf(found))) report(found.path, `FILE only: ${placeOf(found)}`);
    const fixed = (await run(['--fix', ...texts.keys()])).filter((found) => found.fixed);
    fixes += fixed.length;
    const after = new Map([...texts.keys()].map((path) => [path, readFileSync(join(root, path))]));
    for (const [path, bytes] of after) checkFix(path, texts.get(path) ?? '', bytes, fixed, report);
    await run(['--fix', ...texts.keys()]);
    for (const [path, bytes] of after) {
      if (!readFileSync(join(root, path)).equals(bytes)) report(path, 'a second --fix changes it again');
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

type Report = (path: string, what: string) => void;

function checkPlace(found: Found, text: string | undefined, report: Report): void {
  const lines = (text ?? '').replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const isInside = (line: number, column: number): boolean =>
    line >= 1 && line <= lines.length && column >= 1 && column <= [...(lines[line - 1] as string)].length + 1;
  const isForward = found.endLine > found.line || (found.endLine === found.line && found.endColumn >= found.column);
  if (text === undefined) return;
  if (!isInside(found.line, found.column) || !isInside(found.endLine, found.endColumn) || !isForward) {
    report(found.path, `outside: ${JSON.stringify(found)}`);
  }
}

/** Lines of the old text that are gone lie in an edit, or beside one: rounds move them. */
function checkFix(path: string, before: string, after: Buffer, fixed: readonly Found[], report: Report): void {
  const own = fixed.filter((found) => found.path === path);
  const text = after.toString();
  const old = Buffer.from(before).toString();
  if (own.length === 0) {
    if (text !== old) report(path, 'changed without a fix');
    return;
  }
  const edited = own.flatMap(({ fix }) => fix?.edits ?? []);
  const most = edited.reduce((sum, { line, endLine }) => sum + endLine - line + 2, 0);
  const changed = changedLines(text, old).size;
  if (changed > most) report(path, `${changed} lines changed for ${own.map(placeOf).join(', ')}`);
}
