import { ENVIRONMENT_READERS } from '../../../data/environment-readers.ts';
import type { Document } from '../../../engine/document.ts';
import type { Fix } from '../../../engine/rule.ts';
import type { Span } from '../../../engine/span.ts';
import { type ImportedName, importModule } from '../../../python/edits/index.ts';
import type { Expression, Node } from '../../../python/syntax/index.ts';
import { type EnvironmentRead, known, type Substitutes } from '../../../python/worth/index.ts';
import { isOnlyFor } from '../../../settings/only-for.ts';
import { DEBUG_NAMES } from './debug-names.ts';
import { offLiterals } from './off-spelling.ts';
import { ownExpressions } from './own-expressions.ts';
import { judgeSwitch } from './set-switches.ts';
import type { SetSwitch } from './switch.ts';
import { canBeSwitchedOn, isSwitchVariable } from './verdict.ts';

const TRUE_WORDS = '("1", "true", "yes")';

/**
 * Turns off a switch that reads the environment if nothing is set. Safe if another literal in its own statement (or in
 * the definition of a name that nothing else uses) makes it off for unset, "False" and "0": each candidate is judged as
 * if it were written there. Otherwise the whole expression is rewritten to one that is off.
 */
export function environmentFix(doc: Document, site: SetSwitch): Fix | null {
  if (site.judgement.condition !== null) return conditionFix(doc, site);
  const isOwn = isOnlyFor(site, DEBUG_NAMES);
  const { verdict, isIndirect } = site.judgement;
  const literal = verdict === 'default' && !isIndirect && isOwn ? literalFix(doc, site) : null;
  return literal ?? readerFix(doc, site) ?? rewriteFix(doc, site);
}

interface Candidate {
  readonly literal: Expression;
  /** The lookup that it is the default of. */
  readonly read: EnvironmentRead | null;
}

function literalFix(doc: Document, site: SetSwitch): Fix | null {
  for (const { literal, read } of candidates(doc, site)) {
    const source = doc.text.slice(literal.start, literal.end);
    const isName = read !== null && !isSwitchVariable(read.variable);
    for (const { text, value } of offLiterals(literal, source, isName)) {
      const substitutes = new Map([[literal.id, known(value)]]);
      if (!leavesOff(doc, site, substitutes)) continue;
      // A literal other than the default might turn it off for good.
      if (read === null && !canBeSwitchedOn(site.value, doc.names, site.fact.truth, substitutes)) continue;
      return {
        title: `Set ${read === null ? 'it' : 'the default'} to ${text}`,
        safety: 'safe',
        edits: [{ start: literal.start, end: literal.end, text }],
      };
    }
  }
  return null;
}

/**
 * Off, whatever the environment says. `int(os.environ.get("DEBUG", "False"))` is not off but raises, so a program that
 * started before would no longer start.
 */
function leavesOff(doc: Document, site: SetSwitch, substitutes: Substitutes): boolean {
  const { verdict, isOff, isRequired } = judgeSwitch(site, doc.names, substitutes);
  return verdict === null && isOff && !isRequired;
}

/**
 * The defaults of the lookups first, then the other literals in the expression. Not those inside a function that makes
 * the lookup: others may call it too.
 */
function* candidates(doc: Document, site: SetSwitch): Generator<Candidate> {
  const { reads } = site.judgement;
  const editable = ownExpressions(doc, site.value);
  const isEditable = (node: Expression): boolean => editable.some((one) => isInside(node, one));
  for (const read of reads) {
    const written = read.default;
    // The default in a scheme is only for this variable.
    const isInScheme = written !== null && !read.isThrough && !isInside(written, read.call);
    if (written !== null && (isInScheme || isEditable(written))) yield { literal: written, read };
  }
  for (const kind of ['Constant', 'Number', 'String'] as const) {
    for (const node of doc.python.nodes(kind)) {
      if (!isEditable(node)) continue;
      const isVariable = (name: string): boolean => node.kind === 'String' && node.value === name;
      const around = reads.filter(({ call }) => isInside(node, call));
      if (around.every(({ isThrough, variable }) => isThrough && !isVariable(variable)))
        yield { literal: node, read: null };
    }
  }
}

