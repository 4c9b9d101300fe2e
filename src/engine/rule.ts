import type { SinkArgument } from '../data/code-sinks.ts';
import type { QualifiedName } from '../data/qualified-name.ts';
import type { IndexPlace } from '../declared/indexes.ts';
import type { RequirementPlace } from '../declared/requirement-place.ts';
import type { VersionPlace } from '../declared/version-place.ts';
import type { PlacedCommand, Variable } from '../deployment/types.ts';
import { subscribe } from '../python/names/index.ts';
import { intern, type Node, type NodeKind } from '../python/syntax/index.ts';
import { watchSettings } from '../settings/puts.ts';
import type { Setting } from '../settings/setting.ts';
import type { AppliesTo } from './applies.ts';
import type { Context } from './context.ts';
import type { Document, Project } from './document.ts';
import type { Kind } from './kind.ts';
import type { CallMatch, ImportMatch, SinkMatch } from './match.ts';
import type { Severity } from './severity.ts';
import type { Edit, Span } from './span.ts';

export type Safety = 'safe' | 'unsafe';

/** Edits that belong together: all are applied or none. */
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
  /** CVSS, 0 to 10; null where it is not known. */
  readonly score: number | null;
  readonly fixed: readonly string[];
}

/** What a rule found: the place, the fact, what to write instead. The engine makes it a Finding. */
export interface Problem {
  /** A node is a span too; a guarded rule had better give one. */
  readonly span: Span;
  /** The fact and why it matters, one sentence, no full stop: 'DEBUG is on in a settings module'. */
  readonly message: string;
  /** What to write instead. */
  readonly help: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Where this problem applies, if that is narrower than the rule. */
  readonly appliesTo?: AppliesTo;
  /** Where this problem counts one degree less, if that differs from the rule. */
  readonly weakerIn?: readonly Context[];
  /** Where the flagged piece is bound to run, if a stage, section or service says more than the file. */
  readonly context?: Context;
  readonly fix?: Fix | null;
  readonly advisories?: readonly Advisory[];
  /** The characters of a secret inside the source line, masked in every report. */
  readonly secrets?: readonly Span[];
  /** What a change to the file does cannot be told: the finding is new wherever the change was made. */
  readonly hidesChange?: true;
}

interface RuleWords {
  readonly id: string;
  /** The strongest it reports. */
  readonly severity: Severity;
  readonly fix: Safety | null;
  /** A noun phrase of a few words: 'Debug switched on in settings'. */
  readonly summary: string;
  /** One to three sentences for the rule's page: what goes wrong, for whom. */
  readonly why: string;
  /** Markdown paragraphs for the rule's page, beyond `why`: what is judged how, with sources. */
  readonly details?: string;
}

/** A word, matched without regard to case, or a pattern. */
export type Trigger = string | RegExp;

/**
 * What a rule looks at. The engine looks once per file for all rules and resolves only what can be meant; each kind
 * of match goes to the handler beside it.
 */
export interface Subscriptions<CallFact, SinkFact extends SinkArgument, ImportFact> {
  /** Calls by qualified name: `call`. */
  readonly calls?: ReadonlyMap<QualifiedName, CallFact>;
  /** Functions that do something dangerous with an argument, also where they are handed on to be called: `sink`. */
  readonly sinks?: ReadonlyMap<QualifiedName, SinkFact>;
  /** True where a sink that is given a literal text is harmless: such calls are not resolved. */
  readonly exceptLiterals?: boolean;
  /** Imports by top-level module: `import`. */
  readonly imports?: ReadonlyMap<string, ImportFact>;
  /** Settings by name, however they get their value: `setting`. */
  readonly settings?: ReadonlySet<string> | ReadonlyMap<string, unknown>;
  /** Nodes by kind, in source order: `node`. */
  readonly nodes?: readonly NodeKind[];
  /** Variables that a file puts into the environment of a deployed program: `variable`. */
  readonly variables?: true;
  /** Commands: those that start the program where it is deployed, or the steps of builds and CI too: `command`. */
  readonly commands?: 'deployed' | 'all';
  /** Packages that a file requires: `requirement`. */
  readonly requirements?: true;
  /** Indexes and hosts that packages come from: `index`. */
  readonly indexes?: true;
  /** Python versions that a file declares, those of a list together: `versions`. */
  readonly versions?: true;
}

