/**
 * Has the whole program judge every growing file and prints what that takes: seconds, processor seconds, the peak of
 * the memory, and what came of it. Ends with 1 if a run took more than ten seconds without saying what it left out.
 * Usage: node build/test/hostile/measure.js [--sizes 1,10] [--modes staged,file] [NAME...]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanEnvironment } from '../git/repository.ts';
import { CONSTRUCTS } from './constructs/constructs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '1,10' },
    modes: { type: 'string', default: 'staged,file' },
    seconds: { type: 'string', default: '60' },
  },
});

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.cjs');
/** Below the limit for a file, whose megabytes are larger. */
const MEGABYTE = 1_000_000;
const AIM = 10;
/** Tells how much memory the process took at most. */
const WATCH = `data:text/javascript,import { writeSync } from 'node:fs';
process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
writeSync(3, maxRSS / 1024 + ' ' + (userCPUTime + systemCPUTime) / 1e6); });`;

interface Measured {
  readonly seconds: number;
  readonly rest: string;
  readonly isFine: boolean;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

let worst = 0;
const slow: string[] = [];
for (const [name, construct] of Object.entries(CONSTRUCTS)) {
  if (positionals.length > 0 && !positionals.some((part) => name.includes(part))) continue;
  for (const size of values.sizes.split(',')) {
    const root = mkdtempSync(join(tmpdir(), 'antivenom-measure-'));
    try {
      const env = cleanEnvironment(root);
      const text = construct.grow(Number(size) * MEGABYTE);
      const files = { ...construct.beside, [construct.path]: text };
      execFileSync('git', ['init', '-q'], { cwd: root, env });
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      execFileSync('git', ['-c', 'core.autocrlf=false', 'add', '-f', '.'], { cwd: root, env });
      for (const mode of values.modes.split(',')) {
        const operands = mode === 'file' ? Object.keys(files) : [];
        const { seconds, rest, isFine } = measure(root, env, [...(construct.argv ?? []), '--', ...operands]);
        worst = Math.max(worst, seconds);
        if (!isFine) slow.push(`${name}, ${size} MB, ${mode}`);
        say(`${isFine ? ' ' : '!'} ${name.padEnd(38)} ${size.padStart(4)} MB ${mode.padEnd(6)} ${rest}`);
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
}
say(`\nthe longest took ${worst.toFixed(1)} s; too slow: ${slow.length === 0 ? 'none' : `\n  ${slow.join('\n  ')}`}`);
process.exitCode = slow.length === 0 ? 0 : 1;

function measure(root: string, env: NodeJS.ProcessEnv, argv: readonly string[]): Measured {
  const from = performance.now();
  const { status, signal, stdout, stderr, output } = spawnSync(
    process.execPath,
    ['--import', WATCH, CLI, '--format', 'json', ...argv],
    {
      cwd: root,
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: 1000 * Number(values.seconds),
    },
  );
  const seconds = (performance.now() - from) / 1000;
  const [memory = 0, processor = 0] = (output[3] as string).split(' ').map(Number);
  const said = status === 0 || status === 1 ? counted(stdout) : '';
  const note = stderr.trim().split('\n', 1)[0]!.slice(0, 90);
  return {
    seconds,
    // 3 names what was left out, 2 says that nothing was checked.
    isFine:
      signal === null &&
      seconds <= AIM &&
      (status === 0 || status === 1 || (stderr !== '' && !/is a bug/.test(stderr))),
    rest: `${seconds.toFixed(1).padStart(5)} s ${processor.toFixed(1).padStart(5)} s ${memory.toFixed(0).padStart(5)} MB  exit ${status ?? signal}  ${[said, note].filter(Boolean).join('; ')}`,
  };
}

function counted(report: string): string {
  const { errors, warnings, infos } = (JSON.parse(report) as { readonly summary: Readonly<Record<string, number>> })
    .summary;
  return `${errors} errors, ${warnings} warnings, ${infos} notes`;
}
