import type { Document } from '../engine/document.ts';
import type { Node } from '../python/syntax/index.ts';
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
