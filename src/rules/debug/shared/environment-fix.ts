import type { Document } from '../../../engine/document.ts';
import { applyEdits } from '../../../engine/fix.ts';
import type { Fix } from '../../../engine/rule.ts';
import type { Edit } from '../../../engine/span.ts';
import { type ImportedName, importModule } from '../../../python/edits/import.ts';
import { type Names, resolveNames } from '../../../python/names/names.ts';
import type { Expression, Node } from '../../../python/syntax/nodes.ts';
import { parsePython } from '../../../python/syntax/parse.ts';
import type { EnvironmentRead } from '../../../python/worth/index.ts';
import { offLiterals } from './off-spelling.ts';
import { type SwitchSite, switchAt } from './switch-sites.ts';
import { canBeSwitchedOn, isSwitchVariable } from './verdict.ts';

const TRUE_WORDS = '("1", "true", "yes")';
/** Re-reading the file costs a parse each: more candidates than this are not tried for one switch. */
const MOST_CANDIDATES = 24;
/** Nor are more characters than this read again for one file, however many switches it has. */
const MOST_CHARACTERS = 3_000_000;
const spent = new WeakMap<Document, number>();

/**
 * Makes a switch that reads the environment off when nothing is set. Safe where another literal in the same place
 * leaves it off for unset, "False" and "0" alike (each candidate is put in, read again and judged); else the whole
 * expression is rewritten to one that is.
 */
export function environmentFix(doc: Document, site: SwitchSite): Fix | null {
  const literal = site.judgement.verdict === 'default' && !site.judgement.isIndirect ? literalFix(doc, site) : null;
  return literal ?? readerFix(doc, site) ?? rewriteFix(doc, site);
}

function literalFix(doc: Document, site: SwitchSite): Fix | null {
  let tried = 0;
  for (const { literal, read } of literals(doc, site)) {
    const isName = read !== null && !isSwitchVariable(read.variable);
    for (const text of offLiterals(literal, doc.text.slice(literal.start, literal.end), isName)) {
      const edit = { start: literal.start, end: literal.end, text };
      tried += 1;
      if (tried > MOST_CANDIDATES) return null;
      const after = afterwards(doc, site, [edit]);
      if (after === null || (read === null && !canBeSwitchedOn(after.value, after.names, site.fact.truth))) continue;
      return { title: `Set ${read === null ? 'it' : 'the default'} to ${text}`, safety: 'safe', edits: [edit] };
    }
  }
  return null;
}

/** The look-ups' defaults first, then every other literal of the expression. */
function* literals(
  doc: Document,
  { judgement, origin }: SwitchSite,
): Generator<{ readonly literal: Expression; readonly read: EnvironmentRead | null }> {
  for (const read of judgement.reads) {
    if (read.default !== null) yield { literal: behindName(doc, read.default), read };
  }
  const reads = judgement.reads.map(({ call }) => call);
  for (const kind of ['Constant', 'Number', 'String'] as const) {
    for (const node of doc.python.nodes(kind)) {
      if (node.start < origin.start || node.end > origin.end) continue;
      const isInside = reads.some((call) => node.start >= call.start && node.end <= call.end);
      if (!isInside) yield { literal: node, read: null };
    }
  }
}

function behindName(doc: Document, expression: Expression): Expression {
  if (expression.kind !== 'Name') return expression;
  const [binding, ...others] = doc.names.bindings(expression.name, expression);
  return binding?.value != null && others.length === 0 ? binding.value : expression;
}

/** The look-up in its own library's words, where that has a cast: decouple, Starlette and django-environ. */
function readerFix(doc: Document, site: SwitchSite): Fix | null {
  const [read, ...others] = site.judgement.reads;
  const { origin } = site;
  if (read === undefined || others.length > 0 || site.judgement.verdict !== 'text') return null;
  const { call } = read;
  if (call.kind !== 'Call' || call.start !== origin.start || call.end !== origin.end) return null;
  const variable = call.args[0];
  if (variable === undefined || read.reader === 'os') return null;
  const reader = call.func.kind === 'Attribute' && call.func.attr === 'str' ? call.func.value : call.func;
  const func = doc.text.slice(reader.start, reader.end);
  const name = doc.text.slice(variable.start, variable.end);
  for (const text of [`${func}.bool(${name}, default=False)`, `${func}(${name}, default=False, cast=bool)`]) {
    const edit = { start: origin.start, end: origin.end, text };
    if (afterwards(doc, site, [edit]) !== null) return { title: `Write ${text}`, safety: 'unsafe', edits: [edit] };
  }
  return null;
}

function rewriteFix(doc: Document, site: SwitchSite): Fix | null {
  const variable = site.judgement.reads.map((read) => read.variable).find(isSwitchVariable) ?? 'DEBUG';
  const get = environmentGet(doc, site.origin);
  if (get === null) return null;
  const text = `${get.name}("${variable}", "").lower() in ${TRUE_WORDS}`;
  const { start, end } = site.origin;
  return { title: `Write ${text}`, safety: 'unsafe', edits: [...get.edits, { start, end, text }] };
}

const ENVIRON_GET = new Map([
  ['os', '.environ.get'],
  ['os.environ', '.get'],
  ['os.getenv', ''],
  ['os.environ.get', ''],
]);

/** How the file spells `os.environ.get`, with the import that it lacks; null where `os` means something else. */
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

/** The switch with the edits made, where it then is off whatever the environment says of it; else null. */
function afterwards(
  doc: Document,
  site: SwitchSite,
  edits: readonly Edit[],
): { value: Expression; names: Names } | null {
  const characters = (spent.get(doc) ?? 0) + doc.text.length;
  if (characters > MOST_CHARACTERS) return null;
  spent.set(doc, characters);
  const text = applyEdits(doc.text, edits);
  const python = parsePython(text);
  const names = resolveNames(python);
  const edited: Document = Object.create(doc, {
    text: { value: text },
    python: { value: python },
    names: { value: names },
  });
  let { start } = site.value;
  for (const edit of edits) if (edit.start < site.value.start) start += edit.text.length - (edit.end - edit.start);
  const after = switchAt(edited, site.form, start);
  if (after === null || after.judgement.verdict !== null || !after.judgement.isOff) return null;
  // `int(os.environ.get("DEBUG", "False"))` is not on: it raises, and the program that started no longer does.
  if (after.judgement.isRequired) return null;
  return { value: after.value, names };
}
