import type { Call, Expression } from './nodes.ts';

/**
 * The argument of a call by its position or its keyword, also one inside `**{"keyword": value}`. Null where it is not
 * given, or where a `*args` before it hides its position.
 */
export function argumentOf(call: Call, index: number | null, keyword: string | null): Expression | null {
  if (keyword !== null) {
    for (const given of call.keywords) {
      if (given.name === keyword) return given.value;
      if (given.name !== null || given.value.kind !== 'Dict') continue;
      for (const item of given.value.items) {
        if (item.key?.kind === 'String' && item.key.value === keyword) return item.value;
      }
    }
  }
  if (index === null) return null;
  for (const [position, argument] of call.args.entries()) {
    if (argument.kind === 'Starred') return null;
    if (position === index) return argument;
  }
  return null;
}

/** True where `*args` or `**kwargs` may give arguments that cannot be seen. */
export function hasHiddenArguments(call: Call): boolean {
  return (
    call.args.some((argument) => argument.kind === 'Starred') ||
    call.keywords.some((keyword) => keyword.name === null && keyword.value.kind !== 'Dict')
  );
}
