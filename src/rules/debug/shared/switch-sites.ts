import { contextAt } from '../../../engine/applies.ts';
import { type Context, isDeployed } from '../../../engine/context.ts';
import type { Document } from '../../../engine/document.ts';
import { memo } from '../../../engine/memo.ts';
import type { Span } from '../../../engine/span.ts';
import { type Binding, candidates, type Names } from '../../../python/names/index.ts';
import type { Expression } from '../../../python/syntax/index.ts';
import { evaluate, type Substitutes, truthOf } from '../../../python/worth/index.ts';
import { type Guard, guardOf } from '../../../settings/guards.ts';
import { argumentSwitches } from './argument-switches.ts';
import { attributeSwitches } from './attribute-switches.ts';
import { settingSwitches } from './setting-switches.ts';
import type { Switch } from './switch.ts';
import { isDebugVariable, type Judgement, judge } from './verdict.ts';

export interface SwitchSite extends Switch {
  readonly context: Context;
  readonly judgement: Judgement;
  /** The place of the finding: the value, or the default of a scheme that it is read with. */
  readonly span: Span;
  /** The expression that the value's name refers to, or the value itself. */
  readonly origin: Expression;
}

/**
 * Every unguarded debug switch in a Python file, judged once: it belongs to exactly one rule. Those in files and
 * classes that are not deployed are left out unless requested.
 */
export function switchSites(
  doc: Document,
  options: { readonly anyContext: boolean } | null = null,
): readonly SwitchSite[] {
  return options?.anyContext ? [...collect(doc, true)] : memo(doc, shippedSites);
}

const shippedSites = (doc: Document): readonly SwitchSite[] => [...collect(doc, false)];

function* collect(doc: Document, anyContext: boolean): Generator<SwitchSite> {
  const settled = new Set<number>();
  for (const found of switches(doc)) {
    const context = contextAt(doc, found.node);
    if (!anyContext && !isDeployed(context)) continue;
    const guard = guardOf(found.node, doc.names);
    const origin = originOf(found.value, doc.names);
    if (guard !== null) {
      const judgement = textGuard(found, guard, doc.names);
      const span = judgement?.reads[0]?.call;
      if (judgement === null || span === undefined || settled.has(span.start)) continue;
      settled.add(span.start);
      yield { ...found, context, judgement, origin, span };
      continue;
    }
    // If a setting's name is passed on (`TEMPLATE_DEBUG = DEBUG`, `app.run(debug=DEBUG)`), the mistake is the
    // setting's.
    if (settled.has(found.value.start) || (origin !== found.value && settled.has(origin.start))) continue;
    const judgement = judgeSwitch(found, doc.names);
    const span = (judgement.verdict === 'default' ? schemeDefault(judgement) : null) ?? found.value;
    if (settled.has(span.start)) continue;
    if (judgement.verdict !== null && found.form !== 'argument') settled.add(span.start).add(found.value.start);
    yield { ...found, context, judgement, origin, span };
  }
}

/**
 * `if os.environ.get("DEBUG"): DEBUG = True`: a branch on the text of a debug variable, which "False" and "0" also
 * take.
 * Null for conditions that read the text correctly, and for switches that are not on there.
 */
function textGuard(found: Switch, { test, wanted }: Guard, names: Names): Judgement | null {
  if (test === null || judgeSwitch(found, names).verdict === null) return null;
  const reads = evaluate(test, names, () => null).reads.filter(({ variable }) => isDebugVariable(variable));
  if (reads.length === 0) return null;
  const isTaken = ['False', '0'].some(
    (text) => truthOf(evaluate(test, names, (variable) => (isDebugVariable(variable) ? text : null))) === wanted,
  );
  return isTaken ? { ...UNREAD, verdict: 'text', reads, condition: test } : null;
}

function* switches(doc: Document): Generator<Switch> {
  yield* settingSwitches(doc);
  yield* attributeSwitches(doc);
  yield* argumentSwitches(doc);
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