/** A rule about what is in files. */
export interface RuleSpec<CallFact, SinkFact extends SinkArgument, ImportFact> extends RuleWords {
  readonly kinds: readonly Kind[];
  /** Where it applies; the engine drops what it finds elsewhere. */
  readonly appliesTo: AppliesTo;
  /**
   * `silent`: the engine drops what only runs where somebody asked for debugging (see settings/guards.ts). Only Python
   * code has guards; a rule about other files says `counts`.
   */
  readonly guarded: 'silent' | 'counts';
  /** Where its problems count one degree less. */
  readonly weakerIn?: readonly Context[];
  readonly on?: Subscriptions<CallFact, SinkFact, ImportFact>;
  /**
   * Cheap words, matched without regard to case: a file whose text holds none of them is not parsed for this
   * rule. Empty: always run. A rule about Python that subscribes needs none.
   */
  readonly triggers: readonly Trigger[];
  /** The words for kinds of files where others tell; empty: always run. */
  readonly triggersOf?: Partial<Readonly<Record<Kind, readonly Trigger[]>>>;
  /**
   * What the engine has a part in: whether a file can be parsed, which syntax it is written in (free once a Python file
   * is parsed), what suppressions do. `any text`: it also reads files that nothing is known of.
   */
  readonly about?: 'parsing' | 'syntax' | 'suppressions' | 'any text';
  /** The path of the two examples; default: `app.py`. */
  readonly examplePath?: string;
  /** Siblings of the examples in the same snapshot: path to text. */
  readonly exampleFiles?: Readonly<Record<string, string>>;
  /** The day by which the examples are judged, YYYY-MM-DD; default: the day of the tests. */
  readonly exampleDate?: string;
  readonly bad: string;
  /** What stood at the path of `bad` before the change, for rules that look at the change. */
  readonly badBase?: string;
  readonly good: string;
  /**
   * The kinds of the siblings that the rule may ask the project for, besides Python and its own kinds: their
   * parsers are loaded before it runs.
   */
  readonly siblingKinds?: readonly Kind[];
  call?(match: CallMatch<CallFact>, doc: Document): Iterable<Problem>;
  sink?(match: SinkMatch<SinkFact>, doc: Document): Iterable<Problem>;
  import?(match: ImportMatch<ImportFact>, doc: Document): Iterable<Problem>;
  setting?(setting: Setting, doc: Document): Iterable<Problem>;
  node?(node: Node, doc: Document): Iterable<Problem>;
  variable?(match: Variable, doc: Document): Iterable<Problem>;
  command?(match: PlacedCommand, doc: Document): Iterable<Problem>;
  requirement?(match: RequirementPlace, doc: Document): Iterable<Problem>;
  index?(match: IndexPlace, doc: Document): Iterable<Problem>;
  versions?(match: readonly VersionPlace[], doc: Document): Iterable<Problem>;
  /** What no kind of match covers: the whole file. */
  check?(doc: Document): Iterable<Problem>;
}

export type Rule = RuleSpec<unknown, SinkArgument, unknown>;

/** A finding of a rule about paths; the span is the path itself. */
export interface PathProblem {
  readonly path: string;
  readonly message: string;
  readonly help: string;
  readonly severity?: Severity;
  /** A folder (`app/venv`) whose files are not checked otherwise. */
  readonly claims?: string;
}

/** A rule that judges what is committed by its paths, before any blob is read. */
export interface PathRule extends RuleWords {
  /** One of the paths has to match for the rule to find anything. */
  readonly paths: RegExp;
  /** Example lists of paths. */
  readonly badPaths: readonly string[];
  readonly goodPaths: readonly string[];
  /**
   * @param paths what is judged: in some order, relative to the repository's root
   * @param project the whole snapshot, of which a runner may have passed a part only
   */
  checkPaths(paths: readonly string[], project: Project): Iterable<PathProblem>;
}

export type AnyRule = Rule | PathRule;

/** Rules about paths have examples of paths, rules about files examples of text. */
export const isPathRule = (rule: AnyRule): rule is PathRule => 'checkPaths' in rule;

export function defineRule<CallFact, SinkFact extends SinkArgument, ImportFact>(
  rule: RuleSpec<CallFact, SinkFact, ImportFact>,
): Rule {
  for (const table of [rule.on?.calls, rule.on?.sinks]) if (table !== undefined) subscribe(table);
  for (const module of rule.on?.imports?.keys() ?? []) intern(module);
  watchSettings(rule.on?.settings?.keys() ?? []);
  // Handlers get the facts of the rule's own tables, and of no other.
  return rule as Rule;
}

export const definePathRule = (rule: PathRule): PathRule => rule;
