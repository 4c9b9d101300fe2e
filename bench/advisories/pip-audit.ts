// Compares what we say of the pins of real projects with what pip-audit says, by the same OSV records:
//   npm run compile && node build/bench/advisories/pip-audit.js EXPORT.zip FOLDER PYTHON
// FOLDER holds projects, PYTHON is of an environment with pip-audit. pip-audit asks a local service (osv_service.py)
// that answers from the export; our side judges by an index made of it. Pins are read by our place-finder, since
// pip-audit reads neither poetry's nor uv's lock.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPackageFacts, type PackageFacts } from '../../src/advisories/package-facts.ts';
import { updateIndex } from '../../src/advisories/update.ts';
import { requirementsIn } from '../../src/declared/requirements.ts';
import { kindOf } from '../../src/engine/kind.ts';
import { createProject } from '../../src/engine/project.ts';
import { roleOf } from '../../src/engine/role.ts';
import * as formats from '../../src/formats/parsers.ts';

const [exportFile, folder, python] = process.argv.slice(2);
if (exportFile === undefined || folder === undefined || python === undefined) {
  throw new Error('usage: pip-audit EXPORT.zip FOLDER PYTHON');
}
const MANIFEST =
  /(?:^|\/)(?:(?:poetry|uv|pdm|Pipfile)\.lock|pylock[^/]*\.toml|[^/]*(?:requirement|constraint)[^/]*\.txt|requirements\/[^/]*\.txt)$/;

const root = join(import.meta.dirname, '..', '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'antivenom-audit-'));
const facts = await factsOf(resolve(exportFile));
const service = spawn(python, [join(root, 'bench', 'advisories', 'osv_service.py'), exportFile], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await compare(await portOf(service));
} finally {
  service.kill();
  rmSync(scratch, { recursive: true });
}

async function compare(port: number): Promise<void> {
  const totals = {
    projects: new Set<string>(),
    files: 0,
    pins: 0,
    vulnerable: 0,
    both: 0,
    theirs: 0,
    ours: 0,
    fixes: 0,
  };
  for (const file of manifests(folder as string)) {
    const pins = pinsIn(file);
    if (pins.size === 0) continue;
    totals.files += 1;
    totals.pins += pins.size;
    totals.projects.add(relative(folder as string, file).split('/', 1)[0] as string);
    const audited = audit([...pins.values()], port);
    for (const { name, version } of pins.values()) {
      const found = facts.vulnerable({ name, version, clauses: [] });
      const ours = (found?.vulnerabilities ?? []).map(({ id, aliases }) => [id, ...aliases]);
      const theirs = audited.get(name) ?? [];
      const isIn = (one: readonly string[], others: readonly (readonly string[])[]): boolean =>
        others.some((other) => other.some((id) => one.includes(id)));
      if (ours.length > 0) totals.vulnerable += 1;
      totals.both += ours.filter((one) => isIn(one, theirs)).length;
      for (const one of ours.filter((each) => !isIn(each, theirs))) {
        totals.ours += 1;
        console.log(`ours only: ${name} ${version} ${one[0]} (${relative(folder as string, file)})`);
      }
      for (const one of theirs.filter((each) => !isIn(each, ours))) {
        totals.theirs += 1;
        console.log(`pip-audit only: ${name} ${version} ${one[0]} (${relative(folder as string, file)})`);
      }
      const fix = found?.fixed ?? found?.laterFixed ?? null;
      if (fix !== null && facts.vulnerable({ name, version: fix, clauses: [] }) === null) totals.fixes += 1;
    }
  }
  const { projects, files, pins, vulnerable, both, theirs, ours, fixes } = totals;
  console.log(
    `${projects.size} projects, ${files} files, ${pins} pins, ${vulnerable} of them vulnerable, ${fixes} with a fixed version`,
  );
  console.log(`vulnerabilities: ${both} by both, ${ours} by ours alone, ${theirs} by pip-audit alone`);
}

async function factsOf(zip: string): Promise<PackageFacts> {
  const builtIn = join(root, 'data', 'advisories.idx');
  const env = { XDG_CACHE_HOME: scratch };
  const today = '2026-11-23';
  const url = pathToFileURL(zip);
  await updateIndex({
    folder: join(scratch, 'antivenom'),
    env,
    builtIn,
    url,
    namesUrl: null,
    today,
    progress: () => () => {},
  });
  return openPackageFacts(env, builtIn, today);
}

async function portOf(child: ChildProcess): Promise<number> {
  const [chunk] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer];
  return Number(chunk.toString());
}

function manifests(top: string): readonly string[] {
  const all = readdirSync(top, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return all
    .filter((path) => MANIFEST.test(path) && !path.startsWith('rule-tables'))
    .sort()
    .map((path) => join(top, path));
}

interface Pin {
  readonly name: string;
  readonly version: string;
}

/** One version per name: the first. */
function pinsIn(file: string): ReadonlyMap<string, Pin> {
  const text = readFileSync(file, 'utf8');
  const path = relative(folder as string, file);
  if (roleOf(path, kindOf(path), text) === 'other' && kindOf(path) !== 'requirements') return new Map();
  const project = createProject({
    readText: (name) => (name === path ? { text, problems: [] } : null),
    bases: () => [],
    exists: () => false,
    mayHaveFolder: () => false,
    paths: () => [path],
    date: '2026-11-23',
    settings: { allowedIndexes: [], allowedPackages: [] },
    packages: () => facts,
    contexts: [],
    formats: () => formats,
  });
  const doc = project.document(path);
  const pins = new Map<string, Pin>();
  for (const { normalized, version, isLocal } of doc === null ? [] : requirementsIn(doc)) {
    if (version === null || isLocal || pins.has(normalized)) continue;
    pins.set(normalized, { name: normalized, version });
  }
  return pins;
}

/** The vulnerabilities of each package, as lists of their names. */
function audit(pins: readonly Pin[], port: number): ReadonlyMap<string, readonly (readonly string[])[]> {
  const file = join(scratch, 'pins.txt');
  writeFileSync(file, pins.map(({ name, version }) => `${name}==${version}\n`).join(''));
  const args = [
    '-m',
    'pip_audit',
    '--requirement',
    file,
    '--no-deps',
    '--disable-pip',
    '--format',
    'json',
    '--progress-spinner',
    'off',
  ];
  const osv = [
    '--vulnerability-service',
    'osv',
    '--osv-url',
    `http://127.0.0.1:${port}/v1/query`,
    '--cache-dir',
    join(scratch, 'cache'),
  ];
  const { stdout, stderr } = spawnSync(python as string, [...args, ...osv], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { dependencies } = JSON.parse(stdout) as {
    readonly dependencies: readonly {
      readonly name: string;
      readonly vulns?: readonly { id: string; aliases: readonly string[] }[];
    }[];
  };
  return new Map(dependencies.map(({ name, vulns = [] }) => [name, vulns.map(({ id, aliases }) => [id, ...aliases])]));
}
