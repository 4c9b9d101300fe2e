import type { SwitchFact } from '../../../data/frameworks.ts';
import { contextAt } from '../../../engine/applies.ts';
import { type Context, isDeployed } from '../../../engine/context.ts';
import type { Document } from '../../../engine/document.ts';
import type { Edit, Span } from '../../../engine/span.ts';
import type { Names } from '../../../python/names/names.ts';
import type { Expression, Node } from '../../../python/syntax/nodes.ts';
import type { Substitutes } from '../../../python/worth/index.ts';
import { isGuarded } from '../../../settings/guards.ts';
import { argumentSwitches } from './argument-switches.ts';
import { attributeSwitches } from './attribute-switches.ts';
import { settingSwitches } from './setting-switches.ts';
import { type Judgement, judge } from './verdict.ts';

/** A place where a file gives a debug switch its value. */
export interface Switch {
  readonly form: 'setting' | 'field' | 'argument' | 'attribute';
  /** The value: what is judged, flagged and rewritten. */
  readonly value: Expression;
  /** The statement, keyword or dict item that gives it. */
  readonly node: Node;
  /** As it is written: `DEBUG`, `debug`, `app.debug`. */
  readonly name: string;
  readonly fact: SwitchFact;
  /** Calling is enough to switch it on (`bottle.debug()`): what to insert to switch it off. */
  readonly insert?: Edit;
}

export interface SwitchSite extends Switch {
  readonly context: Context;
  readonly judgement: Judgement;
  /** Where the finding stands: the value, or the default of a scheme that it is read by. */
  readonly span: Span;
  /** The expression that the value's name stands for, or the value itself. */
  readonly origin: Expression;
}

const shipped = new WeakMap<Document, readonly SwitchSite[]>();

/**
 * Every debug switch of a Python file that nothing guards, judged once: whichever rule it belongs to, it belongs to
 * one. Those in files and classes that do not ship are left out unless asked for.
 */
export function switchSites(
  doc: Document,
  options: { readonly anyContext: boolean } | null = null,
): readonly SwitchSite[] {
  if (options?.anyContext) return [...collect(doc, true)];
  let sites = shipped.get(doc);
  if (sites === undefined) {
    sites = [...collect(doc, false)];
    shipped.set(doc, sites);
  }
  return sites;
}

function* collect(doc: Document, anyContext: boolean): Generator<SwitchSite> {
  const settled = new Set<number>();
  for (const found of switches(doc)) {
    const context = contextAt(doc, found.node);
    if ((!anyContext && !isDeployed(context)) || isGuarded(found.node, doc.names)) continue;
    const origin = originOf(found.value, doc.names);
    // The name of a setting handed on (`TEMPLATE_DEBUG = DEBUG`, `app.run(debug=DEBUG)`) is the setting's mistake.
    if (settled.has(found.value.start) || (origin !== found.value && settled.has(origin.start))) continue;
    const judgement = judgeSwitch(found, doc.names);
    const span = (judgement.verdict === 'default' ? schemeDefault(judgement) : null) ?? found.value;
    if (settled.has(span.start)) continue;
    if (judgement.verdict !== null && found.form !== 'argument') settled.add(span.start).add(found.value.start);
    yield { ...found, context, judgement, origin, span };
  }
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
  if (form !== 'field' || judgement.verdict === null) return judgement;
  const isOn = judgement.verdict === 'on' || judgement.verdict === 'default';
  return { ...judgement, verdict: isOn ? 'default' : null };
}

const UNREAD = { isOff: false, isRequired: false, reads: [], isIndirect: false, marker: null };

/** What a name stands for, where the file binds it once. */
function originOf(value: Expression, names: Names): Expression {
  let at = value;
  for (let steps = 0; steps < 5 && at.kind === 'Name'; steps += 1) {
    const [binding, ...others] = names.bindings(at.name, at);
    if (binding?.value === null || binding === undefined || others.length > 0) return at;
    at = binding.value;
  }
  return at;
}

/** The default that stands in a scheme, away from the look-up: `environ.Env(DEBUG=(bool, True))`. */
function schemeDefault({ reads }: Judgement): Expression | null {
  for (const { call, default: value } of reads) {
    if (value !== null && (value.start < call.start || value.end > call.end)) return value;
  }
  return null;
}
