import type { Node } from '../python/syntax/index.ts';
import { type Guard, guardOf } from '../settings/guards.ts';
import { type AppliesTo, applies, contextAt } from './applies.ts';
import type { Document } from './document.ts';
import { memo } from './memo.ts';
import type { Severity } from './severity.ts';

export interface SwitchPlace {
  /** The statement, keyword or item that sets the switch. */
  readonly node: Node;
}

export type Guarded<Place> = Place & { readonly guard: Guard | null };

/**
 * How the rules of a family find and judge switches. The engine asks once per file, and settles contexts and guards.
 * With other matches it drops what is guarded. Here it says so and leaves it to the reader, because the guard may be
 * the mistake: `if os.environ.get("DEBUG"): DEBUG = True` is on for "False" too.
 */
export interface SwitchReader<Place extends SwitchPlace, Match> {
  find(doc: Document): Iterable<Place>;
  /** What is wrong with the switches that apply. All at once, because one mistake may reach several of them. */
  judge(places: readonly Guarded<Place>[], doc: Document): Iterable<Match>;
  /** The severity of a problem with it, if that differs from the rule's. */
  severityOf(match: Match, doc: Document): Severity | undefined;
}

/** The switches with which something is wrong, where a rule with this `appliesTo` applies. */
export function switchMatches<Place extends SwitchPlace, Match>(
  doc: Document,
  reader: SwitchReader<Place, Match>,
  appliesTo: AppliesTo,
): readonly Match[] {
  const answers = memo(doc, noAnswers);
  const known = answers.find((answer) => answer.reader === reader && answer.appliesTo === appliesTo);
  if (known !== undefined) return known.matches as readonly Match[];
  const places: Guarded<Place>[] = [];
  for (const place of reader.find(doc)) {
    if (!applies(appliesTo, contextAt(doc, place.node))) continue;
    places.push({ ...place, guard: guardOf(place.node, doc.names) });
  }
  const matches = [...reader.judge(places, doc)];
  answers.push({ reader, appliesTo, matches });
  return matches;
}

interface Answer {
  readonly reader: object;
  readonly appliesTo: AppliesTo;
  readonly matches: readonly unknown[];
}

const noAnswers = (_doc: Document): Answer[] => [];
