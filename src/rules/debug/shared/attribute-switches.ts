import { DEBUG_ATTRIBUTES, DEBUG_ITEMS, type SwitchFact } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { type Put, putsOf, watchSettings } from '../../../settings/puts.ts';
import type { Switch } from './switch-sites.ts';

const ATTRIBUTES = new Map<string, SwitchFact>(
  DEBUG_ATTRIBUTES.flatMap((row) => row.attributes.map((name) => [name, row] as const)),
);
const ATTRIBUTE_NAMES = new Set([...ATTRIBUTES.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1)));
const ITEMS = new Map<string, SwitchFact>(
  DEBUG_ITEMS.flatMap((row) => row.mappings.map((mapping) => [`${mapping}[${row.key}]`, row] as const)),
);
const KEYS = new Set(DEBUG_ITEMS.map((row) => row.key));
watchSettings([...ATTRIBUTE_NAMES, ...KEYS]);

/** Debug switches that an assignment or an update puts into an application, its configuration or the environment. */
export function* attributeSwitches(doc: Document): Generator<Switch> {
  for (const put of putsOf(doc)) {
    const fact = factOf(put);
    if (fact === null) continue;
    yield { form: 'attribute', value: put.value, node: put.node, name: writtenName(doc, put), fact };
  }
}

function factOf(put: Put): SwitchFact | null {
  if (put.by === 'attribute') {
    return ATTRIBUTE_NAMES.has(put.name) ? first(put, (holder) => ATTRIBUTES.get(`${holder}.${put.name}`)) : null;
  }
  return KEYS.has(put.name) ? first(put, (holder) => ITEMS.get(`${holder}[${put.name}]`)) : null;
}

function first(put: Put, factAt: (holder: string) => SwitchFact | undefined): SwitchFact | null {
  for (const holder of put.holders()) {
    const fact = factAt(holder);
    if (fact !== undefined) return fact;
  }
  return null;
}

/** `app.debug`; a key by itself. */
function writtenName(doc: Document, { target, name }: Put): string {
  return target === null ? name : doc.text.slice(target.start, target.end);
}
