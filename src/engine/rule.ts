import type { SinkArgument } from '../data/code-sinks.ts';
import type { QualifiedName } from '../data/qualified-name.ts';
import type { IndexPlace } from '../declared/indexes.ts';
import type { RequirementPlace } from '../declared/requirement-place.ts';
import type { VersionPlace } from '../declared/version-place.ts';
import type { PlacedCommand, Variable } from '../deployment/types.ts';
import { subscribe } from '../python/names/index.ts';
import { intern, type Node, type NodeKind } from '../python/syntax/index.ts';
import type { Setting } from '../settings/setting.ts';
import { watchSettings } from '../settings/watched.ts';
import type { AppliesTo } from './applies.ts';
import type { Context } from './context.ts';
import type { Document, Project } from './document.ts';
import type { Kind } from './kind.ts';
import type { CallMatch, ImportMatch, SinkMatch } from './match.ts';
import type { Severity } from './severity.ts';
import type { Edit, Span } from './span.ts';
import type { SwitchPlace, SwitchReader } from './switches.ts';

export type Safety = 'safe' | 'unsafe';

/** Edits that belong together: either all are applied or none. */
export interface Fix {
  /** What it does, as an imperative: 'Set DEBUG to False'. */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly Edit[];
}

/** An advisory behind a finding about a package. */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** CVSS, 0 to 10; null if unknown. */
  readonly score: number | null;
  readonly fixed: readonly string[];
}

/** What a rule found: the place, the fact, what to write instead. The engine turns it into a Finding. */
export interface Problem {
  /** A node is a span too, and guarded rules should pass one. */
  readonly span: Span;
  /** The fact and why it matters, in one sentence without a full stop: 'DEBUG is on in a settings module'. */
  readonly message: string;
  /** What to write instead. */
  readonly help: string;
  /** If it differs from the rule's. */
  readonly severity?: Severity;
  /** Where this problem applies, if that differs from the rule. */
  readonly appliesTo?: AppliesTo;
  /** Where this problem counts one degree less, if that differs from the rule. */
  readonly weakerIn?: readonly Context[];
  /** Where the flagged piece is going to run, if a stage, section or service is more specific than the file. */
  readonly context?: Context;
  readonly fix?: Fix | null;
  readonly advisories?: readonly Advisory[];
  /** The characters of a secret in the source line, which every report masks. */
  readonly secrets?: readonly Span[];
  /** The effect of a change to the file is unknown, so the finding is new wherever the change is. */
  readonly hidesChange?: true;
}

interface RuleWords {
  readonly id: string;
  /** The highest severity that it reports. */
  readonly severity: Severity;
  readonly fix: Safety | null;
  /** A noun phrase of a few words: 'Debug switched on in settings'. */
  readonly summary: string;
  /** One to three sentences for the rule's page: what goes wrong, and for whom. */
  readonly why: string;
  /** Markdown paragraphs for the rule's page, in addition to `why`: how things are judged, with sources. */
  readonly details?: string;
}

/** A word, in any case, or a pattern. */
export type Trigger = string | RegExp;

/**
 * What a rule looks at. The engine looks once per file for all rules and resolves only candidates. Each kind of match
 * goes to the handler named after it.
 */
export interface Subscriptions<CallFact, SinkFact extends SinkArgument, ImportFact, Switch> {
  /** Calls by qualified name: `call`. */
  readonly calls?: ReadonlyMap<QualifiedName, CallFact>;
  /** Functions that do something dangerous with an argument, including when they are passed on to be called: `sink`. */
  readonly sinks?: ReadonlyMap<QualifiedName, SinkFact>;
  /** True if a sink is harmless with a literal text. Such calls are not resolved. */
  readonly exceptLiterals?: boolean;
  /** Imports by top-level module: `import`. */
  readonly imports?: ReadonlyMap<string, ImportFact>;
  /** Settings by name, whatever form sets them: `setting`. */
  readonly settings?: ReadonlySet<string> | ReadonlyMap<string, unknown>;
  /** Switches with which something is wrong, by what finds and judges them: `switch`. */
  readonly switches?: SwitchReader<SwitchPlace, Switch>;
  /** Nodes by kind, in source order: `node`. */
  readonly nodes?: readonly NodeKind[];
  /** Variables that a file puts into the environment of a deployed program: `variable`. */
  readonly variables?: true;
  /** Commands: those that start the deployed program, or also the steps of builds and CI: `command`. */
  readonly commands?: 'deployed' | 'all';
  /** Packages that a file requires: `requirement`. */
  readonly requirements?: true;
  /** Indexes and hosts that packages come from: `index`. */
  readonly indexes?: true;
  /** Python versions that a file declares, with those of a list together: `versions`. */
  readonly versions?: true;
}

