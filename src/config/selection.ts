import type { Options } from '../cli/options.ts';
import { isAtLeast } from '../engine/finding.ts';
import type { LintScope } from '../engine/lint-scope.ts';
import type { AnyRule, PathRule, Rule } from '../engine/rule.ts';
import { type Config, folderOf, requireRule } from './config.ts';

/** Rules about paths have examples of paths, rules about files examples of text. */
export function isPathRule(rule: AnyRule): rule is PathRule {
  return 'checkPaths' in rule;
}

export function ruleIds(rules: readonly AnyRule[]): ReadonlySet<string> {
  return new Set(rules.map((rule) => rule.id));
}

/** @throws UserError for ids on the command line that no rule has */
export function checkRuleOptions(options: Options, known: ReadonlySet<string>): void {
  for (const id of options.select ?? []) requireRule(id, known, '--select names');
  for (const id of options.ignore) requireRule(id, known, '--ignore names');
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
