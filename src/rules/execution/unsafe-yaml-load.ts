import type { QualifiedName } from '../../data/qualified-name.ts';
import {
  FULL_LOADERS,
  RUAMEL_YAML,
  SAFE_LOADERS,
  UNSAFE_LOADERS,
  YAML_FULL_LOAD,
  YAML_LOAD,
  YAML_UNSAFE_LOAD,
} from '../../data/yaml-loaders.ts';
import { manifestsAbove } from '../../deployment/python-project.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Fix, type Problem } from '../../engine/rule.ts';
import type { Edit } from '../../engine/span.ts';
import { argumentOf, hasHiddenArguments, type Names } from '../../python/names/index.ts';
import type { Call, Expression } from '../../python/syntax/index.ts';
import { knownValue } from '../../python/worth/index.ts';

type YamlCall = 'load' | 'unsafe load' | 'ruamel';

const YAML_CALLS: ReadonlyMap<QualifiedName, YamlCall> = new Map([
  ...[...YAML_LOAD.keys()].map((name) => [name, 'load'] as const),
  ...[...YAML_UNSAFE_LOAD.keys()].map((name) => [name, 'unsafe load'] as const),
  ...[...RUAMEL_YAML].map((name) => [name, 'ruamel'] as const),
]);

export const unsafeYamlLoad = defineRule({
  id: 'unsafe-yaml-load',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { calls: YAML_CALLS },
  triggers: [],
  severity: 'error',
  fix: 'safe',
  summary: 'YAML read with a loader that builds any object',
  why: "YAML's python tags build objects and call functions while the text is being read; only the safe loaders refuse them.",
  details:
    'Not reported: SafeLoader, CSafeLoader and BaseLoader in every spelling, subclasses of SafeLoader, unknown loaders, and ruamel.yaml unless it is `typ="unsafe"`. FullLoader is a warning, because it could be made to run code before PyYAML 5.4 (CVE-2020-1747, CVE-2020-14343), and an error where a manifest pins such a version. See https://pyyaml.org/wiki/PyYAMLDocumentation.',
  bad: 'import yaml\n\nwith open("c.yml") as f:\n    data = yaml.load(f)\n',
  good: 'import yaml\n\nwith open("c.yml") as f:\n    data = yaml.safe_load(f)\n',

  *call({ call, name, fact }, doc) {
    const problem =
      fact === 'load'
        ? judgeLoad(call, name, doc)
        : fact === 'unsafe load'
          ? judgeUnsafeLoad(call, name, doc)
          : judgeRuamel(call, doc.names);
    if (problem !== null) yield problem;
  },
});

const WHY = 'whose python tags can build any object and call any function';

/** What the full loader still does, and what it did before PyYAML 5.4. */
function fullLoader(what: string, doc: Document): Pick<Problem, 'message' | 'severity'> {
  for (const { text } of manifestsAbove(doc)) {
    const pin = OLD_YAML.exec(text)?.[1];
    if (pin !== undefined)
      return {
        message: `${what} can be made to run code by the YAML it reads in PyYAML ${pin}, which this project pins`,
      };
  }
  return {
    message: `${what} resolves Python names in the YAML it reads, and could be made to run code before PyYAML 5.4`,
    severity: 'warning',
  };
}

/** An exact pin below 5.4. */
const OLD_YAML = /^[ \t"']*pyyaml[ \t"']*={1,3}[ \t"'=]*((?:[0-4]|5\.[0-3])(?:\.[\d.]*)?)(?![\d.])/im;

function judgeLoad(call: Call, name: QualifiedName, doc: Document): Problem | null {
  const { names } = doc;
  const loader = argumentOf(call, 1, 'Loader');
  const safe = YAML_LOAD.get(name) as string;
  if (loader === null) {
    if (hasHiddenArguments(call)) return null;
    return {
      span: call,
      message: `${name}() without a loader reads YAML ${WHY}`,
      help: `write yaml.${safe}(...), or pass Loader=yaml.SafeLoader`,
      fix: useSafeLoad(call, safe, 'safe', doc),
    };
  }
  if (loaderSafety(loader, names, 0) !== 'unsafe') return null;
  const source = doc.text.slice(loader.start, loader.end);
  const isFull = names.denotes(loader, FULL_LOADERS) && !names.denotes(loader, UNSAFE_LOADERS);
  return {
    span: call,
    ...(isFull ? fullLoader(source, doc) : { message: `${source} reads YAML ${WHY}` }),
    help: `write yaml.${safe}(...), or pass yaml.SafeLoader`,
    fix: useSafeLoader(loader),
  };
}

