import type { Document } from '../engine/document.ts';
import type { Expression, Node, StringLiteral } from '../python/syntax/index.ts';
import { isGuarded } from './guards.ts';
import { settingsOf } from './reader.ts';
import type { Setting } from './setting.ts';

/** True if a later statement in the same module or class always gives the setting another value. */
export function isSetAgain(setting: Setting, doc: Document): boolean {
  return settingsOf(doc).some(
    (later) =>
      later.name === setting.name &&
      later.form === 'assign' &&
      later.owner === setting.owner &&
      later.value.start > setting.value.end &&
      isUnconditional(later, doc),
  );
}

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
      doc.python.nodes('Name').some((node) => node.name === list && isInside(node)) ||
      doc.python.nodes('String').some((node) => node.value === element.value && isInside(node));
    return !keeps && !isGuarded(value, doc.names);
  });
}
