import type { QualifiedName } from '../../data/qualified-name.ts';
import { HUB_CALLS, MODEL_LOADERS, SAFE_MODE_SWITCHES, TRUSTING_PACKAGES } from '../../data/remote-code.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { argumentOf, type Names } from '../../python/names/index.ts';
import type { Call, Expression } from '../../python/syntax/index.ts';
import { entries, isOff, isOn, knownText } from '../../python/worth/index.ts';

type Way = 'hub' | 'model' | 'switch';

const CALLS: ReadonlyMap<QualifiedName, Way> = new Map<QualifiedName, Way>([
  ...HUB_CALLS.map((name) => [name, 'hub'] as const),
  ...MODEL_LOADERS.map((name) => [name, 'model'] as const),
  ...SAFE_MODE_SWITCHES.map((name) => [name, 'switch'] as const),
]);

const SWITCH = 'trust_remote_code';

export const remoteCode = defineRule({
  id: 'remote-code',
  kinds: ['python'],
  triggers: [SWITCH],
  on: { calls: CALLS },
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  severity: 'error',
  fix: null,
  summary: 'Code downloaded from a hub and run',
  why: 'Anyone who can change the repository on the hub, or the model file, runs code here with all the rights of the program.',
  details:
    'Reports `trust_remote_code=True`, `torch.hub.load` of a repository without a full commit, and `safe_mode=False` in Keras. Not reported: a `revision` that is a full commit, `False`, unknown values, the default of a parameter, and `source="local"`. See https://docs.pytorch.org/docs/stable/hub.html and https://keras.io/api/models/model_saving_apis/.',
  bad: 'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("acme/model", trust_remote_code=True)\n',
  good: 'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("acme/model")\n',

  *call({ call, name, fact }, doc) {
    const problem =
      fact === 'hub'
        ? judgeHub(call, name, doc.names)
        : fact === 'model'
          ? judgeModel(call, name, doc.names)
          : SAFE_MODE;
    if (problem !== null) yield { ...problem, span: problem.span ?? call };
  },

  *check(doc) {
    if (!doc.text.includes(SWITCH)) return;
    const seen = new Set<number>();
    for (const call of doc.python.nodes('Call')) {
      if (call.keywords.length === 0 || !isTrusting(call, doc)) continue;
      const value = optionOf(call, SWITCH, doc.names);
      if (value === null || !isOn(value, doc.names) || seen.has(value.start) || isPinned(call, doc.names)) continue;
      seen.add(value.start);
      yield {
        span: value,
        message: `${SWITCH}=True runs whatever Python code is in the repository on the hub`,
        help: `remove ${SWITCH}, or pin the code that you have read with revision="<full commit>"`,
      };
    }
  },
});

type Judged = Omit<Problem, 'span'> & { readonly span?: Problem['span'] };

const SAFE_MODE: Judged = {
  message: 'Every model that Keras loads from here on may bring code that gets run',
  help: 'leave safe mode on, and register the layers that the models need',
};

const COMMIT = /:[0-9a-f]{40}$/;

function judgeHub(call: Call, name: QualifiedName, names: Names): Judged | null {
  const source = argumentOf(call, null, 'source', names);
  if (source !== null && knownText(source, names) !== 'github') return null;
  const given = argumentOf(call, 0, name === 'torch.hub.load' ? 'repo_or_dir' : 'github', names);
  const repository = given === null ? null : knownText(given, names);
  if (repository === null || COMMIT.test(repository)) return null;
  return {
    message: `${name}() runs whatever code is in ${repository} on the day it is downloaded`,
    help: 'pin a full commit after a colon ("acme/vision:<40 hex digits>"), or load from a local copy with source="local"',
  };
}

function judgeModel(call: Call, name: QualifiedName, names: Names): Judged | null {
  const mode = argumentOf(call, null, 'safe_mode', names);
  if (mode === null || !isOff(mode, names)) return null;
  return {
    span: mode,
    message: `${name}(safe_mode=False) runs any code in the model file`,
    help: 'leave safe mode on, and register the layers that the model needs',
  };
}

function isTrusting(call: Call, { names }: Document): boolean {
  return names.qualify(call.func).some((name) => TRUSTING_PACKAGES.has(name.slice(0, name.search(/[.(]|$/))));
}

const FULL_COMMIT = /^[0-9a-f]{40}$/;

/** The commit of the repository, or of its code, is given in full: nobody can change what is run. */
function isPinned(call: Call, names: Names): boolean {
  return ['revision', 'code_revision'].some((option) => {
    const value = optionOf(call, option, names);
    return value !== null && FULL_COMMIT.test(knownText(value, names) ?? '');
  });
}

/** An option as a keyword, in a mapping that is spread, or in a dict of options (`model_kwargs={…}`). */
function optionOf(call: Call, option: string, names: Names): Expression | null {
  const given = argumentOf(call, null, option, names);
  if (given !== null) return given;
  for (const { name, value } of call.keywords) {
    if (name === null || !/(?:kwargs|args|config|options)$/.test(name)) continue;
    const nested = entries(value, names).get(option);
    if (nested !== undefined) return nested;
  }
  return null;
}
