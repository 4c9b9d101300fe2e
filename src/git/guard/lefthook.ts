import { dirname, isAbsolute, join, relative } from 'node:path';
import { compileGlobs } from '../../config/glob.ts';
import { trimEndOf } from '../../formats/trim-end.ts';
import { listOf, type Plain, type PlainTable, readPlain, tableOf, textsOf } from './plain-config.ts';
import { allOf, type Result, type ScriptPlace, type World } from './world.ts';

/** https://lefthook.dev/configuration (2026-11). Those without a dot may also be in .config. */
const EXTENSIONS = ['yml', 'yaml', 'toml', 'json', 'jsonc'];
const PREFIXES = ['', '.', '.config/'];

interface Loaded {
  readonly config: PlainTable;
  readonly files: readonly string[];
}

/** The result of `lefthook run pre-commit`. */
export function lefthookResult(place: ScriptPlace, world: World): Result {
  const { env, root } = world;
  if (env.LEFTHOOK === '0' || env.LEFTHOOK === 'false') return 'passes';
  const { config, files } = loadLefthook(root, env.LEFTHOOK_CONFIG);
  const hook = tableOf(config['pre-commit']);
  if (listOf(config.remotes).length > 0) world.opaque.add('what lefthook.yml takes from remotes');
  if (isSkipped(hook)) return 'passes';
  const left = (env.LEFTHOOK_EXCLUDE ?? '').split(',');
  const excluded = [...textsOf(hook.exclude_tags), ...left];
  const results = jobsOf(hook).flatMap((job): Result[] => {
    const isExcluded = [...textsOf(job.tags), ...textsOf(job.name)].some((tag) => excluded.includes(tag));
    return isExcluded || isSkipped(job) ? [] : [jobResult(job, config, place, world)];
  });
  const result = allOf(results);
  if (result === 'fails' && world.finds) for (const file of files) world.named.add(relative(root, file));
  return result;
}

function jobResult(job: PlainTable, config: PlainTable, place: ScriptPlace, world: World): Result {
  const globs = textsOf(job.glob);
  const own = typeof job.root === 'string' ? `${trimEndOf(job.root, '/')}/` : '';
  const inside = world.samples.filter((path) => own === '' || path.startsWith(own));
  // gobwas: a star crosses folders.
  const matches = compileGlobs(globs.map((glob) => glob.replace(/^\*(?!\*)/, '**/*')));
  const excludes = compileGlobs(textsOf(job.exclude));
  const paths = inside.length > 0 ? inside : [`${own}settings.py`];
  if (!paths.some((path) => (globs.length === 0 || matches(path)) && !excludes(path))) return 'passes';
  const cwd = join(world.root, own);
  const inner = { ...place, cwd, depth: place.depth + 1, stopsAtErrors: false };
  if (typeof job.run === 'string')
    return world.shell(job.run.replaceAll(/\{(?:staged_files|all_files|files|push_files|\d)\}/g, 'a.py'), inner);
  if (typeof job.script !== 'string') return 'passes';
  for (const folder of [config.source_dir_local ?? '.lefthook-local', config.source_dir ?? '.lefthook']) {
    if (typeof folder !== 'string') continue;
    const file = join(world.root, folder, 'pre-commit', job.script);
    const text = world.read(file);
    if (text !== null) return world.script(file, text, { ...inner, name: file });
  }
  return 'passes';
}

/** Jobs, commands and scripts, with groups flattened. */
function jobsOf(hook: PlainTable): PlainTable[] {
  const named = (table: PlainTable, more: (name: string) => PlainTable): PlainTable[] =>
    Object.entries(table).map(([name, job]) => ({ name, ...tableOf(job), ...more(name) }));
  return [
    ...named(tableOf(hook.commands), () => ({})),
    ...named(tableOf(hook.scripts), (script) => ({ script })),
    ...flatJobs(listOf(hook.jobs)),
  ];
}

function flatJobs(jobs: readonly Plain[]): PlainTable[] {
  return jobs.map(tableOf).flatMap((job) => {
    const group = tableOf(job.group);
    return group.jobs === undefined || isSkipped(job) ? [job] : flatJobs(listOf(group.jobs));
  });
}

/** `skip: true`; `only: false`. Conditions (a merge, a branch) are about other commits. */
const isSkipped = ({ skip, only }: PlainTable): boolean => skip === true || only === false;

/** The main configuration, what it extends, and the local one, which overrides both. */
function loadLefthook(root: string, given: string | undefined): Loaded {
  const files: string[] = [];
  let config: PlainTable = {};
  const add = (file: string, depth: number): void => {
    const read = tableOf(readPlain(file));
    if (Object.keys(read).length === 0) return;
    files.push(file);
    config = mergeTables(config, read);
    if (depth > 4) return;
    for (const other of textsOf(read.extends))
      add(isAbsolute(other) ? other : join(depth === 0 ? root : dirname(file), other), depth + 1);
  };
  const main = given ?? firstFile(root, 'lefthook');
  if (main !== null) add(isAbsolute(main) ? main : join(root, main), 0);
  const local = firstFile(root, 'lefthook-local');
  if (local !== null) add(join(root, local), 0);
  return { config, files };
}

function firstFile(root: string, name: string): string | null {
  for (const prefix of PREFIXES) {
    for (const extension of EXTENSIONS) {
      const file = `${prefix}${name}.${extension}`;
      if (readPlain(join(root, file)) !== null) return file;
    }
  }
  return null;
}

/** Merges tables, and jobs by name. Later ones take precedence. */
function mergeTables(first: PlainTable, second: PlainTable): PlainTable {
  const result: Record<string, Plain | undefined> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const old = result[key];
    if (key === 'jobs' && Array.isArray(old) && Array.isArray(value))
      result[key] = mergeJobs(old as Plain[], value as Plain[]);
    else if (isTable(old) && isTable(value)) result[key] = mergeTables(old, value) as Plain;
    else result[key] = value;
  }
  return result;
}

const isTable = (value: Plain | undefined): value is PlainTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mergeJobs(first: readonly Plain[], second: readonly Plain[]): Plain[] {
  const result = [...first];
  for (const job of second) {
    const { name } = tableOf(job);
    const at = name === undefined ? -1 : result.findIndex((one) => tableOf(one).name === name);
    if (at === -1) result.push(job);
    else result[at] = mergeTables(tableOf(result[at]), tableOf(job)) as Plain;
  }
  return result;
}
