import type { Document } from '../../../engine/document.ts';
import { assignmentsTo, candidates, writtenName } from '../../../python/names/index.ts';
import { originOf } from '../../../python/origin/index.ts';
import type { Call, ClassDef, Expression, NodeOf } from '../../../python/syntax/index.ts';
import { entries, knownText } from '../../../python/worth/index.ts';

/**
 * True for a template that is spelled out in this file: a class attribute that nothing sets, or a constant into which
 * only numbers and the file's own constants are formatted.
 */
export const isOwnTemplate = (text: Expression, doc: Document): boolean => isSpelledOut(text, doc, DEPTH);

const DEPTH = 8;

function isSpelledOut(text: Expression, doc: Document, depth: number): boolean {
  if (originOf(text, doc.names).kind === 'constant') return true;
  if (depth === 0) return false;
  const inner = (part: Expression): boolean => isSpelledOut(part, doc, depth - 1);
  switch (text.kind) {
    case 'Name': {
      const values = doc.names.bindings(text.name, text);
      return (
        values.length > 0 && values.every(({ node, value }) => isPlain(node.kind) && value !== null && inner(value))
      );
    }
    case 'Attribute':
      return isClassConstant(text, doc);
    case 'IfExp':
      return inner(text.body) && inner(text.orelse);
    case 'BinOp':
      if (text.op === '%') return isNumbersIn(text.left, text.right, doc, inner);
      return text.op === '+' && inner(text.left) && inner(text.right);
    case 'JoinedStr':
      return text.values.every((part) => part.kind === 'String' || isNumberField(part) || inner(part.value));
    case 'Call':
      return isMadeOfNumbers(text, doc, inner);
    default:
      return false;
  }
}

const isPlain = (kind: string): boolean => kind === 'Assign' || kind === 'AnnAssign' || kind === 'NamedExpr';

type Test = (part: Expression) => boolean;

const NUMBERS: ReadonlySet<string> = new Set(['len', 'int', 'float', 'id', 'hash'].map((name) => `builtins.${name}`));

/** `len(rows)`, `str(len(rows))`, `format(price, ".2f")`, `"{:d} rows".format(n)` */
function isMadeOfNumbers(call: Call, doc: Document, isOwn: Test): boolean {
  const { func, args } = call;
  if (doc.names.denotes(func, NUMBERS)) return true;
  if (doc.names.denotes(func, new Set(['builtins.str']))) return args.length === 1 && isOwn(args[0]!);
  if (doc.names.denotes(func, new Set(['builtins.format']))) {
    const format = args[1] === undefined ? null : knownText(args[1], doc.names);
    return format !== null && NUMBER_FORMAT.test(format);
  }
  if (func.kind !== 'Attribute' || func.attr !== 'format') return false;
  const format = knownText(func.value, doc.names);
  return format !== null && areFieldsOwn(format, call, isOwn);
}

/**
 * https://docs.python.org/3/library/string.html#format-specification-mini-language, without `c`, which turns a number
 * into any character.
 */
const NUMBER_FORMAT = /^(?:.?[<>=^])?[-+ ]?z?#?0?\d*[,_]?(?:\.\d+)?[bdeEfFgGnoxX%]$/s;

function isNumberField({ formatSpec, conversion }: NodeOf<'FormattedValue'>): boolean {
  const [only, ...more] = formatSpec?.values ?? [];
  return conversion === null && more.length === 0 && only?.kind === 'String' && NUMBER_FORMAT.test(only.value);
}

/** `{}`, `{0:d}`, `{price:.2f}`. Attributes or items of an argument, and formats inside a format, are not followed. */
const FIELD = /\{\{|\}\}|\{(\w*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]/g;

function areFieldsOwn(format: string, call: Call, isOwn: Test): boolean {
  let count = 0;
  for (const [field, name, conversion, spec = ''] of format.matchAll(FIELD)) {
    if (field === '{{' || field === '}}') continue;
    if (name === undefined) return false;
    const index = name === '' ? count++ : /^\d+$/.test(name) ? Number(name) : null;
    if (conversion === undefined && NUMBER_FORMAT.test(spec)) continue;
    const given = index === null ? call.keywords.find((keyword) => keyword.name === name)?.value : call.args[index];
    if (given === undefined || call.args.some(({ kind }) => kind === 'Starred') || !isOwn(given)) return false;
  }
  return true;
}

/** https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
const CONVERSION = /%(?:\((\w+)\))?[-+ #0]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)/gs;

function isNumbersIn(left: Expression, right: Expression, doc: Document, isOwn: Test): boolean {
  const format = knownText(left, doc.names);
  if (format === null) return false;
  const items = right.kind === 'Tuple' ? right.items : [right];
  let next = 0;
  for (const [, key, width, precision, type = ''] of format.matchAll(CONVERSION)) {
    if (type === '%') continue;
    for (const given of [width, precision]) if (given === '*') next += 1;
    const index = next;
    if (key === undefined) next += 1;
    if ('diouxXeEfFgG'.includes(type)) continue;
    const value = key === undefined ? items[index] : entries(right, doc.names).get(key);
    if (value === undefined || value.kind === 'Starred' || !isOwn(value)) return false;
  }
  return true;
}

/** `self.subject`, `cls.subject` and `Mail.subject` if the class's body assigns a constant and nothing else sets it. */
function isClassConstant({ value, attr }: Expression & { kind: 'Attribute' }, doc: Document): boolean {
  const owner = classOf(value, doc);
  if (owner === null || isSet(attr, doc)) return false;
  const bindings = doc.names.members(owner, attr).flatMap((state) => candidates(state).bindings);
  return (
    bindings.length > 0 &&
    bindings.every((binding) => binding.value !== null && originOf(binding.value, doc.names).kind === 'constant')
  );
}

function classOf(value: Expression, { names }: Document): ClassDef | null {
  if (value.kind !== 'Name') return null;
  const bindings = names.bindings(value.name, value);
  const [binding] = bindings;
  if (bindings.length !== 1 || binding === undefined) return null;
  return binding.node.kind === 'ClassDef' ? binding.node : names.receiver(binding);
}

function isSet(attr: string, { python }: Document): boolean {
  const isTarget = (target: Expression): boolean => target.kind === 'Attribute' && target.attr === attr;
  return (
    assignmentsTo(python, (target) => writtenName(python, target) === attr).some(({ targets }) =>
      targets.some(isTarget),
    ) ||
    python.nodes('AugAssign').some(({ target }) => isTarget(target)) ||
    python.nodes('AnnAssign').some(({ target }) => isTarget(target))
  );
}
