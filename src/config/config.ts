import { FAIL_ON, type FailOn } from '../cli/argv.ts';
import { UserError } from '../cli/errors.ts';
import { didYouMean } from '../cli/suggest.ts';
import type { ContextOverride } from '../engine/context.ts';
import { folderOf } from '../engine/path-parts.ts';
import { SEVERITIES, type Severity } from '../engine/severity.ts';
import type { ConfigTree, TreeNode } from '../formats/tree.ts';
import { type Catalogue, expandNames, requireRule } from './catalogue.ts';
import { compileGlobs, type PathMatcher, problemOfGlob } from './glob.ts';

/** The configuration of the files below one configuration file. */
export interface Config {
  /** Its path relative to the root; null if there is no configuration. */
  readonly source: string | null;
  /** Null means every rule. */
  readonly select: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly severity: Readonly<Record<string, Severity>>;
  readonly excludes: PathMatcher;
  readonly perFileIgnores: readonly { readonly matches: PathMatcher; readonly rules: readonly string[] }[];
  readonly contexts: readonly ContextOverride[];
  readonly failOn: FailOn | null;
  readonly newOnly: boolean;
  /** The baseline's path, relative to the root. */
  readonly baseline: string | null;
  readonly allowedIndexes: readonly string[];
  readonly allowedPackages: readonly string[];
  /** As written, for `antivenom config`. */
  readonly values: Readonly<Record<string, unknown>>;
}

export const NO_CONFIG: Config = {
  source: null,
  select: null,
  ignore: [],
  severity: {},
  excludes: () => false,
  perFileIgnores: [],
  contexts: [],
  failOn: null,
  newOnly: true,
  baseline: null,
  allowedIndexes: [],
  allowedPackages: [],
  values: {},
};

/** The keys and their values, as docs/antivenom.schema.json describes them. */
export const CONFIG_KEYS = [
  'select',
  'ignore',
  'severity',
  'exclude',
  'per-file-ignores',
  'contexts',
  'fail-on',
  'new-only',
  'baseline',
  'allowed-indexes',
  'allowed-packages',
] as const;
const INDEX = /^(?:https?|file|ssh):\/\/[^\s/]+|^[\w-]+(?:\.[\w-]+)*(?::\d+)?(?:\/\S*)?$/;
const PACKAGE = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;
export const CONTEXTS = ['test', 'development', 'sample', 'production', 'base'] as const;

export type TomlParser = (text: string) => ConfigTree;

/**
 * Reads one configuration file; null for a pyproject.toml without our table.
 * @param path relative to the root; globs are relative to its folder
 * @throws UserError saying what is wrong and where
 */
export function readConfig(path: string, text: string, parseToml: TomlParser, catalogue: Catalogue): Config | null {
  const tree = parseToml(text);
  const problem = tree.problems[0];
  if (problem !== undefined) {
    const line = text.slice(0, problem.start).split('\n').length;
    throw new UserError(`${path}:${line} cannot be read: ${problem.message}`);
  }
  const root = tree.roots[0] === undefined ? {} : toPlain(tree.roots[0]);
  const inProject = /(?:^|\/)pyproject\.toml$/.test(path);
  const table = inProject ? property(property(root, 'tool'), 'antivenom') : root;
  if (table === undefined) return null;
  if (!isTable(table)) throw new UserError(`${path}: tool.antivenom must be a table`);
  return configOf(path, table, catalogue);
}

/** @throws UserError saying what is wrong */
export function configOf(path: string, table: Readonly<Record<string, unknown>>, catalogue: Catalogue): Config {
  const where = `${path}: `;
  for (const key of Object.keys(table)) {
    if (!(CONFIG_KEYS as readonly string[]).includes(key)) {
      throw new UserError(`${where}unknown key ${key}${didYouMean(key, CONFIG_KEYS)}`);
    }
  }
  const strings = (key: string, value: unknown): readonly string[] => {
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw new UserError(`${where}${key} must be a list of strings`);
  };
  const ruleNames = (key: string, value: unknown): readonly string[] =>
    expandNames(strings(key, value), catalogue, `${where}${key}`);
  const entries = (key: string): (readonly [string, unknown])[] => {
    const value = table[key];
    if (value === undefined) return [];
    if (isTable(value)) return Object.entries(value);
    throw new UserError(`${where}${key} must be a table`);
  };
  const oneOf = <T extends string>(key: string, value: unknown, allowed: readonly T[]): T => {
    if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) return value as T;
    const guess = typeof value === 'string' ? didYouMean(value, allowed) : '';
    throw new UserError(`${where}${key} must be one of ${allowed.join(', ')}${guess}`);
  };
  const folder = folderOf(path);
  const matching = (key: string, pattern: RegExp, what: string): readonly string[] => {
    const values = strings(key, table[key]);
    const wrong = values.find((value) => !pattern.test(value));
    if (wrong !== undefined) throw new UserError(`${where}${key}: ${JSON.stringify(wrong)} is not ${what}`);
    return values;
  };
  const readPath = (key: string, value: unknown): string | null => {
    if (value === undefined) return null;
    const isInside =
      typeof value === 'string' && value !== '' && !/^(?:[/\\]|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)/.test(value);
    if (isInside) return folder + value.replace(/^(?:\.\/)+/, '');
    throw new UserError(`${where}${key} must be the path of a file in the folder of the configuration`);
  };
  const globs = (key: string, value: unknown): PathMatcher => {
    const patterns = strings(key, value);
    for (const pattern of patterns) {
      const problem = problemOfGlob(pattern);
      if (problem !== null)
        throw new UserError(`${where}${key}: ${JSON.stringify(pattern)} cannot be right: ${problem}`);
    }
    const matches = compileGlobs(patterns);
    return (file) => file.startsWith(folder) && matches(file.slice(folder.length));
  };
  const select = table.select === undefined ? null : ruleNames('select', table.select);
  if (select?.length === 0)
    throw new UserError(`${where}select is empty, so no rule would run; leave it out to run all`);
  const newOnly = table['new-only'] ?? true;
  if (typeof newOnly !== 'boolean') throw new UserError(`${where}new-only must be true or false`);
  const severity: Record<string, Severity> = {};
  for (const [id, value] of entries('severity')) {
    requireRule(id, catalogue, `${where}severity`);
    severity[id] = oneOf(`severity of ${id}`, value, SEVERITIES);
  }
  return {
    source: path,
    select,
    ignore: ruleNames('ignore', table.ignore),
    severity,
    excludes: globs('exclude', table.exclude),
    perFileIgnores: entries('per-file-ignores').map(([glob, ids]) => ({
      matches: globs('per-file-ignores', [glob]),
      rules: ruleNames(`per-file-ignores of ${glob}`, ids),
    })),
    contexts: entries('contexts').map(([name, value]) => ({
      context: oneOf('a name in contexts', name, CONTEXTS),
      matches: globs(`contexts.${name}`, value),
    })),
    failOn: table['fail-on'] === undefined ? null : oneOf('fail-on', table['fail-on'], FAIL_ON),
    newOnly,
    baseline: readPath('baseline', table.baseline),
    allowedIndexes: matching('allowed-indexes', INDEX, 'an address such as https://pypi.example.com/simple'),
    allowedPackages: matching('allowed-packages', PACKAGE, 'the name of a package'),
    values: table,
  };
}

function toPlain(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(toPlain);
  const table: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.entries) table[key.text] = value === null ? null : toPlain(value);
  return table;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function property(value: unknown, key: string): unknown {
  return isTable(value) ? value[key] : undefined;
}
