import {
  CORS_ALL_SETTINGS,
  CORS_CALLS,
  CORS_CREDENTIAL_SETTINGS,
  CORS_LIST_SETTINGS,
  CORS_PATTERN_SETTINGS,
  type CorsCall,
} from '../../data/cors-switches.ts';
import type { Document } from '../../engine/document.ts';
import { memo } from '../../engine/memo.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { argumentOf, callsAt, callsOfWord, candidateCalls, mayMean, subscribe } from '../../python/names/index.ts';
import { type Call, type Expression, intern } from '../../python/syntax/index.ts';
import { isOn, knownValue } from '../../python/worth/index.ts';
import { settingsOf } from '../../settings/reader.ts';
import { textElements } from '../../settings/text-elements.ts';

const SETTINGS = new Set([...CORS_ALL_SETTINGS, ...CORS_LIST_SETTINGS, ...CORS_PATTERN_SETTINGS]);
subscribe(CORS_CALLS);

export const openCors = defineRule({
  id: 'open-cors',
  kinds: ['python'],
  triggers: ['cors', 'cross_origin'],
  on: { settings: SETTINGS },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'app.py',
  // Whether a module is a settings module may depend on the manage.py next to it.
  severity: 'error',
  fix: null,
  summary: 'CORS open to every site',
  why: "Any page on the web may call this API from its visitors' browsers and read the answers; with credentials, as the user who is logged in there.",
  details:
    'A warning; an error where credentials are allowed too. It knows django-cors-headers, Starlette, FastAPI, Flask-CORS, Litestar, Falcon and Quart-CORS. Only explicit values are reported, with one exception: Flask-CORS with credentials and no origins, where the default is every origin. See https://developer.mozilla.org/docs/Web/HTTP/CORS.',
  bad: 'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)\n',
  good: 'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=["https://example.com"], allow_credentials=True)\n',

  *setting({ name, value }, doc) {
    if (CORS_ALL_SETTINGS.has(name) && isOn(value, doc.names)) yield problem(value, sendsCredentials(doc), name);
    if (CORS_LIST_SETTINGS.has(name)) yield* anyOrigin(value, name, sendsCredentials(doc), doc);
    if (CORS_PATTERN_SETTINGS.has(name)) {
      const open = patternElements(value).find((item) => isOpenPattern(item, doc));
      if (open !== undefined) yield problem(open, sendsCredentials(doc), name);
    }
  },

  *check(doc) {
    for (const call of possibleCalls(doc)) {
      const options = corsCall(call, doc);
      if (options !== null) yield* judgeCall(call, options, doc);
    }
  },
});

const INIT = intern('__init__');

/** Those of subclasses too, which hand the options to `super().__init__(…)`. */
function possibleCalls({ python }: Document): readonly Call[] {
  const calls = candidateCalls(python, CORS_CALLS);
  if (!mayMean(python, CORS_CALLS)) return calls;
  return [...calls, ...callsAt(python, callsOfWord(python, INIT)).filter((call) => !calls.includes(call))];
}

/** @param option the setting or keyword that is open */
function problem(at: Expression, credentials: boolean, option: string): Problem {
  return {
    span: at,
    message: credentials
      ? `CORS lets every site call this API with its visitors' cookies and read the answers (${option})`
      : `CORS lets every site call this API from its visitors' browsers and read the answers (${option})`,
    help: 'list the origins that need it, for example ["https://www.example.com"]',
    severity: credentials ? 'error' : 'warning',
  };
}

const sendsCredentials = (doc: Document): boolean => memo(doc, findsCredentials);
const findsCredentials = (doc: Document): boolean =>
  settingsOf(doc).some(({ name, value }) => CORS_CREDENTIAL_SETTINGS.has(name) && isOn(value, doc.names));

