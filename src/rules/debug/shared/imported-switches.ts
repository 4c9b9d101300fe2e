import { DEBUG_SETTINGS } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { importedModule } from '../../../engine/imported-module.ts';
import { switchMatches } from '../../../engine/switches.ts';
import { intern, type PythonFile, TEXT } from '../../../python/syntax/index.ts';
import * as K from '../../../python/syntax/tree.ts';
import { lastBinding } from '../../../settings/last-binding.ts';
import { isSettingsModule } from '../../../settings/settings-module.ts';
import { SET_SWITCHES } from './set-switches.ts';
import type { ImportedSwitch } from './switch.ts';

const SETTING_WORDS = [...DEBUG_SETTINGS.keys()].map(intern);

/** Debug settings that are on in this module only because `from .base import *` imports them. */
export function* importedSwitches(doc: Document): Generator<ImportedSwitch> {
  if (!mayImport(doc) || !isSettingsModule(doc)) return;
  for (const name of DEBUG_SETTINGS.keys()) {
    const last = lastBinding(doc, name);
    if (last === null || last.assignment === null || last.origin === doc) continue;
    const { id } = last.assignment;
    // Whatever the context of that file: it is this one that is deployed.
    const set = switchMatches(last.origin, SET_SWITCHES, 'everywhere').find(
      (match) => match.name === name && match.node.id === id && match.verdict === 'on',
    );
    if (set === undefined) continue;
    const verdict = last.isByDefault ? 'default' : 'on';
    yield { form: 'import', verdict, name, node: last.statement, source: { doc: last.origin, set } };
  }
}

/** Whether the file imports a setting by its name, or everything from a module of the project. */
function mayImport(doc: Document): boolean {
  const { python } = doc;
  if (SETTING_WORDS.some((word) => python.parsed.present[word] !== 0 && importsAs(python, TEXT[word]!))) return true;
  return python.parsed.stars > 0 && doc.names.starImports.some(({ module }) => importedModule(doc, module) !== null);
}

/** Whether an import ends with a name: `from .base import DEBUG`, `import debug as DEBUG`. */
function importsAs({ text, parsed: { tree } }: PythonFile, name: string): boolean {
  const { kinds, ends } = tree;
  for (let row = kinds.indexOf(K.ImportAlias); row >= 0; row = kinds.indexOf(K.ImportAlias, row + 1)) {
    if (text.endsWith(name, ends[row])) return true;
  }
  return false;
}
