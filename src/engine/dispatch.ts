import { indexesIn } from '../declared/indexes.ts';
import { requirementsIn } from '../declared/requirements.ts';
import { versionGroups } from '../declared/versions.ts';
import { deploymentOf } from '../deployment/deployment.ts';
import { commandsOf } from '../deployment/file-commands.ts';
import { callMatches, sinkMatches } from '../python/names/index.ts';
import { type Import, type ImportFrom, idOf } from '../python/syntax/index.ts';
import { isGuarded } from '../settings/guards.ts';
import { settingsOf } from '../settings/reader.ts';
import { mayHoldSettings } from '../settings/watched.ts';
import { applies, contextAt, nodeAt } from './applies.ts';
import type { Context } from './context.ts';
import type { Document } from './document.ts';
import type { ImportMatch } from './match.ts';
import { memo } from './memo.ts';
import { ENDLESS, type Patience } from './patience.ts';
import type { Problem, Rule } from './rule.ts';
import { lowered, type Severity } from './severity.ts';
import { type SwitchPlace, type SwitchReader, switchMatches } from './switches.ts';

/** A problem that applies, judging by its place, guards and severity. */
export interface SettledProblem extends Problem {
  readonly severity: Severity;
}

/**
 * What a rule finds in a document. The engine checks contexts and guards, so that no rule can forget to: it drops what
 * the rule does not apply to, and lowers what counts less there. It ends early if the patience does.
 */
export function* problemsOf(rule: Rule, doc: Document, patience: Patience = ENDLESS): Generator<SettledProblem> {
  for (const problem of found(rule, doc, patience)) {
    if (patience.isOver()) return;
    const settled = settle(rule, problem, doc);
    if (settled !== null) yield settled;
  }
}

/** Passes each kind of match to its handler. */
function* found(rule: Rule, doc: Document, patience: Patience): Generator<Problem> {
  const { on } = rule;
  if (rule.mayConcern?.(doc) === false) return;
  if (on !== undefined && doc.kind === 'python') {
    if (on.calls !== undefined && rule.call !== undefined) {
      for (const match of callMatches(doc, on.calls)) {
        if (patience.isOver()) return;
        yield* rule.call(match, doc);
      }
    }
    if (on.sinks !== undefined && rule.sink !== undefined) {
      const matches = sinkMatches(doc, on.sinks, on.exceptLiterals);
      for (const match of matches) {
        if (patience.isOver()) return;
        yield* rule.sink(match, doc);
      }
    }
    if (on.imports !== undefined && rule.import !== undefined) {
      for (const match of importMatches(doc, on.imports)) yield* rule.import(match, doc);
    }
    if (on.settings !== undefined && rule.setting !== undefined && mayHoldSettings(doc, on.settings)) {
      for (const setting of settingsOf(doc)) {
        if (patience.isOver()) return;
        if (on.settings.has(setting.name)) yield* rule.setting(setting, doc);
      }
    }
    if (on.switches !== undefined && rule.switch !== undefined) yield* ofSwitches(rule, on.switches, doc);
    if (on.nodes !== undefined && rule.node !== undefined) {
      for (const kind of on.nodes) {
        for (const node of doc.python.nodes(kind)) {
          if (patience.isOver()) return;
          yield* rule.node(node, doc);
        }
      }
    }
  }
  if (on !== undefined && doc.kind !== 'python') yield* inDeployment(rule, doc, patience);
  if (on?.requirements === true || on?.indexes === true || on?.versions === true) {
    yield* inDeclarations(rule, doc, patience);
  }
  if (rule.check !== undefined) yield* rule.check(doc);
}

function* ofSwitches(rule: Rule, switches: SwitchReader<SwitchPlace, unknown>, doc: Document): Generator<Problem> {
  for (const match of switchMatches(doc, switches, rule.appliesTo)) {
    for (const problem of rule.switch!(match, doc)) {
      const severity = switches.severityOf(match, doc);
      yield severity === undefined ? problem : { severity, ...problem };
    }
  }
}

