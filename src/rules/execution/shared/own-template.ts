import type { Document } from '../../../engine/document.ts';
import { candidates } from '../../../python/names/index.ts';
import { originOf } from '../../../python/origin/index.ts';
import type { ClassDef, Expression } from '../../../python/syntax/index.ts';
import { knownText } from '../../../python/worth/index.ts';

/** True for a template that this file spells out: a class attribute that nothing sets, a constant with numbers put in. */
export function isOwnTemplate(text: Expression, doc: Document): boolean {
  if (text.kind === 'Attribute') return isClassConstant(text, doc);
  if (text.kind === 'BinOp' && text.op === '%') {
    const format = knownText(text.left, doc.names);
    if (format === null) return false;
    const given = text.right.kind === 'Tuple' ? text.right.items : [text.right];
    return NUMBERS_ONLY.test(format.replaceAll('%%', '')) || given.every((one) => isConstant(one, doc));
  }
  return false;
}

/** Every `%` conversion in it makes a number. */
const NUMBERS_ONLY = /^(?:[^%]|%[-+ #0]*(?:[1-9]\d*)?(?:\.\d+)?[diouxXeEfFgG])*$/;

const isConstant = (value: Expression, doc: Document): boolean => originOf(value, doc.names).kind === 'constant';

/** `self.subject`, `cls.subject` and `Mail.subject` where the class's body gives a constant and nothing else sets it. */
function isClassConstant({ value, attr }: Expression & { kind: 'Attribute' }, doc: Document): boolean {
  const owner = classOf(value, doc);
  if (owner === null || isSet(attr, doc)) return false;
  const bindings = doc.names.members(owner, attr).flatMap((state) => candidates(state).bindings);
  return bindings.length > 0 && bindings.every((binding) => binding.value !== null && isConstant(binding.value, doc));
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
    python.nodes('Assign').some(({ targets }) => targets.some(isTarget)) ||
    python.nodes('AugAssign').some(({ target }) => isTarget(target)) ||
    python.nodes('AnnAssign').some(({ target }) => isTarget(target))
  );
}
