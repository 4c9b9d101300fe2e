import type { SwitchFact } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { candidateCalls, subscribe } from '../../../python/names/index.ts';
import {
  type Call,
  type ClassDef,
  type Expression,
  identifierAt,
  type NodeOf,
  type PythonFile,
} from '../../../python/syntax/index.ts';
import * as K from '../../../python/syntax/tree.ts';
import { frameworkNames } from '../../../settings/framework-names.ts';
import type { Switch } from './switch.ts';

/** Classes whose fields are read from the environment, if set there, at their first use. */
const SETTINGS_MODELS = new Set([
  'pydantic_settings.BaseSettings',
  'pydantic_settings.main.BaseSettings',
  'pydantic.BaseSettings',
  'pydantic.v1.BaseSettings',
  'pydantic.env_settings.BaseSettings',
  'goodconf.GoodConf',
  'esmerald.EsmeraldSettings',
  'esmerald.EsmeraldAPISettings',
  'esmerald.conf.global_settings.EsmeraldSettings',
  'lilya.conf.global_settings.Settings',
]);
const FIELDS = new Set(['pydantic.Field', 'pydantic.fields.Field', 'pydantic.v1.Field', 'goodconf.Field']);
const ENVIRON_SCHEMES = new Set(['environ.Env', 'environ.FileAwareEnv', 'environ.environ.Env']);
/** https://django-configurations.readthedocs.io/en/stable/values/ */
const BOOLEAN_VALUES = new Set(['configurations.values.BooleanValue']);

const SCHEMES = subscribe(new Set([...ENVIRON_SCHEMES, ...BOOLEAN_VALUES]));

const MODEL: SwitchFact = {
  framework: 'the application',
  exposes: 'tracebacks',
  docs: 'https://docs.pydantic.dev/latest/concepts/pydantic_settings/',
};
const DJANGO: SwitchFact = {
  framework: 'Django',
  exposes: 'pages',
  docs: 'https://docs.djangoproject.com/en/5.2/ref/settings/#debug',
};

/** Words that may accompany `debug` in the name of a debug switch (`app_debug`, `debug_mode`). */
const COMPANION_WORDS = new Set(
  'mode app is enable enabled flag flask django api server web fastapi starlette quart sanic run use in on'.split(' '),
);

/** `DEBUG`, `app_debug`, `is_debug_mode`; not `debug_level`, `debug_toolbar`, `log_debug`. */
export function isDebugName(name: string): boolean {
  const lower = name.toLowerCase();
  if (!lower.includes('debug')) return false;
  const words = lower.split('_').filter(Boolean);
  return words.includes('debug') && words.every((word) => word === 'debug' || COMPANION_WORDS.has(word));
}

/** Debug switches whose value here applies unless the environment overrides it. */
export function* fieldSwitches(doc: Document): Generator<Switch> {
  for (const { model, fields } of classesWithDebugFields(doc.python)) {
    const switches = fields.flatMap((field) => [...ofField(doc, field)]);
    if (switches.length > 0 && isModel(doc, model)) yield* switches;
  }
  for (const call of candidateCalls(doc.python, SCHEMES)) {
    if (call.keywords.some(({ name }) => name !== null && isDebugName(name))) yield* ofScheme(doc, call);
    const value = call.args[0] ?? call.keywords.find(({ name }) => name === 'default')?.value;
    if (value === undefined || !isSwitchAssignment(doc, call)) continue;
    if (doc.names.denotes(call.func, BOOLEAN_VALUES)) {
      yield { form: 'field', value, node: call, name: 'DEBUG', fact: DJANGO };
    }
  }
}

/** True for a settings class that the environment overrides. */
export function isModel(doc: Document, { bases }: ClassDef): boolean {
  return bases.some((base) => frameworkNames(base, doc.names).some((name) => SETTINGS_MODELS.has(name)));
}

type Field = NodeOf<'Assign' | 'AnnAssign'>;

interface ModelFields {
  readonly model: ClassDef;
  readonly fields: readonly Field[];
}

/** Reads the rows directly: as nodes, the bodies of all classes make up most of a file. */
function classesWithDebugFields({ text, parsed: { tree }, view }: PythonFile): readonly ModelFields[] {
  const { kinds, starts } = tree;
  const found: ModelFields[] = [];
  for (let row = kinds.indexOf(K.ClassDef); row >= 0; row = kinds.indexOf(K.ClassDef, row + 1)) {
    const fields: Field[] = [];
    for (const statement of K.childrenOf(tree, row - 1)) {
      if (kinds[statement] !== K.Assign && kinds[statement] !== K.AnnAssign) continue;
      const target = K.firstChild(tree, statement);
      if (kinds[target] !== K.Name || !isDebugName(identifierAt(text, starts[target]!))) continue;
      fields.push(view(statement) as Field);
    }
    if (fields.length > 0) found.push({ model: view(row) as ClassDef, fields });
  }
  return found.sort((a, b) => a.model.start - b.model.start);
}

function* ofField(doc: Document, node: Field): Generator<Switch> {
  const target = node.kind === 'AnnAssign' ? node.target : node.targets[0];
  if (node.value === null || target?.kind !== 'Name') return;
  const value = fieldDefault(doc, node.value);
  if (value !== null) yield { form: 'field', value, node, name: target.name, fact: MODEL };
}

function fieldDefault(doc: Document, value: Expression): Expression | null {
  if (value.kind !== 'Call' || !doc.names.denotes(value.func, FIELDS)) return value;
  const given = (wanted: string) => value.keywords.find(({ name }) => name === wanted)?.value;
  const factory = given('default_factory');
  return value.args[0] ?? given('default') ?? (factory?.kind === 'Lambda' ? factory.body : null);
}

/** `environ.Env(DEBUG=(bool, True))`: https://django-environ.readthedocs.io/en/latest/quickstart.html */
function* ofScheme(doc: Document, call: Call): Generator<Switch> {
  if (!doc.names.denotes(call.func, ENVIRON_SCHEMES)) return;
  for (const { name, value } of call.keywords) {
    if (name === null || !isDebugName(name) || value.kind !== 'Tuple') continue;
    const [, initial] = value.items;
    if (initial !== undefined) yield { form: 'field', value: initial, node: call, name, fact: DJANGO };
  }
}

function isSwitchAssignment(doc: Document, call: Call): boolean {
  const statement = doc.python.parent(call);
  if (statement?.kind !== 'Assign' && statement?.kind !== 'AnnAssign') return false;
  const target = statement.kind === 'AnnAssign' ? statement.target : statement.targets[0];
  return target?.kind === 'Name' && target.name === 'DEBUG';
}