function judgeUnsafeLoad(call: Call, name: QualifiedName, doc: Document): Problem {
  const safe = YAML_UNSAFE_LOAD.get(name) as string;
  const edit = call.func.kind === 'Attribute' ? renameAttribute(call.func, safe) : null;
  return {
    span: call,
    ...(YAML_FULL_LOAD.has(name) ? fullLoader(`${name}()`, doc) : { message: `${name}() reads YAML ${WHY}` }),
    help: `write yaml.${safe}(...)`,
    fix: edit === null ? null : { title: `Read with ${safe}`, safety: 'unsafe', edits: [edit] },
  };
}

function judgeRuamel(call: Call, names: Names): Problem | null {
  const type = argumentOf(call, null, 'typ');
  const value = type === null ? undefined : knownValue(type, names);
  const types = typeof value === 'object' && value !== null && 'list' in value ? value.list : [value];
  if (!types.includes('unsafe')) return null;
  return {
    span: call,
    message: `YAML(typ="unsafe") reads YAML ${WHY}`,
    help: 'write YAML(typ="safe"), or YAML() to keep comments',
  };
}

function useSafeLoad(call: Call, safe: string, safety: Fix['safety'], doc: Document): Fix | null {
  const { func } = call;
  if (func.kind === 'Attribute') return { title: `Read with ${safe}`, safety, edits: [renameAttribute(func, safe)] };
  if (func.kind !== 'Name') return null;
  // `from yaml import load`: import the safe function instead if nothing else uses the import under this name.
  const bindings = doc.names.bindings(func.name, func);
  const [binding] = bindings;
  if (bindings.length !== 1 || binding?.node.kind !== 'ImportAlias' || binding.node.asname !== null) return null;
  if (doc.names.bindings(safe, func).length > 0) return null;
  const alias = binding.node;
  return {
    title: `Read with ${safe}`,
    safety,
    edits: [
      { start: alias.end, end: alias.end, text: `, ${safe}` },
      { start: func.start, end: func.end, text: safe },
    ],
  };
}

function renameAttribute(func: Expression & { kind: 'Attribute' }, name: string): Edit {
  return { start: func.attrStart, end: func.attrStart + func.attr.length, text: name };
}

/** Another loader may refuse documents that could be read before. */
function useSafeLoader(loader: Expression): Fix | null {
  if (loader.kind !== 'Attribute') return null;
  return { title: 'Use SafeLoader', safety: 'unsafe', edits: [renameAttribute(loader, 'SafeLoader')] };
}

const isUnsafe = (loader: QualifiedName): boolean => UNSAFE_LOADERS.has(loader) || FULL_LOADERS.has(loader);

/** A loader that may be one of several is as safe as the worst of them. */
function loaderSafety(loader: Expression, names: Names, depth: number): 'safe' | 'unsafe' | 'unknown' {
  if (depth > 8) return 'unknown';
  // A class in this file denotes itself (`@Own`) and its bases.
  const denoted = names.qualify(loader).filter((name) => !name.startsWith('@'));
  if (denoted.some(isUnsafe)) return 'unsafe';
  if (denoted.length > 0 && denoted.every((name) => SAFE_LOADERS.has(name))) return 'safe';
  if (loader.kind === 'Call' && names.denotes(loader.func, GETATTR)) {
    // getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    const [module, name, fallback] = loader.args;
    if (module === undefined || name?.kind !== 'String') return 'unknown';
    const found = names.qualify(module).map((prefix) => `${prefix}.${name.value}`);
    if (found.some(isUnsafe)) return 'unsafe';
    return fallback === undefined ? 'unknown' : loaderSafety(fallback, names, depth + 1);
  }
  if (loader.kind === 'IfExp') {
    return worst(loaderSafety(loader.body, names, depth + 1), loaderSafety(loader.orelse, names, depth + 1));
  }
  if (loader.kind === 'BoolOp') {
    return loader.values.map((value) => loaderSafety(value, names, depth + 1)).reduce(worst);
  }
  if (loader.kind === 'Name') {
    for (const binding of names.bindings(loader.name, loader)) {
      if (binding.node.kind === 'ClassDef') {
        const bases = binding.node.bases.map((base) => loaderSafety(base, names, depth + 1));
        if (bases.includes('unsafe')) return 'unsafe';
      } else if (binding.value !== null && binding.value.id !== loader.id) {
        const value = loaderSafety(binding.value, names, depth + 1);
        if (value === 'unsafe') return value;
      }
    }
  }
  return 'unknown';
}

function worst(a: 'safe' | 'unsafe' | 'unknown', b: 'safe' | 'unsafe' | 'unknown'): 'safe' | 'unsafe' | 'unknown' {
  if (a === 'unsafe' || b === 'unsafe') return 'unsafe';
  return a === 'safe' && b === 'safe' ? 'safe' : 'unknown';
}

const GETATTR = new Set(['builtins.getattr']);
