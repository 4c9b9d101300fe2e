import type { Expression } from '../python/syntax/index.ts';
import type { Setting } from './setting.ts';

/**
 * True if only names of the set get the value: `A = B = False` gives it to both, so editing it in place changes both.
 */
export function isOnlyFor(
  { node, value }: Pick<Setting, 'node' | 'value'>,
  names: { has(name: string): boolean },
): boolean {
  if (node.kind !== 'Assign' || node.value.id !== value.id) return true;
  return node.targets.every((target) => names.has(nameOf(target) ?? ''));
}

/** `DEBUG`, `settings.DEBUG`, `config["DEBUG"]` */
function nameOf(target: Expression): string | null {
  if (target.kind === 'Name') return target.name;
  if (target.kind === 'Attribute') return target.attr;
  return target.kind === 'Subscript' && target.slice.kind === 'String' ? target.slice.value : null;
}
