// Fails if files of src/ import in a circle, from a higher layer, or past a folder's index.ts. Type imports count,
// since a reader has to follow them too.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From bottom to top: a file imports from its own layer and those below. The longest matching entry counts. */
const LAYERS = [
  [
    'engine/span.ts',
    'engine/severity.ts',
    'engine/once.ts',
    'engine/days-between.ts',
    'engine/dependencies.ts',
    'engine/path-parts.ts',
    'engine/lint-scope.ts',
    'engine/snapshot.ts',
    'engine/memo.ts',
    'engine/partition-point.ts',
    'engine/group-by.ts',
    'engine/left-out.ts',
    'engine/word-code.ts',
    'engine/value-in.ts',
    'engine/imports-in-text.ts',
    'engine/module-file.ts',
    'engine/lending-module.ts',
    'engine/borrowed-names.ts',
  ],
  ['data', 'cli'],
  ['engine/kind.ts', 'engine/role.ts', 'engine/context.ts', 'engine/settings-name.ts'],
  ['formats'],
  ['python/reader'],
  ['python/syntax', 'engine/match.ts'],
  ['python/names'],
  ['python/worth'],
  ['config', 'advisories'],
  // A file as the rules see it, with the files around it.
  [
    'engine/document.ts',
    'engine/project-options.ts',
    'engine/snapshot-document.ts',
    'engine/project.ts',
    'engine/imported-module.ts',
    'engine/line-index.ts',
    'engine/changes.ts',
  ],
  ['engine/applies.ts'],
  ['settings', 'deployment', 'declared'],
  ['engine'],
  ['python/origin', 'python/edits'],
  ['rules', 'environment'],
  ['git'],
  ['laps.ts', 'judgement.ts'],
  ['report'],
  ['quick-look.ts'],
  ['loader/loader.ts'],
  [
    'kept',
    'judge-entries.ts',
    'judge-files.ts',
    'snapshot-of-change.ts',
    'shares',
    'change.ts',
    'side.ts',
    'loosening',
    'check.ts',
    'fix.ts',
  ],
  ['commands'],
  ['main.ts'],
  ['cli.ts', 'loader'],
];

/** Folders that may only be imported through their index.ts, once they have one. */
const ENTERED_BY_INDEX = ['python/syntax', 'python/names', 'python/worth', 'python/origin', 'python/edits'];

/** Also allowed: numbers of the flat rows, imported with `import * as K` so that the bundler inlines them. */
const ALSO_ALLOWED = new Set(['python/syntax/tree.ts']);

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src');

/** A path below src/ to the paths that it imports. */
const imports = new Map(
  readdirSync(source, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => [path, importsOf(path)]),
);

const problems = [...circles(), ...upward(), ...bypassingIndex()];
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`${problems.length} ${problems.length === 1 ? 'import' : 'imports'} that the layers do not allow`);
  process.exitCode = 1;
}

function importsOf(path) {
  const text = readFileSync(join(source, path), 'utf8');
  const found = [...text.matchAll(/(?:^(?:im|ex)port\s(?:[^;']*\sfrom\s)?|\bimport\()'(\.[^']+)'/gm)];
  const targets = found.map(([, name]) => join(dirname(path), name).replaceAll('\\', '/'));
  return [...new Set(targets.filter((target) => target.endsWith('.ts')))];
}

/** One circle for every file that is still in one after leaving out the circles already counted. */
function circles() {
  const found = [];
  const seen = new Set();
  for (const path of imports.keys()) {
    if (seen.has(path)) continue;
    const circle = cycleFrom(path);
    if (circle === null) continue;
    for (const step of circle) seen.add(step);
    found.push(`circle: ${[...circle, path].map((step) => `src/${step}`).join(' → ')}`);
  }
  return found;
}

/** The shortest chain of imports from a file back to itself; null if there is none. */
function cycleFrom(start) {
  const from = new Map();
  const queue = [start];
  for (const path of queue) {
    for (const next of imports.get(path) ?? []) {
      if (next === start) {
        const way = [path];
        while (way[0] !== start) way.unshift(from.get(way[0]));
        return way;
      }
      if (from.has(next)) continue;
      from.set(next, path);
      queue.push(next);
    }
  }
  return null;
}

function upward() {
  const unlisted = [...imports.keys()].filter((path) => layerOf(path) === null);
  return [
    ...unlisted.map((path) => `no layer: src/${path}; scripts/check-layers.mjs lists them`),
    ...everyImport(([path, target]) => {
      const [here, there] = [layerOf(path), layerOf(target)];
      if (here === null || there === null || there.level <= here.level) return null;
      return `upwards: src/${path} imports src/${target}: ${here.name} is below ${there.name}`;
    }),
  ];
}

function layerOf(path) {
  const entries = LAYERS.flatMap((names, level) => names.map((name) => ({ name, level })));
  const fitting = entries.filter(({ name }) => path === name || path.startsWith(`${name}/`));
  return fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
}

function bypassingIndex() {
  const folders = ENTERED_BY_INDEX.filter((folder) => existsSync(join(source, folder, 'index.ts')));
  return everyImport(([path, target]) => {
    const folder = folders.find((entered) => target.startsWith(`${entered}/`) && !path.startsWith(`${entered}/`));
    if (folder === undefined || target === `${folder}/index.ts` || ALSO_ALLOWED.has(target)) return null;
    return `past an index: src/${path} imports src/${target}; take it from src/${folder}/index.ts`;
  });
}

function everyImport(problemOf) {
  const pairs = [...imports].flatMap(([path, targets]) => targets.map((target) => [path, target]));
  return pairs.map(problemOf).filter((problem) => problem !== null);
}
