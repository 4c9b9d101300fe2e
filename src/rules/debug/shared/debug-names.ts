import { debugVariable, environmentNames } from '../../../data/debug-variables.ts';
import { DEBUG_ATTRIBUTES, DEBUG_ITEMS, DEBUG_SETTINGS } from '../../../data/frameworks.ts';

const NAMES: ReadonlySet<string> = new Set([
  ...DEBUG_SETTINGS.keys(),
  ...DEBUG_ATTRIBUTES.flatMap(({ attributes }) => attributes.map((name) => name.slice(name.lastIndexOf('.') + 1))),
  ...DEBUG_ITEMS.map(({ key }) => key),
]);

/** Every name under which a debug switch is set: a value that only these get is only a debug switch. */
export const DEBUG_NAMES = {
  has: (name: string): boolean => NAMES.has(name) || debugVariable(name) !== null || environmentNames.has(name),
};
