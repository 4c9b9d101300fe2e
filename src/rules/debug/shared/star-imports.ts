import { DEBUG_SETTINGS } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { occurs } from '../../../python/names/index.ts';
import { intern, type Node } from '../../../python/syntax/index.ts';
import { lastBinding } from '../../../settings/last-binding.ts';
import { isOverridden } from '../../../settings/overrides.ts';
import { settingsOf } from '../../../settings/reader.ts';
import { isSettingsModule } from '../../../settings/settings-module.ts';
import { type SwitchSite, switchSites } from './switch-sites.ts';
import { isOffWithNothingSet } from './verdict.ts';

const SETTING_WORDS = [...DEBUG_SETTINGS.keys()].map(intern);

/** A setting that an import turns on, and where it is on. */
export interface ImportedSwitch {
  readonly name: string;
  /** The import statement. */
  readonly node: Node;
  readonly origin: Document;
  readonly site: SwitchSite;
  /** A condition on the environment selects the import if nothing is set. */
  readonly isByDefault: boolean;
}

/** Debug settings that are on in this module only because `from .base import *` imports them. */
export function* importedSwitches(doc: Document): Generator<ImportedSwitch> {
  const mayImport = doc.python.parsed.stars > 0 || occurs(doc.python, SETTING_WORDS, 255);
  if (!mayImport || !isSettingsModule(doc)) return;
  for (const name of DEBUG_SETTINGS.keys()) {
    const last = lastBinding(doc, name);
    if (last === null || last.assignment === null || last.origin === doc) continue;
    const site = siteAt(last.origin, name, last.assignment);
    if (site !== null) yield { name, node: last.statement, origin: last.origin, site, isByDefault: last.isByDefault };
  }
}

/** The switch that is on in a statement, whatever the context of its file. */
function siteAt(doc: Document, name: string, node: Node): SwitchSite | null {
  const sites = switchSites(doc, { anyContext: true });
  return (
    sites.find((site) => site.name === name && site.node.id === node.id && site.judgement.verdict === 'on') ?? null
  );
}

/**
 * True if this module or class is a base that is never deployed as it is: everything derived from it sets the name off.
 */
export function isSetOffWhereImported(doc: Document, site: SwitchSite): boolean {
  if (site.form !== 'setting') return false;
  const setting = settingsOf(doc).find(({ value, name }) => value.id === site.value.id && name === site.name);
  return setting !== undefined && isOverridden(setting, doc, isOffWithNothingSet);
}
