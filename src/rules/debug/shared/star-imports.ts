import { DEBUG_SETTINGS } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { importedModule } from '../../../engine/imported-module.ts';
import type { Node } from '../../../python/syntax/nodes.ts';
import { isDeployed, settingsOf } from '../../../settings/settings-module.ts';
import { assigns } from './setting-switches.ts';
import { type SwitchSite, switchSites } from './switch-sites.ts';
import { isOffWithNothingSet } from './verdict.ts';

const DEPTH = 6;

/** A setting that an import brings in on, and where it is switched on. */
export interface ImportedSwitch {
  readonly name: string;
  /** The import statement. */
  readonly node: Node;
  readonly origin: Document;
  readonly site: SwitchSite;
}

/**
 * Debug settings that are on in this module only because `from .base import *` brings them in. Imports that need not
 * happen (in a branch, or in `try` with a handler, as an optional local.py is read) bring nothing for certain.
 */
export function* importedSwitches(doc: Document, depth = DEPTH): Generator<ImportedSwitch> {
  for (const name of DEBUG_SETTINGS.keys()) {
    const last = lastBinding(doc, name, depth);
    if (last?.imported != null) yield { ...last.imported, node: last.node };
  }
}

interface Binding {
  readonly node: Node;
  /** Null for a value given here, or brought in otherwise than on. */
  readonly imported: Omit<ImportedSwitch, 'node'> | null;
}

/** What gives the name its value in the end: the module's last statement that does, on its top level. */
function lastBinding(doc: Document, name: string, depth: number): Binding | null {
  for (const statement of [...doc.python.module.body].reverse()) {
    if (assigns(statement, name)) return { node: statement, imported: null };
    if (statement.kind !== 'ImportFrom') continue;
    const isNamed = statement.names.some((alias) => (alias.asname ?? alias.name) === name);
    if (!isNamed && statement.names[0]?.name !== '*') continue;
    const from = importedModule(doc, '.'.repeat(statement.level) + statement.module);
    if (from === null || depth === 0) {
      if (isNamed) return { node: statement, imported: null };
      continue;
    }
    const there = lastBinding(from, name, depth - 1);
    if (there === null) continue;
    if (there.imported !== null) return { node: statement, imported: there.imported };
    const site = siteAt(from, name, there.node);
    return { node: statement, imported: site === null ? null : { name, origin: from, site } };
  }
  return null;
}

/** The switch that is on in a statement, whatever the context of the file it stands in. */
function siteAt(doc: Document, name: string, node: Node): SwitchSite | null {
  const sites = switchSites(doc, { anyContext: true });
  return (
    sites.find((site) => site.name === name && site.node.id === node.id && site.judgement.verdict === 'on') ?? null
  );
}

/**
 * True where this module is a base that never ships as it is: there are modules beside it that star-import it, and
 * each of them that is no development or test module sets the name off.
 */
export function isSetOffWhereImported(doc: Document, site: SwitchSite): boolean {
  if (doc.context !== 'base' || site.form !== 'setting') return false;
  const owner = settingsOf(doc).find((setting) => setting.value.start === site.value.start)?.owner ?? null;
  return owner === null ? siblingsSetOff(doc, site.name) : subclassesSetOff(doc, owner.name, site.name);
}

function siblingsSetOff(doc: Document, name: string): boolean {
  const folder = doc.path.slice(0, doc.path.lastIndexOf('/') + 1);
  let answers = 0;
  for (const path of doc.project.paths()) {
    if (path === doc.path || !path.startsWith(folder) || path.slice(folder.length).includes('/')) continue;
    if (!path.endsWith('.py')) continue;
    const sibling = doc.project.document(path);
    if (sibling === null || !isDeployed(sibling.context) || !sibling.text.includes('*')) continue;
    const imports = sibling.names.starImports.some(({ module }) => importedModule(sibling, module)?.path === doc.path);
    if (!imports) continue;
    // Set off above the import, or only in a branch, it comes in on again.
    if (!setsOff(sibling, name, null) || lastBinding(sibling, name, DEPTH)?.imported != null) return false;
    answers += 1;
  }
  return answers > 0;
}

/** Likewise for `class Config` and the classes of the file that are made from it. */
function subclassesSetOff(doc: Document, base: string, name: string): boolean {
  const heirs = doc.python
    .nodes('ClassDef')
    .filter((node) => node.bases.some((parent) => parent.kind === 'Name' && parent.name === base));
  const deployed = heirs.filter((node) =>
    settingsOf(doc).some((setting) => setting.owner?.id === node.id && isDeployed(setting.context)),
  );
  return deployed.length > 0 && deployed.every((node) => setsOff(doc, name, node.id));
}

function setsOff(doc: Document, name: string, owner: number | null): boolean {
  return settingsOf(doc).some(
    (setting) =>
      setting.name === name && (setting.owner?.id ?? null) === owner && isOffWithNothingSet(setting.value, doc.names),
  );
}
