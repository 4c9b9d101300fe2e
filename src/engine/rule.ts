import type { Document, Project } from './document.ts';
import type { Kind } from './kind.ts';
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
  readonly fixed: readonly string[];
}

/** What a rule found: the place, the fact, what to write instead. The engine makes it a Finding. */
export interface Problem {
  readonly span: Span;
  /** The fact and why it matters, one sentence, no full stop: 'DEBUG is on in a settings module'. */
  readonly message: string;
  /** What to write instead. */
  readonly help: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly fix?: Fix;
  readonly advisories?: readonly Advisory[];
  /** The characters of a secret inside the source line, masked in every report. */
  readonly secrets?: readonly Span[];
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

/** A rule about what stands in files. */
export interface Rule extends RuleWords {
  readonly kinds: readonly Kind[];
  /**
   * Cheap words, matched without regard to case: a file whose text holds none of them is not parsed for this
   * rule. Empty: always run.
   */
  readonly triggers: readonly string[];
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
   * True when the findings depend on more than the document's own path and text (a sibling, the date, the
   * change): they are not cached.
   */
  readonly looksAround?: boolean;
  /**
   * The kinds of the siblings that the rule may ask the project for, besides Python and its own kinds: their
   * parsers are loaded before it runs.
   */
  readonly siblingKinds?: readonly Kind[];
  check(doc: Document): Iterable<Problem>;
}

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

export const defineRule = (rule: Rule): Rule => rule;
export const definePathRule = (rule: PathRule): PathRule => rule;
