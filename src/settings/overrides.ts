import { contextAt } from '../engine/applies.ts';
import { isDeployed } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import { importedModule } from '../engine/imported-module.ts';
import type { Names } from '../python/names/index.ts';
import type { ClassDef, Expression } from '../python/syntax/index.ts';
import { lastBinding } from './last-binding.ts';
import { settingsOf } from './reader.ts';
import type { Setting } from './setting.ts';

type Test = (value: Expression, names: Names) => boolean;

/**
 * True for a setting of a base that is never deployed as it is: modules beside it import everything from it (or classes
 * are derived from its class), and each of them that is deployed sets the setting to a value that `isRight`, below the
 * import. If a star import follows such a value, it restores the base's.
 */
export function isOverridden(
  { name, owner }: Pick<Setting, 'name' | 'owner'>,
  doc: Document,
  isRight: Test = () => true,
): boolean {
  if (doc.context !== 'base') return false;
  return owner === null ? isOverriddenByModules(name, doc, isRight) : isOverriddenByClasses(name, owner, doc, isRight);
}

function isOverriddenByModules(name: string, doc: Document, isRight: Test): boolean {
  const folder = doc.path.slice(0, doc.path.lastIndexOf('/') + 1);
  let answers = 0;
  for (const path of doc.project.paths()) {
    if (path === doc.path || !path.startsWith(folder) || path.slice(folder.length).includes('/')) continue;
    if (!path.endsWith('.py')) continue;
    const sibling = doc.project.document(path);
    if (sibling === null || !isDeployed(sibling.context) || !sibling.text.includes('*')) continue;
    const imports = sibling.names.starImports.some(({ module }) => importedModule(sibling, module)?.path === doc.path);
    if (!imports) continue;
    if (!givesOwnValue(sibling, name, isRight)) return false;
    answers += 1;
  }
  return answers > 0;
}

function givesOwnValue(module: Document, name: string, isRight: Test): boolean {
  const last = lastBinding(module, name);
  if (last === null || last.origin !== module || last.assignment === null) return false;
  const { id } = last.assignment;
  const own = settingsOf(module).find((setting) => setting.name === name && setting.node.id === id);
  return own !== undefined && isRight(own.value, module.names);
}

function isOverriddenByClasses(name: string, owner: ClassDef, doc: Document, isRight: Test): boolean {
  const deployed = doc.python
    .nodes('ClassDef')
    .filter((node) => node.bases.some((base) => base.kind === 'Name' && base.name === owner.name))
    .filter((node) => isDeployed(contextAt(doc, node)));
  const values = settingsOf(doc).filter((setting) => setting.name === name && setting.form === 'assign');
  return (
    deployed.length > 0 &&
    deployed.every(({ id }) => values.some((own) => own.owner?.id === id && isRight(own.value, doc.names)))
  );
}
