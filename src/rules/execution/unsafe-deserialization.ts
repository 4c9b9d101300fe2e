import { DESERIALIZERS, type Deserializer, SAFE_BY_DEFAULT, SERIALIZERS } from '../../data/deserializers.ts';
import type { Document } from '../../engine/document.ts';
import type { SinkMatch } from '../../engine/match.ts';
import { defineRule } from '../../engine/rule.ts';
import { argumentOf, type Names, putInto } from '../../python/names/index.ts';
import { describeSource, isOwnFile, worstOrigin } from '../../python/origin/index.ts';
import type { Call, Expression } from '../../python/syntax/index.ts';
import { isTruthy, knownValue } from '../../python/worth/index.ts';

export const unsafeDeserialization = defineRule({
  id: 'unsafe-deserialization',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { sinks: DESERIALIZERS },
  triggers: [],
  severity: 'error',
  fix: null,
  summary: 'Data that runs code while it is read',
  why: 'A pickle is a program: reading one runs whatever its author put in. Anyone who can change the data runs code here.',
  details:
    'An error where the data comes from a request, the command line, the environment or the network in the same function (or from a file that those name), otherwise a warning. Data that the same expression wrote (`pickle.loads(pickle.dumps(x))`) and constants are not reported. See https://docs.python.org/3/library/pickle.html.',
  bad: 'import pickle\n\n\ndef view(request):\n    return pickle.loads(request.body)\n',
  good: 'import json\n\n\ndef view(request):\n    return json.loads(request.body)\n',

  *sink(match, doc) {
    const { call, fact, inputs, reference } = match;
    if (reference === null && (isSwitchedOff(match, doc) || choosesClasses(call, doc))) return;
    if (fact.takes === 'data' && inputs.some((input) => isOwnData(input, doc))) return;
    const origin = worstOrigin(inputs, doc);
    if (origin.kind === 'constant' && fact.takes === 'data' && reference === null) return;
    const name = match.name.replaceAll('()', '');
    if (origin.kind === 'tainted' && !isOwnFile(origin.source, doc.names)) {
      const what = fact.takes === 'path' ? 'reads a file whose name comes' : 'reads data';
      yield {
        span: call,
        message: `${name} ${what} ${describeSource(origin.source, doc)} and runs any code inside it`,
        help: HELP,
      };
    } else {
      yield {
        span: call,
        message: `${name} runs any code inside the data it reads`,
        help: HELP,
        severity: 'warning',
      };
    }
  },
});

const HELP =
  'use a format that holds only data (json, msgpack, safetensors, numpy without pickles), or sign the data when this program writes it and verify the signature before reading';

/** Data that the same expression serialised: `pickle.loads(pickle.dumps(x))` copies x. */
function isOwnData(input: Expression, doc: Document): boolean {
  return input.kind === 'Call' && doc.names.denotes(input.func, SERIALIZERS);
}

/** A subclass of Unpickler that decides itself what may be found, as the documentation shows. */
function choosesClasses(call: Call, doc: Document): boolean {
  const definition = doc.names.definition(call.func);
  return (
    definition?.kind === 'ClassDef' &&
    definition.body.some((node) => node.kind === 'FunctionDef' && node.name === 'find_class')
  );
}

function isSwitchedOff({ call, name, fact }: SinkMatch<Deserializer>, doc: Document): boolean {
  const { unless } = fact;
  if (unless === undefined) return false;
  const given = argumentOf(call, unless.index, unless.keyword, doc.names);
  if (given === null) return SAFE_BY_DEFAULT.has(name) || call.keywords.some((keyword) => mayHold(keyword, doc.names));
  const value = knownValue(given, doc.names);
  // A switch whose value is unknown is not an explicit mistake.
  return value === undefined || isTruthy(value) === unless.is;
}

/** `**options` may contain anything unless the file spells out every key. */
function mayHold({ name, value }: Call['keywords'][number], names: Names): boolean {
  return name === null && !isSpelledOut(value, names);
}

function isSpelledOut(mapping: Expression, names: Names): boolean {
  if (mapping.kind === 'Dict') return mapping.items.every(({ key }) => key?.kind === 'String');
  if (mapping.kind !== 'Name' || putInto(mapping, names).length > 0) return false;
  const bindings = names.bindings(mapping.name, mapping);
  return (
    bindings.length > 0 &&
    bindings.every(
      ({ node, value }) => node.kind !== 'AugAssign' && value?.kind === 'Dict' && isSpelledOut(value, names),
    )
  );
}
