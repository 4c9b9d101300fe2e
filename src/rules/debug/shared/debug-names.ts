import { DEBUG_ATTRIBUTES, DEBUG_ITEMS, DEBUG_SETTINGS } from '../../../data/frameworks.ts';

/** Every name under which a debug switch is set: a value that only these get is only a debug switch. */
export const DEBUG_NAMES: ReadonlySet<string> = new Set([
  ...DEBUG_SETTINGS.keys(),
  ...DEBUG_ATTRIBUTES.flatMap(({ attributes }) => attributes.map((name) => name.slice(name.lastIndexOf('.') + 1))),
  ...DEBUG_ITEMS.map(({ key }) => key),
]);
