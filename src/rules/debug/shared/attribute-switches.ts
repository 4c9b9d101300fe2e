import { debugVariable, environmentNames } from '../../../data/debug-variables.ts';
import { DEBUG_ATTRIBUTES, DEBUG_ITEMS, type SwitchFact } from '../../../data/frameworks.ts';
import { TRUTH_TABLES } from '../../../data/truth-tables.ts';
import type { Document } from '../../../engine/document.ts';
import type { Expression } from '../../../python/syntax/index.ts';
import { type Put, putsOf } from '../../../settings/puts.ts';
import { watchHolders, watchSettings } from '../../../settings/watched.ts';
import type { Switch } from './switch.ts';

const ATTRIBUTES = new Map<string, SwitchFact>(
  DEBUG_ATTRIBUTES.flatMap((row) => row.attributes.map((name) => [name, row] as const)),
);
const ATTRIBUTE_NAMES = new Set([...ATTRIBUTES.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1)));
const ITEMS = new Map<string, SwitchFact>(
  DEBUG_ITEMS.flatMap((row) => row.mappings.map((mapping) => [`${mapping}[${row.key}]`, row] as const)),
);
const KEYS = new Set(DEBUG_ITEMS.map((row) => row.key));
watchSettings([...ATTRIBUTE_NAMES, ...KEYS]);
watchHolders(DEBUG_ITEMS.flatMap((row) => row.mappings));
watchHolders([...ATTRIBUTES.keys()].map((name) => name.slice(0, name.lastIndexOf('.'))));

/** Debug switches that an assignment or an update puts into an application, its configuration or the environment. */
export function* attributeSwitches(doc: Document): Generator<Switch> {
  for (const put of putsOf(doc)) {
    const fact = isOff(put.value) ? null : factOf(put);
    if (fact === null) continue;
    yield { form: 'attribute', value: put.value, node: put.node, name: writtenName(doc, put), fact };
  }
}

/** Nothing is wrong with that, whatever it is put into: `self.debug = 0`. */
const isOff = (value: Expression): boolean =>
  value.kind === 'Constant'
    ? value.value === false || value.value === null
    : value.kind === 'Number' && value.value === 0;

function factOf(put: Put): SwitchFact | null {
  if (put.by === 'attribute') {
    return ATTRIBUTE_NAMES.has(put.name) ? first(put, (holder) => ATTRIBUTES.get(`${holder}.${put.name}`)) : null;
  }
  const item = KEYS.has(put.name) ? first(put, (holder) => ITEMS.get(`${holder}[${put.name}]`)) : null;
  if (item !== null) return item;
  const variable = variableFact(put.name);
  return variable !== null && put.holders().includes('os.environ') ? variable : null;
}

/** The fact about a variable that turns on debug in what reads the environment. */
function variableFact(name: string): SwitchFact | null {
  const docs = 'https://docs.python.org/3/library/os.html#os.environ';
  const environment = environmentNames.get(name.toUpperCase());
  if (environment !== undefined) {
    const truth = TRUTH_TABLES.development;
    return { framework: environment, exposes: 'console', severity: 'warning', docs, truth, off: 'production' };
  }
  const variable = debugVariable(name);
  if (variable === null) return null;
  const exposes = variable.reader === 'Flask' || variable.reader === 'Dash' ? 'console' : 'tracebacks';
  return { framework: variable.reader ?? 'the application', exposes, docs, truth: variable.table };
}

function first(put: Put, factAt: (holder: string) => SwitchFact | undefined): SwitchFact | null {
  for (const holder of put.holders()) {
    const fact = factAt(holder);
    if (fact !== undefined) return fact;
  }
  return null;
}

/** `app.debug`, or a key without its object. */
function writtenName(doc: Document, { target, name }: Put): string {
  return target === null ? name : doc.text.slice(target.start, target.end);
}
