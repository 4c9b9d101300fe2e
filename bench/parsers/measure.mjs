// Reads Python with our parser, with @lezer/python and with web-tree-sitter, by turns in one run: in fresh processes,
// warm, and how much memory the trees hold. Usage: npm run bench:parsers
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
const CACHE = join(ROOT, '.cache', 'bench');
const DJANGO = join(ROOT, '.cache', 'oracles', 'django');
const ROUNDS = 11;
const PARSERS = ['ours', 'lezer', 'treeSitter'];

const env = { ...process.env };
// It costs Node 20 about 37 ms at the start and has nothing to do with what we measure.
delete env.NODE_EXTRA_CA_CERTS;

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return stdout;
}

function pythonFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return /^(?:site|dist)-packages$/.test(entry.name) ? [] : pythonFiles(path);
      return entry.isFile() && entry.name.endsWith('.py') ? [path] : [];
    })
    .sort();
}

const size = (paths) => paths.reduce((sum, path) => sum + statSync(path).size, 0);

/** Twelve modules of Django of about 57 kB together, one module of about 100 kB, all of Django, all of the library. */
function corpora() {
  const django = pythonFiles(DJANGO);
  const library = pythonFiles(run('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))']).trim());
  const nearest = (paths, bytes, count) =>
    [...paths].sort((a, b) => Math.abs(statSync(a).size - bytes) - Math.abs(statSync(b).size - bytes)).slice(0, count);
  return {
    '12 modules of Django': nearest(django, 4750, 12),
    'one module of 100 kB': nearest(library, 100_000, 1),
    'all of Django': django,
    'the standard library': library,
  };
}

async function bundle() {
  const options = { bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'error' };
  const ours = "export { parsePython } from './parse.ts'; export { parse } from './read.ts';";
  await build({
    ...options,
    stdin: { contents: ours, resolveDir: join(ROOT, 'src', 'python', 'syntax') },
    define: { BUNDLE_FOLDER: JSON.stringify(join(ROOT, 'dist')) },
    outfile: join(CACHE, 'ours.cjs'),
  });
  const lezer = "export { parser } from '@lezer/python';";
  await build({ ...options, stdin: { contents: lezer, resolveDir: HERE }, outfile: join(CACHE, 'lezer.cjs') });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function measure(mode, list, rounds) {
  const results = Object.fromEntries(PARSERS.map((parser) => [parser, []]));
  for (let round = 0; round < rounds; round++) {
    for (const parser of PARSERS) {
      const flags = mode === 'memory' ? ['--expose-gc'] : [];
      results[parser].push(
        Number(run(process.execPath, [...flags, join(HERE, 'child.cjs'), parser, mode, list], HERE)),
      );
    }
  }
  return PARSERS.map((parser) => median(results[parser]));
}

const HEAD =
  '| | ours | @lezer/python | web-tree-sitter | ours against the better |\n| --- | ---: | ---: | ---: | ---: |\n';

function row(name, [ours, lezer, treeSitter], unit, higherIsBetter) {
  const digits = (number) => number.toFixed(number < 10 ? 2 : 1);
  const ratio = higherIsBetter ? ours / Math.max(lezer, treeSitter) : Math.min(lezer, treeSitter) / ours;
  const cells = [ours, lezer, treeSitter].map((number) => `${digits(number)} ${unit}`);
  return `| ${name} | ${cells.join(' | ')} | ${ratio.toFixed(1)}× |\n`;
}

if (!existsSync(join(HERE, 'node_modules'))) run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'], HERE);
if (!existsSync(DJANGO)) throw new Error('Django is not installed: run `npm run oracles` first');
mkdirSync(CACHE, { recursive: true });
await bundle();

const lists = Object.entries(corpora()).map(([name, paths]) => {
  const list = join(CACHE, `${name.replaceAll(' ', '-')}.txt`);
  writeFileSync(list, paths.join('\n'));
  return { name: `${name} (${paths.length}, ${(size(paths) / 1e3).toFixed(0)} kB)`, list, isLarge: paths.length > 100 };
});

const out = (text) => process.stdout.write(text);
out(`Node ${process.versions.node}, ${cpus()[0].model.trim()}, ${availableParallelism()} cores\n`);
out('\nA fresh process: load the parser, read the files, parse them (median)\n\n');
out(HEAD);
for (const { name, list, isLarge } of lists) out(row(name, measure('cold', list, isLarge ? 1 : ROUNDS), 'ms', false));
out('\nThe same, and find every call\n\n');
out(HEAD);
for (const { name, list, isLarge } of lists) out(row(name, measure('calls', list, isLarge ? 1 : ROUNDS), 'ms', false));
out('\nWarm: throughput of the best round\n\n');
out(HEAD);
for (const { name, list } of lists) out(row(name, measure('warm', list, 1), 'MB/s', true));
out('\nMemory that the trees hold, in bytes per byte of source\n\n');
out(HEAD);
for (const { name, list } of lists.slice(1, 3)) out(row(name, measure('memory', list, 1), '', false));
