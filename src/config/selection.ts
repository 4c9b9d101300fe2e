import type { Options } from '../cli/options.ts';
import type { LintScope } from '../engine/lint-scope.ts';
import { folderOf } from '../engine/path-parts.ts';
import { isAtLeast } from '../engine/severity.ts';
import { type Catalogue, expandNames } from './catalogue.ts';
import type { Config } from './config.ts';

/**
 * The options with families expanded to rules.
 * @throws UserError for names that are neither a rule nor a family
 */
export function expandRuleOptions(options: Options, catalogue: Catalogue): Options {
  return {
    ...options,
    select: options.select === null ? null : expandNames(options.select, catalogue, '--select'),
    ignore: expandNames(options.ignore, catalogue, '--ignore'),
  };
}

/** The rules for the files of one configuration. The command line overrides it. */
export function scopeOf(known: ReadonlySet<string>, options: Options, config: Config): LintScope {
  const select = options.select ?? config.select;
  const ignore = new Set([...options.ignore, ...(options.select === null ? config.ignore : [])]);
  const chosen = [...known].filter((id) => (select === null || select.includes(id)) && !ignore.has(id));
  const failOn = options.failOn ?? config.failOn ?? 'error';
  const newOnly = options.newOnly ?? config.newOnly;
  return {
    inForce: new Set(chosen),
    knownIds: known,
    severity: config.severity,
    configFolder: folderOf(config.source ?? ''),
    ignoredFor(path) {
      const matching = config.perFileIgnores.filter((entry) => entry.matches(path));
      return new Set(matching.flatMap((entry) => entry.rules));
    },
    blocks: (severity, isNew) => failOn !== 'never' && isAtLeast(severity, failOn) && (isNew || !newOnly),
  };
}
