import { RUAMEL_YAML, SAFE_LOADERS, UNSAFE_LOADERS, YAML_LOAD, YAML_UNSAFE_LOAD } from '../../data/yaml-loaders.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Fix, type Problem } from '../../engine/rule.ts';
import type { Edit } from '../../engine/span.ts';
import { candidateCalls, subscribe } from '../../python/names/matches.ts';
import type { Names, QualifiedName } from '../../python/names/names.ts';
import { severityIn } from '../../python/origin/origin-words.ts';
import { argumentOf, hasHiddenArguments } from '../../python/syntax/call-arguments.ts';
import type { Call, Expression } from '../../python/syntax/nodes.ts';
import { knownValue } from '../../python/worth/known-value.ts';

export const unsafeYamlLoad = defineRule({
  id: 'unsafe-yaml-load',
  kinds: ['python'],
  triggers: ['yaml'],
  severity: 'error',
  fix: 'safe',
  summary: 'YAML read with a loader that builds any object',
  why: "YAML's python tags build objects and call functions while the text is read; only the safe loaders refuse them.",
  details:
    'Every spelling of SafeLoader, CSafeLoader and BaseLoader is silent, as are subclasses of SafeLoader, loaders that cannot be told, and ruamel.yaml unless it is `typ="unsafe"`. FullLoader has been escaped twice (CVE-2020-1747, CVE-2020-14343). See https://pyyaml.org/wiki/PyYAMLDocumentation.',
  bad: 'import yaml\n\nwith open("c.yml") as f:\n    data = yaml.load(f)\n',
  good: 'import yaml\n\nwith open("c.yml") as f:\n    data = yaml.safe_load(f)\n',

  *check(doc) {
    const { names } = doc;
    for (const call of candidateCalls(doc.python, KNOWN)) {
      const name = names.qualify(call.func).find((one) => KNOWN.has(one));
      if (name === undefined) continue;
      const problem = YAML_LOAD.has(name)
        ? judgeLoad(call, name, doc)
        : YAML_UNSAFE_LOAD.has(name)
          ? judgeUnsafeLoad(call, name)
          : judgeRuamel(call, names);
      if (problem !== null) yield { ...problem, severity: severityIn(doc, 'error') };
    }
  },
});

const KNOWN = subscribe(new Set([...YAML_LOAD.keys(), ...YAML_UNSAFE_LOAD.keys(), ...RUAMEL_YAML]));

const WHY = 'whose python tags build any object and call any function';

function judgeLoad(call: Call, name: QualifiedName, doc: Document): Problem | null {
  const { names } = doc;
  const loader = argumentOf(call, 1, 'Loader');
  const safe = YAML_LOAD.get(name) as string;
  const span = { start: call.start, end: call.end };
  if (loader === null) {
    if (hasHiddenArguments(call)) return null;
    const fix = useSafeLoad(call, safe, 'safe', doc);
    return {
      span,
      message: `${name}() without a loader reads YAML ${WHY}`,
      help: `write yaml.${safe}(...), or pass Loader=yaml.SafeLoader`,
      ...(fix === null ? {} : { fix }),
    };
  }
  if (loaderSafety(loader, names, 0) !== 'unsafe') return null;
  const fix = useSafeLoader(loader);
  return {
    span,
    message: `${doc.text.slice(loader.start, loader.end)} reads YAML ${WHY}`,
    help: `write yaml.${safe}(...), or pass yaml.SafeLoader`,
    ...(fix === null ? {} : { fix }),
  };
}

function judgeUnsafeLoad(call: Call, name: QualifiedName): Problem {
  const safe = YAML_UNSAFE_LOAD.get(name) as string;
  const edit = call.func.kind === 'Attribute' ? renameAttribute(call.func, safe) : null;
  return {
    span: { start: call.start, end: call.end },
    message: `${name}() reads YAML ${WHY}`,
    help: `write yaml.${safe}(...)`,
    ...(edit === null ? {} : { fix: { title: `Read with ${safe}`, safety: 'unsafe' as const, edits: [edit] } }),
  };
}

function judgeRuamel(call: Call, names: Names): Problem | null {
  const type = argumentOf(call, null, 'typ');
  const value = type === null ? undefined : knownValue(type, names);
  const types = typeof value === 'object' && value !== null && 'list' in value ? value.list : [value];
  if (!types.includes('unsafe')) return null;
  return {
    span: { start: call.start, end: call.end },
    message: `YAML(typ="unsafe") reads YAML ${WHY}`,
    help: 'write YAML(typ="safe"), or YAML() to keep comments',
  };
}

function useSafeLoad(call: Call, safe: string, safety: Fix['safety'], doc: Document): Fix | null {
  const { func } = call;
  if (func.kind === 'Attribute') return { title: `Read with ${safe}`, safety, edits: [renameAttribute(func, safe)] };
  if (func.kind !== 'Name') return null;
  // `from yaml import load`: name the safe one in the import where nothing else uses it under this name.
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

/** Another loader may refuse documents that were read before. */
function useSafeLoader(loader: Expression): Fix | null {
  if (loader.kind !== 'Attribute') return null;
  return { title: 'Use SafeLoader', safety: 'unsafe', edits: [renameAttribute(loader, 'SafeLoader')] };
}

/** A loader that may be one of several is as safe as its worst. */
function loaderSafety(loader: Expression, names: Names, depth: number): 'safe' | 'unsafe' | 'unknown' {
  if (depth > 8) return 'unknown';
  // A class of this file denotes itself (`@Own`) and its bases.
  const denoted = names.qualify(loader).filter((name) => !name.startsWith('@'));
  if (denoted.some((name) => UNSAFE_LOADERS.has(name))) return 'unsafe';
  if (denoted.length > 0 && denoted.every((name) => SAFE_LOADERS.has(name))) return 'safe';
  if (loader.kind === 'Call' && names.denotes(loader.func, GETATTR)) {
    // getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    const [module, name, fallback] = loader.args;
    if (module === undefined || name?.kind !== 'String') return 'unknown';
    const found = names.qualify(module).map((prefix) => `${prefix}.${name.value}`);
    if (found.some((one) => UNSAFE_LOADERS.has(one))) return 'unsafe';
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
