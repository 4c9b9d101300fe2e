import type { Options } from '../cli/options.ts';
import { isAtLeast } from '../engine/finding.ts';
import type { LintScope } from '../engine/lint-scope.ts';
import type { AnyRule, PathRule, Rule } from '../engine/rule.ts';
import { type Catalogue, expandNames } from './catalogue.ts';
import { type Config, folderOf } from './config.ts';

/** Rules about paths have examples of paths, rules about files examples of text. */
export function isPathRule(rule: AnyRule): rule is PathRule {
  return 'checkPaths' in rule;
}

export function ruleIds(rules: readonly AnyRule[]): ReadonlySet<string> {
  return new Set(rules.map((rule) => rule.id));
}

/**
 * The options with families of rules written out.
 * @throws UserError for names that are neither a rule nor a family
 */
export function expandRuleOptions(options: Options, catalogue: Catalogue): Options {
  return {
    ...options,
    select: options.select === null ? null : expandNames(options.select, catalogue, '--select'),
    ignore: expandNames(options.ignore, catalogue, '--ignore'),
  };
}

export interface RuleScope extends LintScope {
  readonly pathRules: readonly PathRule[];
}

/** What is in force for the files of one configuration; the command line wins over it. */
export function scopeOf(all: readonly AnyRule[], options: Options, config: Config): RuleScope {
  const select = options.select ?? config.select;
  const ignore = new Set([...options.ignore, ...(options.select === null ? config.ignore : [])]);
  const chosen = all.filter((rule) => (select === null || select.includes(rule.id)) && !ignore.has(rule.id));
  const failOn = options.failOn ?? config.failOn ?? 'error';
  const newOnly = options.newOnly ?? config.newOnly;
  return {
    rules: chosen.filter((rule): rule is Rule => !isPathRule(rule)),
    pathRules: chosen.filter(isPathRule),
    knownIds: ruleIds(all),
    severity: config.severity,
    configFolder: folderOf(config.source ?? ''),
    ignoredFor(path) {
      const matching = config.perFileIgnores.filter((entry) => entry.matches(path));
      return new Set(matching.flatMap((entry) => entry.rules));
    },
    blocks: (severity, isNew) => failOn !== 'never' && isAtLeast(severity, failOn) && (isNew || !newOnly),
  };
}
