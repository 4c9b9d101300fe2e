import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { mentionsOf, stringsSaying } from '../python/names/index.ts';
import type { Expression, Node, StringLiteral } from '../python/syntax/index.ts';
import { isGuarded } from './guards.ts';
import { settingsOf } from './reader.ts';
import type { Setting } from './setting.ts';

/** True if a later statement in the same module or class always gives the setting another value. */
export function isSetAgain(setting: Setting, doc: Document): boolean {
  return (memo(doc, lastPlainValues).get(keyOf(setting)) ?? -1) > setting.value.end;
}

/** Where the last value that a setting always gets begins. */
function lastPlainValues(doc: Document): ReadonlyMap<string, number> {
  const plain = settingsOf(doc).filter((setting) => setting.form === 'assign' && isUnconditional(setting, doc));
  return new Map(plain.map((setting) => [keyOf(setting), setting.value.start]));
}

const keyOf = ({ name, owner }: Setting): string => `${owner?.id ?? ''} ${name}`;

function isUnconditional({ node, owner }: Setting, doc: Document): boolean {
  const parent: Node | null = doc.python.parent(node);
  return parent?.kind === 'Module' || (owner !== null && parent?.id === owner.id);
}

/** `if not DEBUG: INSTALLED_APPS = […]`: a later list without the element, in effect wherever debug is off. */
export function isLeftOutLater(element: StringLiteral, list: string, doc: Document): boolean {
  return settingsOf(doc).some(({ name, form, value }) => {
    if (name !== list || form !== 'assign' || value.start < element.end) return false;
    const isInside = (node: Expression): boolean => node.start >= value.start && node.end <= value.end;
    const keeps =
      mentionsOf(doc.python, list).some(isInside) || stringsSaying(doc.python, element.value).some(isInside);
    return !keeps && !isGuarded(value, doc.names);
  });
}
