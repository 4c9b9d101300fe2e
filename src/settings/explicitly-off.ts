import { ENVIRONMENT_NAMES, SWITCH_WORDS } from '../data/environment-words.ts';
import { wordsOf } from '../data/identifier-words.ts';
import type { Names } from '../python/names/index.ts';
import type { Expression } from '../python/syntax/index.ts';
import { evaluate } from '../python/worth/index.ts';

/** True for a value that is false by its own spelling: `False`, `0`, `not True`, a name bound to False. */
export function isExplicitlyOff(value: Expression, names: Names): boolean {
  if (dependsOnSwitch(value, names, DEPTH)) return false;
  const result = evaluate(value, names, () => null);
  if (result.state !== 'known' || result.reads.length > 0) return false;
  return result.value === false || result.value === 0;
}

const DEPTH = 5;

/** `not DEBUG` is not an explicit value, even where DEBUG is a constant of the file. */
function dependsOnSwitch(value: Expression, names: Names, depth: number): boolean {
  if (depth === 0) return true;
  switch (value.kind) {
    case 'Name':
      if (isSwitchName(value.name)) return true;
      return names
        .bindings(value.name, value)
        .some((binding) => binding.value === null || dependsOnSwitch(binding.value, names, depth - 1));
    case 'UnaryOp':
      return dependsOnSwitch(value.operand, names, depth - 1);
    case 'Constant':
    case 'Number':
      return false;
    case 'Call': {
      const [only, ...more] = value.args;
      const isCast = value.func.kind === 'Name' && /^(?:bool|int)$/.test(value.func.name);
      return !isCast || only === undefined || more.length > 0 || dependsOnSwitch(only, names, depth - 1);
    }
    default:
      return true;
  }
}

const TRANSPORT: ReadonlySet<string> = new Set(['https', 'ssl', 'tls']);

/** A name that says on what it depends: an environment, or whether there is HTTPS. */
const isSwitchName = (name: string): boolean =>
  wordsOf(name).some((word) => ENVIRONMENT_NAMES.has(word) || SWITCH_WORDS.has(word) || TRANSPORT.has(word));