const isInside = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** The lookup in its library's own style, if that has a cast: decouple, Starlette, django-environ and similar. */
function readerFix(doc: Document, site: SetSwitch): Fix | null {
  const [read, ...others] = site.judgement.reads;
  const at = rewritten(doc, site);
  if (read === undefined || others.length > 0 || site.judgement.verdict !== 'text' || read.isThrough) return null;
  const { call } = read;
  if (call.kind !== 'Call' || call.start !== at.start || call.end !== at.end) return null;
  const variable = call.args[0];
  if (variable === undefined || read.reader === 'os') return null;
  const reader = call.func.kind === 'Attribute' && call.func.attr === 'str' ? call.func.value : call.func;
  const func = doc.text.slice(reader.start, reader.end);
  const name = doc.text.slice(variable.start, variable.end);
  const readers = doc.names
    .qualify(reader)
    .flatMap((one) => [ENVIRONMENT_READERS.get(one), ENVIRONMENT_READERS.get(`${one}.bool`)]);
  const text = readers.some((one) => one?.cast === 'bool')
    ? `${func}.bool(${name}, default=False)`
    : readers.some((one) => one?.parameters.includes('cast'))
      ? `${func}(${name}, default=False, cast=bool)`
      : null;
  if (text === null) return null;
  return { title: `Write ${text}`, safety: 'unsafe', edits: [{ start: at.start, end: at.end, text }] };
}

/** Only the lookup, if that is what the condition asks: `if os.environ.get("DEBUG"):`, also after `not`. */
function conditionFix(doc: Document, { judgement }: SetSwitch): Fix | null {
  const [read, ...others] = judgement.reads;
  let at = judgement.condition;
  while (at?.kind === 'UnaryOp' && at.op === 'not') at = at.operand;
  if (read === undefined || others.length > 0 || read.isThrough || at?.id !== read.call.id) return null;
  return fromEnvironment(doc, at, read.variable);
}

/** What rewriting the whole replaces: the lookup, also through a name unless something else uses it. */
const rewritten = (doc: Document, { value, origin }: SetSwitch): Expression =>
  ownExpressions(doc, value).find(({ id }) => id === origin.id) ?? value;

function rewriteFix(doc: Document, site: SetSwitch): Fix | null {
  const variable = site.judgement.reads.map((read) => read.variable).find(isSwitchVariable) ?? 'DEBUG';
  return fromEnvironment(doc, rewritten(doc, site), variable);
}

function fromEnvironment(doc: Document, at: Expression, variable: string): Fix | null {
  const get = environmentGet(doc, at);
  if (get === null) return null;
  const text = `${get.name}("${variable}", "").lower() in ${TRUE_WORDS}`;
  return { title: `Write ${text}`, safety: 'unsafe', edits: [...get.edits, { start: at.start, end: at.end, text }] };
}

const ENVIRON_GET = new Map([
  ['os', '.environ.get'],
  ['os.environ', '.get'],
  ['os.getenv', ''],
  ['os.environ.get', ''],
]);

/** How the file spells `os.environ.get`, with the import if it is missing; null if `os` means something else. */
function environmentGet(doc: Document, at: Node): ImportedName | null {
  for (const node of doc.python.nodes('ImportAlias')) {
    const statement = doc.python.parent(node);
    const module = statement?.kind === 'ImportFrom' ? `${statement.module}.` : '';
    const isPlain = statement?.kind === 'Import' || (statement?.kind === 'ImportFrom' && statement.level === 0);
    const rest = ENVIRON_GET.get(module + node.name);
    const local = node.asname ?? node.name;
    if (!isPlain || rest === undefined || local.includes('.')) continue;
    if (doc.names.bindings(local, at).some((binding) => binding.node.id === node.id)) {
      return { name: local + rest, edits: [] };
    }
  }
  const os = importModule('os', at, doc.names);
  return os === null ? null : { name: `${os.name}.environ.get`, edits: os.edits };
}
