import type { Call, Expression } from '../syntax/index.ts';
import type { Names } from './names.ts';

/**
 * The argument of a call by its position or keyword, also inside `**{"keyword": value}` and, if names are given, in
 * `**options` of a literal dict in the file. Null if it is not given, or if an earlier `*args` hides its position.
 */
export function argumentOf(
  call: Call,
  index: number | null,
  keyword: string | null,
  names: Names | null = null,
): Expression | null {
  if (keyword !== null) {
    for (const given of call.keywords) {
      if (given.name === keyword) return given.value;
      const value = given.name === null ? entryOf(given.value, keyword, names) : null;
      if (value !== null) return value;
    }
  }
  if (index === null) return null;
  for (const [position, argument] of call.args.entries()) {
    if (argument.kind === 'Starred') return null;
    if (position === index) return argument;
  }
  return null;
}

const DICT = new Set(['builtins.dict']);

function entryOf(mapping: Expression, key: string, names: Names | null): Expression | null {
  if (mapping.kind === 'Dict') {
    return mapping.items.find((item) => item.key?.kind === 'String' && item.key.value === key)?.value ?? null;
  }
  if (names === null) return null;
  if (mapping.kind === 'Call' && names.denotes(mapping.func, DICT)) {
    return mapping.keywords.find((keyword) => keyword.name === key)?.value ?? null;
  }
  if (mapping.kind !== 'Name') return null;
  for (const { value } of names.bindings(mapping.name, mapping)) {
    const entry = value === null || value.kind === 'Name' ? null : entryOf(value, key, names);
    if (entry !== null) return entry;
  }
  return null;
}

/** True if `*args` or `**kwargs` may pass arguments that we cannot see. */
export function hasHiddenArguments(call: Call): boolean {
  return (
    call.args.some((argument) => argument.kind === 'Starred') ||
    call.keywords.some((keyword) => keyword.name === null && keyword.value.kind !== 'Dict')
  );
}
