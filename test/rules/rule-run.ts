import assert from 'node:assert/strict';
import type { PackageFacts } from '../../src/advisories/package-facts.ts';
import { memo } from '../../src/engine/memo.ts';
import type { AnyRule, Rule } from '../../src/engine/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { judgeFile, type Surroundings, type VirtualRun } from '../virtual-files.ts';

export interface FileCase {
  readonly code: string;
  /** Relative to the root; default: the rule's `examplePath`. */
  readonly path?: string;
  /** Siblings in the same snapshot: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  /** The same path before the change. Without it, every line counts as changed. */
  readonly base?: string;
  /** YYYY-MM-DD; default 2026-11-23. */
  readonly date?: string;
  readonly allowedIndexes?: readonly string[];
  readonly allowedPackages?: readonly string[];
  /** What is known about packages. Default: the built-in index. */
  readonly facts?: PackageFacts;
  /** Other active rules, for a rule that is judged by what they do. */
  readonly alongside?: readonly string[];
  /** For findings that depend on the bytes of line endings. */
  readonly skipCrlf?: boolean;
}

/** A case combined with what the rule's examples say about all cases. */
export interface WholeCase extends FileCase {
  readonly path: string;
}

export function run(rule: Rule, file: WholeCase, changes: Surroundings = {}): Promise<VirtualRun> {
  return runText(rule, file, file.code, changes);
}

export async function runText(
  rule: Rule,
  file: WholeCase,
  text: string,
  changes: Surroundings = {},
): Promise<VirtualRun> {
  const { path, files, base, date, facts, alongside = [], allowedIndexes = [], allowedPackages = [] } = file;
  const all = memo(rule, withTheOthers);
  const checked = await judgeFile(
    path,
    text,
    {
      argv: ['--select', [rule.id, ...alongside].join(',')],
      ...(files === undefined ? {} : { files }),
      ...(base === undefined ? {} : { base }),
      ...(date === undefined ? {} : { date }),
      ...(facts === undefined ? {} : { facts }),
      ...changes,
      config: { allowedIndexes, allowedPackages, ...changes.config },
    },
    all,
  );
  const { doc, result } = checked.judged;
  assert.ok(rule.kinds.includes(doc.kind), `${path} is ${doc.kind}, which the rule does not read`);
  for (const { error } of result.failures) throw error;
  return checked;
}

const withTheOthers = (rule: Rule): readonly AnyRule[] => (rules.includes(rule) ? rules : [...rules, rule]);

export function placesOf({ judged }: VirtualRun): string[] {
  return judged.result.placed.map(
    ({ finding: { start, end } }) => `${start.line}:${start.column}-${end.line}:${end.column}`,
  );
}