/** A rule about the content of files. */
export interface RuleSpec<CallFact, SinkFact extends SinkArgument, ImportFact, Switch> extends RuleWords {
  readonly kinds: readonly Kind[];
  /** Where it applies. The engine drops what it finds elsewhere. */
  readonly appliesTo: AppliesTo;
  /**
   * `silent`: the engine drops what only runs if somebody asked for debugging (see settings/guards.ts). Only Python
   * code has guards; a rule about other files says `counts`.
   */
  readonly guarded: 'silent' | 'counts';
  /**
   * `file`: a class runs where its file does, whatever it is called. By default a class's name counts, since it may be
   * a configuration: `class ProductionConfig` in settings/dev.py is deployed.
   */
  readonly contextOf?: 'file';
  /** Where its problems count one degree less. */
  readonly weakerIn?: readonly Context[];
  readonly on?: Subscriptions<CallFact, SinkFact, ImportFact, Switch>;
  /**
   * Words that are quick to search for, in any case: a file without any of them is not parsed for this rule. Empty:
   * always run. A rule about Python that has subscriptions needs none.
   */
  readonly triggers: readonly Trigger[];
  /** The words for kinds of files that need other words. Empty: always run. */
  readonly triggersOf?: Partial<Readonly<Record<Kind, readonly Trigger[]>>>;
  /**
   * Things that the engine takes part in: whether a file can be parsed, which syntax it is written in (free once a
   * Python file is parsed), what suppressions do. `any text`: it also reads files that we know nothing about.
   */
  readonly about?: 'parsing' | 'syntax' | 'suppressions' | 'any text';
  /** The path of the two examples; default: `app.py`. */
  readonly examplePath?: string;
  /** Siblings of the examples in the same snapshot: path to text. */
  readonly exampleFiles?: Readonly<Record<string, string>>;
  /** The day for which the examples are judged, YYYY-MM-DD. Default: the day of the tests. */
  readonly exampleDate?: string;
  readonly bad: string;
  /** The previous content at the path of `bad`, for rules that look at the change. */
  readonly badBase?: string;
  readonly good: string;
  /**
   * The kinds of siblings that the rule may ask the project for, besides Python and its own kinds. Their parsers are
   * loaded before it runs.
   */
  readonly siblingKinds?: readonly Kind[];
  /** False for a file in which nothing can be a problem, whatever it calls. Asked before any name is resolved. */
  mayConcern?(doc: Document): boolean;
  call?(match: CallMatch<CallFact>, doc: Document): Iterable<Problem>;
  sink?(match: SinkMatch<SinkFact>, doc: Document): Iterable<Problem>;
  import?(match: ImportMatch<ImportFact>, doc: Document): Iterable<Problem>;
  setting?(setting: Setting, doc: Document): Iterable<Problem>;
  switch?(match: Switch, doc: Document): Iterable<Problem>;
  node?(node: Node, doc: Document): Iterable<Problem>;
  variable?(match: Variable, doc: Document): Iterable<Problem>;
  command?(match: PlacedCommand, doc: Document): Iterable<Problem>;
  requirement?(match: RequirementPlace, doc: Document): Iterable<Problem>;
  index?(match: IndexPlace, doc: Document): Iterable<Problem>;
  versions?(match: readonly VersionPlace[], doc: Document): Iterable<Problem>;
  /** For what no kind of match covers: gets the whole file. */
  check?(doc: Document): Iterable<Problem>;
}

export type Rule = RuleSpec<unknown, SinkArgument, unknown, unknown>;

/** A finding of a rule about paths. The span is the path itself. */
export interface PathProblem {
  readonly path: string;
  readonly message: string;
  readonly help: string;
  readonly severity?: Severity;
  /** A folder (`app/venv`) whose files are not checked any further. */
  readonly claims?: string;
}

/** A rule that judges what is committed by its paths, before any blob is read. */
export interface PathRule extends RuleWords {
  /** One of the paths must match for the rule to find anything. */
  readonly paths: RegExp;
  /** Example lists of paths. */
  readonly badPaths: readonly string[];
  readonly goodPaths: readonly string[];
  /**
   * @param paths what is judged, in some order, relative to the repository's root
   * @param project the whole snapshot; a runner may only have passed part of it
   */
  checkPaths(paths: readonly string[], project: Project): Iterable<PathProblem>;
}

export type AnyRule = Rule | PathRule;

/** Rules about paths have examples of paths; rules about files have examples of text. */
export const isPathRule = (rule: AnyRule): rule is PathRule => 'checkPaths' in rule;

export function defineRule<CallFact, SinkFact extends SinkArgument, ImportFact, Switch>(
  rule: RuleSpec<CallFact, SinkFact, ImportFact, Switch>,
): Rule {
  for (const table of [rule.on?.calls, rule.on?.sinks]) if (table !== undefined) subscribe(table);
  for (const module of rule.on?.imports?.keys() ?? []) intern(module);
  watchSettings(rule.on?.settings?.keys() ?? []);
  // Handlers only get the facts from the rule's own tables.
  return rule as Rule;
}

export const definePathRule = (rule: PathRule): PathRule => rule;