/** The options of a call that sets up CORS: directly, by `add_middleware(CORSMiddleware, …)` or `Middleware(…)`. */
function corsCall(call: Call, doc: Document): CorsCall | null {
  const { names } = doc;
  for (const name of names.qualify(call.func)) {
    const options = CORS_CALLS.get(name.replace(/(?:\(\))?\.__init__$/, ''));
    if (options !== undefined) return options;
  }
  const [first] = call.args;
  const last = call.func.kind === 'Attribute' ? call.func.attr : call.func.kind === 'Name' ? call.func.name : '';
  const isMiddleware = last === 'add_middleware' || names.denotes(call.func, MIDDLEWARE);
  const given = first ?? argumentOf(call, null, 'middleware_class') ?? argumentOf(call, null, 'cls');
  if (!isMiddleware || given === null) return null;
  for (const name of names.qualify(given)) {
    const options = CORS_CALLS.get(name);
    if (options !== undefined) return options;
  }
  return null;
}

const MIDDLEWARE = new Set(['starlette.middleware.Middleware', 'fastapi.middleware.Middleware']);

function* judgeCall(call: Call, options: CorsCall, doc: Document): Generator<Problem> {
  const credentials = options.credentials.some((keyword) => {
    const value = argumentOf(call, null, keyword, doc.names);
    return value !== null && isOn(value, doc.names);
  });
  for (const keyword of options.origins) {
    const value = argumentOf(call, null, keyword, doc.names);
    if (value !== null) yield* anyOrigin(value, keyword, credentials, doc);
  }
  for (const keyword of options.patterns) {
    const value = argumentOf(call, null, keyword, doc.names);
    if (value !== null && isOpenPattern(value, doc)) yield problem(value, credentials, keyword);
  }
  const resources = options.resources === undefined ? null : argumentOf(call, null, options.resources, doc.names);
  if (options.isOpenByDefault === true && credentials && !namesOrigins(call, options, resources, doc)) {
    yield {
      ...problem(call, true, 'origins'),
      message:
        'No origins are given, and the default is "*": CORS lets every site call this API with its visitors\' cookies',
    };
    return;
  }
  if (resources?.kind !== 'Dict') return;
  for (const { value } of resources.items) {
    if (value.kind !== 'Dict') continue;
    const option = (name: string) => value.items.find(({ key }) => key?.kind === 'String' && key.value === name)?.value;
    const origins = option('origins');
    const own = option('supports_credentials');
    if (origins !== undefined)
      yield* anyOrigin(origins, 'origins', credentials || (own !== undefined && isOn(own, doc.names)), doc);
  }
}

/** True if the call, its resources or the application's configuration may set which origins are allowed. */
function namesOrigins(call: Call, { origins }: CorsCall, resources: Expression | null, doc: Document): boolean {
  if (call.keywords.some(({ name }) => name === null || origins.includes(name))) return true;
  if (memo(doc, listsOrigins)) return true;
  if (resources === null) return false;
  if (resources.kind !== 'Dict') return true;
  return resources.items.every(
    ({ value }) =>
      value.kind !== 'Dict' || value.items.some(({ key }) => key?.kind !== 'String' || origins.includes(key.value)),
  );
}

const listsOrigins = (doc: Document): boolean => settingsOf(doc).some(({ name }) => CORS_LIST_SETTINGS.has(name));

function* anyOrigin(value: Expression, option: string, credentials: boolean, doc: Document): Generator<Problem> {
  if (
    textElements(value, doc.names).some(({ text }) =>
      text.split(',').some((one) => one.trim() === '*' || isOpenText(one.trim())),
    )
  ) {
    yield problem(value, credentials, option);
  }
}

function patternElements(value: Expression): readonly Expression[] {
  return value.kind === 'List' || value.kind === 'Tuple' ? value.items : [value];
}

/** `.*`, `^.*$`, `https?://.*`, also inside re.compile. */
function isOpenPattern(value: Expression, doc: Document): boolean {
  const inner = value.kind === 'Call' && value.args[0] !== undefined ? value.args[0] : value;
  const text = knownValue(inner, doc.names);
  return typeof text === 'string' && isOpenText(text);
}

const isOpenText = (text: string): boolean => /^\^?(?:https\??:(?:\\?\/){2})?\.[*+]\$?$/.test(text);
