/** Files that only exist in a test: documents for them, and their judgement by the engine as main calls it. */
import { join } from 'node:path';
import { openPackageFacts, type PackageFacts } from '../src/advisories/package-facts.ts';
import type { Options } from '../src/cli/options.ts';
import { parseOptions } from '../src/cli/parse-options.ts';
import { type Config, NO_CONFIG } from '../src/config/config.ts';
import { type ConfigLookup, onlyConfig } from '../src/config/lookup.ts';
import { scopeOf } from '../src/config/selection.ts';
import type { Neighbours } from '../src/engine/borrowed-names.ts';
import { type Checker, createChecker, type Judged } from '../src/engine/checker.ts';
import type { Document } from '../src/engine/document.ts';
import { memo } from '../src/engine/memo.ts';
import { createProject } from '../src/engine/project.ts';
import type { JudgedProject } from '../src/engine/project-options.ts';
import type { Registry } from '../src/engine/registry.ts';
import type { AnyRule } from '../src/engine/rule.ts';
import type { Snapshot } from '../src/engine/snapshot.ts';
import * as formats from '../src/formats/parsers.ts';
import { CATALOGUE, rules } from '../src/rules/index.ts';
import { registryOf } from '../src/rules/registry.ts';

/** What a file is judged with, besides its own text. */
export interface Surroundings {
  /** Siblings in the same snapshot: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  /** The same path before the change. Without it, every line counts as changed. */
  readonly base?: string;
  /** YYYY-MM-DD; default 2026-11-23. */
  readonly date?: string;
  readonly config?: Partial<Config>;
  /** What is known about packages. Default: the built-in index. */
  readonly facts?: PackageFacts;
  /** The command line. */
  readonly argv?: readonly string[];
}

const DATE = '2026-11-23';
/** Relative to build/test. */
const BUILT_IN = join(import.meta.dirname, '..', '..', 'data', 'advisories.idx');

/** The judgement of one file, and a checker for other versions of it. */
export interface VirtualRun {
  readonly checker: Checker;
  readonly judged: Judged;
}

/** @param all the rules that exist; default: the registry */
export async function judgeFile(
  path: string,
  text: string,
  surroundings: Surroundings = {},
  all: readonly AnyRule[] = rules,
): Promise<VirtualRun> {
  const { base, files = {} } = surroundings;
  const snapshot = virtualSnapshot({ ...files, [path]: text }, base === undefined ? {} : { [path]: base });
  const checker = checkerOf(snapshot, surroundings, all);
  const [judged] = await checker.check([{ path, bytes: Buffer.from(text) }]);
  return { checker, judged: judged as Judged };
}

export function checkerOf(
  snapshot: Snapshot,
  { date, config, argv, facts }: Surroundings,
  all: readonly AnyRule[],
  configs: ConfigLookup | null = null,
): Checker {
  const options = optionsOf((argv ?? []).join('\n'));
  const registry = memo(all, registryOfRules);
  const whole: Config = { ...NO_CONFIG, ...config };
  let opened: PackageFacts | null = null;
  return createChecker(configs ?? onlyConfig(whole), (own) => scopeOf(registry.catalogue.ids, options, own), {
    registry,
    snapshot,
    date: date ?? DATE,
    loadFormats: async () => formats,
    packages: () => {
      opened ??= facts ?? openPackageFacts({}, BUILT_IN, date ?? DATE);
      return opened;
    },
  });
}

/** Created once: thousands of rows share the rules. */
const registryOfRules = (all: readonly AnyRule[]): Registry => registryOf(all, CATALOGUE);

/** Read once: thousands of rows share a command line. */
const knownOptions = new Map<string, Options>();

function optionsOf(lines: string): Options {
  const options = knownOptions.get(lines) ?? parseOptions(lines === '' ? [] : lines.split('\n'));
  knownOptions.set(lines, options);
  return options;
}

export function virtualSnapshot(
  files: Readonly<Record<string, string>>,
  bases: Readonly<Record<string, string>> = {},
): Snapshot {
  const paths = Object.keys(files);
  const textOf = (path: string): string | undefined => (Object.hasOwn(files, path) ? files[path] : undefined);
  return {
    read(path) {
      const text = textOf(path);
      return text === undefined ? null : Buffer.from(text);
    },
    bases: (path) => (bases[path] === undefined ? [] : [{ path, bytes: Buffer.from(bases[path]) }]),
    exists: (path) => textOf(path) !== undefined || paths.some((other) => other.startsWith(`${path}/`)),
    mayHaveFolder: (path) => paths.some((other) => other.startsWith(`${path}/`)),
    paths: () => paths,
    neighbours: virtualNeighbours(files),
  };
}

function virtualNeighbours(files: Readonly<Record<string, string>>): Neighbours {
  return {
    list(folder) {
      const inside = Object.keys(files).filter((path) => folder === '' || path.startsWith(`${folder}/`));
      return new Set(inside.map((path) => path.slice(folder === '' ? 0 : folder.length + 1).split('/', 1)[0]!));
    },
    text: (path) => (Object.hasOwn(files, path) ? (files[path] as string) : null),
  };
}

/** Documents of a virtual snapshot, to test the layers between text and rules. */
export function projectOf(
  files: Readonly<Record<string, string>>,
  bases: Readonly<Record<string, string>> = {},
): JudgedProject {
  const { exists, mayHaveFolder, paths, neighbours } = virtualSnapshot(files, bases);
  return createProject({
    readText: (path) => (Object.hasOwn(files, path) ? { text: files[path] as string, problems: [] } : null),
    bases: (path) => (bases[path] === undefined ? [] : [{ path, text: bases[path], problems: [] }]),
    exists,
    mayHaveFolder,
    paths,
    neighbours,
    date: DATE,
    settings: NO_CONFIG,
    contexts: [],
    formats: () => formats,
    packages: () => openPackageFacts({}, BUILT_IN, DATE),
  });
}

/** One document, by default a Python module `app.py`. */
export function documentOf(code: string, path = 'app.py'): Document {
  return projectOf({ [path]: code }).document(path) as Document;
}
