import type { Document } from '../../../engine/document.ts';
import type { SwitchReader } from '../../../engine/switches.ts';
import { type Binding, candidates, type Names } from '../../../python/names/index.ts';
import type { Expression } from '../../../python/syntax/index.ts';
import { evaluate, type Substitutes, truthOf } from '../../../python/worth/index.ts';
import type { Guard } from '../../../settings/guards.ts';
import { isOverridden } from '../../../settings/overrides.ts';
import { argumentSwitches } from './argument-switches.ts';
import { attributeSwitches } from './attribute-switches.ts';
import { settingSwitches } from './setting-switches.ts';
import type { SetSwitch, Switch } from './switch.ts';
import { isDebugVariable, isOffWithNothingSet, type Judgement, judge } from './verdict.ts';

/** The debug switches that a file sets itself. */
export const SET_SWITCHES: SwitchReader<Switch, SetSwitch> = {
  *find(doc) {
    yield* settingSwitches(doc);
    yield* attributeSwitches(doc);
    yield* argumentSwitches(doc);
  },

  *judge(places, { names }) {
    /** Where mistakes start that have been reported, or that a setting is to be reported for. */
    const settled = new Set<number>();
    for (const { guard, ...place } of places) {
      const match = guard === null ? judgeUnguarded(place, settled, names) : judgeGuard(place, guard, names);
      if (match === null || settled.has(match.span.start)) continue;
      if (guard !== null) settled.add(match.span.start);
      else if (place.form !== 'argument') settled.add(match.span.start).add(place.value.start);
      yield match;
    }
  },

  severityOf(match, doc) {
    if (match.verdict === 'default' && match.judgement.isIndirect) return 'warning';
    return match.fact.severity ?? (isSetOffWhereImported(match, doc) ? 'warning' : undefined);
  },
};

function judgeUnguarded(place: Switch, settled: ReadonlySet<number>, names: Names): SetSwitch | null {
  const origin = originOf(place.value, names);
  // If a setting's name is passed on (`TEMPLATE_DEBUG = DEBUG`, `app.run(debug=DEBUG)`), the mistake is the
  // setting's.
  if (settled.has(place.value.start) || (origin !== place.value && settled.has(origin.start))) return null;
  const judgement = judgeSwitch(place, names);
  const { verdict } = judgement;
  if (verdict === null) return null;
  const span = (verdict === 'default' ? schemeDefault(judgement) : null) ?? place.value;
  return { ...place, verdict, judgement, origin, span };
}

/**
 * `if os.environ.get("DEBUG"): DEBUG = True`: a branch on the text of a debug variable, which "False" and "0" also
 * take. Null for conditions that read the text correctly, and for switches that are not on there.
 */
function judgeGuard(place: Switch, { test, wanted }: Guard, names: Names): SetSwitch | null {
  if (test === null || judgeSwitch(place, names).verdict === null) return null;
  const reads = evaluate(test, names, () => null).reads.filter(({ variable }) => isDebugVariable(variable));
  const span = reads[0]?.call;
  if (span === undefined) return null;
  const isTaken = ['False', '0'].some(
    (text) => truthOf(evaluate(test, names, (variable) => (isDebugVariable(variable) ? text : null))) === wanted,
  );
  if (!isTaken) return null;
  const judgement: Judgement = { ...UNREAD, verdict: 'text', reads, condition: test };
  return { ...place, verdict: 'text', judgement, origin: originOf(place.value, names), span };
}

/** A field of a settings model is read from the environment, so a value that is on is a default that is on. */
export function judgeSwitch({ form, value, insert, fact }: Switch, names: Names, substitutes?: Substitutes): Judgement {
  if (insert !== undefined) return { ...UNREAD, verdict: 'on' };
  const judgement = judge(value, names, fact.truth, substitutes);
  if (fact.isLiteralOnly === true && judgement.reads.length > 0) return { ...judgement, verdict: null };
  if (form !== 'field' || judgement.verdict === null) return judgement;
  const isOn = judgement.verdict === 'on' || judgement.verdict === 'default';
  return { ...judgement, verdict: isOn ? 'default' : null };
}

const UNREAD = { isOff: false, isRequired: false, reads: [], isIndirect: false, marker: null, condition: null };

/** What a name or class attribute refers to, if the file binds it once. */
function originOf(value: Expression, names: Names): Expression {
  let at = value;
  for (let steps = 0; steps < 5; steps += 1) {
    const next = definitionOf(at, names);
    if (next === null) return at;
    at = next;
  }
  return at;
}

function definitionOf(at: Expression, names: Names): Expression | null {
  if (at.kind === 'Name') return onlyValue(names.bindings(at.name, at));
  if (at.kind !== 'Attribute') return null;
  const { attr } = at;
  const [holder, ...others] = names.denotations(at.value);
  if (holder?.definition?.kind !== 'ClassDef' || others.length > 0) return null;
  return onlyValue(names.members(holder.definition, attr).flatMap((state) => candidates(state).bindings));
}

function onlyValue([binding, ...others]: readonly Binding[]): Expression | null {
  return others.length > 0 ? null : (binding?.value ?? null);
}

/** The default in a scheme, separate from the lookup: `environ.Env(DEBUG=(bool, True))`. */
function schemeDefault({ reads }: Judgement): Expression | null {
  for (const { call, default: value } of reads) {
    if (value !== null && (value.start < call.start || value.end > call.end)) return value;
  }
  return null;
}

/**
 * True if this module or class is a base that is never deployed as it is: everything derived from it sets the name off.
 */
const isSetOffWhereImported = ({ name, owner }: SetSwitch, doc: Document): boolean =>
  owner !== undefined && isOverridden({ name, owner }, doc, isOffWithNothingSet);