/** What a file of another kind than Python sets and runs, in the context of its stage, section or service. */
function* inDeployment(rule: Rule, doc: Document, patience: Patience): Generator<Problem> {
  const { on } = rule;
  if (on?.variables === true && rule.variable !== undefined) {
    for (const match of deploymentOf(doc).variables) {
      if (patience.isOver()) return;
      for (const problem of rule.variable(match, doc)) yield { context: match.context, ...problem };
    }
  }
  if (on?.commands !== undefined && rule.command !== undefined) {
    for (const match of on.commands === 'all' ? commandsOf(doc) : deploymentOf(doc).commands) {
      if (patience.isOver()) return;
      for (const problem of rule.command(match, doc)) yield { context: match.context, ...problem };
    }
  }
}

/** What a file declares. */
function* inDeclarations(rule: Rule, doc: Document, patience: Patience): Generator<Problem> {
  const { on } = rule;
  if (on?.requirements === true && rule.requirement !== undefined) {
    for (const match of requirementsIn(doc)) {
      if (patience.isOver()) return;
      yield* rule.requirement(match, doc);
    }
  }
  if (on?.indexes === true && rule.index !== undefined) {
    for (const match of indexesIn(doc)) {
      if (patience.isOver()) return;
      yield* rule.index(match, doc);
    }
  }
  if (on?.versions === true && rule.versions !== undefined) {
    for (const match of versionGroups(doc)) {
      if (patience.isOver()) return;
      yield* rule.versions(match, doc);
    }
  }
}

function* importMatches(doc: Document, table: ReadonlyMap<string, unknown>): Generator<ImportMatch<unknown>> {
  if (!importsOneOf(doc, table)) return;
  for (const kind of ['Import', 'ImportFrom'] as const) {
    for (const statement of doc.python.nodes(kind)) {
      for (const { module, span } of modulesOf(statement)) {
        if (table.has(module)) yield { statement, span, module, fact: table.get(module) };
      }
    }
  }
}

/** Checks what the parser recorded, so that imports only become nodes if one matters. */
function importsOneOf({ python }: Document, table: ReadonlyMap<string, unknown>): boolean {
  const { modules } = python.parsed;
  const wanted = memo(table, wordsOf);
  for (let index = 1; index < modules.length; index += 2) if (wanted.has(modules[index]!)) return true;
  return false;
}

const wordsOf = (table: ReadonlyMap<string, unknown>): ReadonlySet<number> => new Set([...table.keys()].map(idOf));

function modulesOf(
  statement: Import | ImportFrom,
): readonly { module: string; span: { start: number; end: number } }[] {
  if (statement.kind === 'Import') return statement.names.map((alias) => ({ module: topOf(alias.name), span: alias }));
  return statement.level > 0 ? [] : [{ module: topOf(statement.module), span: statement }];
}

const topOf = (module: string): string => module.split('.', 1)[0]!;

function settle(rule: Rule, problem: Problem, doc: Document): SettledProblem | null {
  const appliesTo = problem.appliesTo ?? rule.appliesTo;
  const weakerIn = problem.weakerIn ?? rule.weakerIn ?? NOWHERE;
  const own = problem.severity ?? rule.severity;
  const isPython = doc.kind === 'python';
  const isGuardedAway = isPython && rule.guarded === 'silent';
  const asksForContext = appliesTo !== 'everywhere' || weakerIn.length > 0;
  if (!asksForContext && !isGuardedAway) return { ...problem, severity: own };
  const node = isPython ? nodeAt(doc, problem.span) : null;
  const isOfClass = isPython && rule.contextOf !== 'file';
  const context = problem.context ?? (isOfClass ? contextAt(doc, node) : doc.context);
  if (!applies(appliesTo, context)) return null;
  if (isGuardedAway && node !== null && isGuarded(node, doc.names)) return null;
  return { ...problem, severity: weakerIn.includes(context) ? lowered(own) : own };
}

const NOWHERE: readonly Context[] = [];
