import { contextAt } from '../engine/applies.ts';
import { isDeployed } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import { groupBy } from '../engine/group-by.ts';
import { importedModule } from '../engine/imported-module.ts';
import { memo } from '../engine/memo.ts';
import { folderOf } from '../engine/path-parts.ts';
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
  const importers = memo(doc, deployedImporters);
  return importers.length > 0 && importers.every((sibling) => givesOwnValue(sibling, name, isRight));
}

/** The modules beside this one that are deployed and import everything from it. */
function deployedImporters(doc: Document): readonly Document[] {
  const folder = folderOf(doc.path);
  return doc.project.paths().flatMap((path) => {
    if (path === doc.path || !path.startsWith(folder) || path.slice(folder.length).includes('/')) return [];
    if (!path.endsWith('.py')) return [];
    const sibling = doc.sibling(path);
    if (sibling === null || !isDeployed(sibling.context) || !sibling.text.includes('*')) return [];
    const imports = sibling.names.starImports.some(({ module }) => importedModule(sibling, module)?.path === doc.path);
    return imports ? [sibling] : [];
  });
}

function givesOwnValue(module: Document, name: string, isRight: Test): boolean {
  const last = lastBinding(module, name);
  if (last === null || last.origin !== module || last.assignment === null) return false;
  const { id } = last.assignment;
  const own = settingsOf(module).find((setting) => setting.name === name && setting.node.id === id);
  return own !== undefined && isRight(own.value, module.names);
}

function isOverriddenByClasses(name: string, owner: ClassDef, doc: Document, isRight: Test): boolean {
  const deployed = memo(doc, deployedClasses).get(owner.name) ?? [];
  const isRightIn = ({ id }: ClassDef): boolean =>
    (memo(doc, settingsInClasses).get(`${id} ${name}`) ?? []).some(({ value }) => isRight(value, doc.names));
  return deployed.length > 0 && deployed.every(isRightIn);
}

/** The classes that are deployed, by the names of their bases. */
function deployedClasses(doc: Document): ReadonlyMap<string, readonly ClassDef[]> {
  const found = new Map<string, ClassDef[]>();
  for (const node of doc.python.nodes('ClassDef')) {
    if (!isDeployed(contextAt(doc, node))) continue;
    for (const name of new Set(node.bases.flatMap((base) => (base.kind === 'Name' ? [base.name] : [])))) {
      const others = found.get(name);
      if (others === undefined) found.set(name, [node]);
      else others.push(node);
    }
  }
  return found;
}

const settingsInClasses = (doc: Document): ReadonlyMap<string, readonly Setting[]> =>
  groupBy(
    settingsOf(doc).filter(({ form, owner }) => form === 'assign' && owner !== null),
    ({ owner, name }) => `${owner?.id} ${name}`,
  );
