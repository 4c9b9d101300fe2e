import { type DebugVariable, debugVariable, environmentNames, isOtherProgram } from '../../data/debug-variables.ts';
import { offText, onWords, TRUTH_TABLES, type TruthTable, truthOf } from '../../data/truth-tables.ts';
import type { Place, Variable, VariableOrigin } from '../../deployment/deployment.ts';
import { isPythonProject, manifestTexts } from '../../deployment/python-project.ts';
import { isLoose } from '../../deployment/types.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Scalar } from '../../formats/tree.ts';
import { deployedFileSettings, type FileSetting, snakeCase, wordsOfKeys } from '../../settings/settings-file.ts';
import { isVerbatim, lineAfter } from './shared/replacement-line.ts';

export const debugInConfig = defineRule({
  id: 'debug-in-config',
  kinds: ['dotenv', 'yaml', 'toml', 'json', 'ini', 'dockerfile', 'procfile', 'text'],
  triggers: ['debug', 'flask_env', 'quart_env', 'env_file'],
  // Of other texts, only shell scripts count.
  triggersOf: { text: [/debug\w{0,40}=/i, 'FLASK_ENV=', 'QUART_ENV='] },
  examplePath: '.env',
  on: { variables: true },
  appliesTo: 'deployed',
  guarded: 'counts',
  severity: 'error',
  fix: 'safe',
  summary: 'Debug mode switched on in a configuration file',
  why:
    'A debug switch in an environment file, an image or a manifest ships with it. Error pages then show visitors ' +
    'settings, source code and local variables, and some frameworks add a console.',
  details: [
    'Each variable is judged by the rules of the library that reads it: FLASK_DEBUG is on for any text but `0`, `false` and',
    '`no` (so `off` is on), django-environ takes `true on ok y yes 1`, decouple `y yes t true on 1`, Pyramid',
    '`t true y yes on 1`. YAML settings are read as PyYAML reads them (1.1), compose and Kubernetes as 1.2.',
    'The default in a reference to another variable counts as the value.',
  ].join('\n'),
  bad: 'DEBUG=True\n',
  good: 'DEBUG=False\n',

  *variable(variable, doc) {
    const problem = variableProblem(doc, variable);
    if (problem && isPythonProject(doc)) yield problem;
  },

  *check(doc) {
    if (doc.kind === 'dotenv' || doc.kind === 'dockerfile' || doc.kind === 'procfile' || doc.kind === 'text') return;
    const problems = [...settingProblems(doc)];
    if (problems.length > 0 && isPythonProject(doc)) yield* problems;
  },
});

function variableProblem(doc: Document, variable: Variable): Problem | null {
  const { name, value } = variable;
  const environment = environmentNames.get(name.toUpperCase());
  if (environment !== undefined) {
    const isOn = /^dev(?:elopment)?$/i.test(value.text);
    return isOn ? environmentProblem(doc, variable, environment) : null;
  }
  const debug = debugVariable(name);
  const reader = debug && readerThatIsOn(doc, debug, value.text);
  return debug && reader ? switchProblem(doc, variable, debug, reader) : null;
}

interface Reader {
  readonly name: string | null;
  readonly table: TruthTable;
}

/** A reader that takes the text as on: the variable's own, or if that is unknown, one that the project installs. */
function readerThatIsOn(doc: Document, debug: DebugVariable, text: string): Reader | null {
  if (isOnFor(debug.table, text)) return { name: debug.reader, table: debug.table };
  if (debug.reader !== null || !OTHER_TRUTHS.some(({ table }) => isOnFor(table, text))) return null;
  for (const manifest of manifestTexts(doc)) {
    for (const other of OTHER_TRUTHS) if (manifest.includes(other.name) && isOnFor(other.table, text)) return other;
  }
  return null;
}

const isOnFor = (table: TruthTable, text: string): boolean => truthOf(table, text) === true;

const OTHER_TRUTHS = [{ name: 'django-environ', table: TRUTH_TABLES['django-environ'] }];

const PLACES: Readonly<Record<Place, string>> = {
  dotenv: 'an environment file',
  compose: 'a compose service',
  dockerfile: 'the image',
  kubernetes: 'a Kubernetes manifest',
  systemd: 'a systemd unit',
  procfile: 'a Procfile',
  supervisor: "supervisor's settings",
  uwsgi: "uWSGI's settings",
  'app-engine': "App Engine's settings",
  helm: 'the values of a Helm chart',
  render: "Render's settings",
  fly: "Fly's settings",
  heroku: "Heroku's app.json",
  railway: "Railway's settings",
  zappa: "Zappa's settings",
  function: 'the environment of a function',
  beanstalk: "Elastic Beanstalk's settings",
  ci: 'a CI service',
  script: 'a start script',
};

/** Images, units and manifests are deployed whatever their name. */
const isDeployedByPlace = ({ place }: Variable) => place !== 'dotenv' && place !== 'compose';

/** YAML without any sign of what reads it. */
const isLooseFile = ({ kind, role }: Document): boolean => kind === 'yaml' && role === 'other';

function switchProblem(doc: Document, variable: Variable, debug: DebugVariable, reader: Reader): Problem {
  const { name, value, origin } = variable;
  const text = offText(value.text, reader.table);
  const where = origin ? `${origin.path}:${origin.line}, which this service reads,` : PLACES[variable.place];
  const does = reader.name
    ? `${reader.name} reads ${name}=${value.text} in ${where} as on (on: ${onWords(reader.table)})`
    : isDefault(doc, variable)
      ? `${name} is ${value.text} by default in ${where}, which switches debug mode on`
      : `${name}=${value.text} in ${where} switches debug mode on`;
  const edit = { start: value.start, end: value.end, text };
  const exact = origin === null && isVerbatim(doc, value, value.text);
  const line = exact ? lineAfter(doc, edit) : null;
  return {
    span: { start: value.start, end: value.end },
    weakerIn: isLoose(variable.place) || isLooseFile(doc) ? ['base'] : [],
    message: `${does}; ${debug.gain}`,
    help: origin ? helpElsewhere(origin, `${name}=${text}`) : `write ${line ?? `${name}=${text}`}`,
    ...(exact ? { fix: { title: `Set ${name} to ${text}`, safety: 'safe', edits: [edit] } } : {}),
  };
}

const helpElsewhere = ({ path, isForDevelopment }: VariableOrigin, line: string) =>
  isForDevelopment ? 'name the environment file of production here' : `write ${line} in ${path}`;

/** Whether the piece is what follows `:-` in a reference. */
const isDefault = (doc: Document, { value, origin }: Variable) =>
  origin === null &&
  /-["']?$/.test(doc.text.slice(value.start - 2, value.start)) &&
  /^["']?\}/.test(doc.text.slice(value.end, value.end + 2));

function environmentProblem(doc: Document, variable: Variable, reader: string): Problem {
  const { name, value, origin } = variable;
  const edit = { start: value.start, end: value.end, text: 'production' };
  const exact = origin === null && isVerbatim(doc, value, value.text);
  const line = exact ? lineAfter(doc, edit) : null;
  return {
    span: { start: value.start, end: value.end },
    appliesTo: isDeployedByPlace(variable) ? 'deployed' : 'production',
    severity: 'warning',
    message:
      `${name}=${value.text} in ${PLACES[variable.place]} switches debug mode on in ${reader}; ` +
      'error pages then give visitors a console',
    help: `write ${line ?? `${name}=production`}`,
    ...(exact ? { fix: { title: `Set ${name} to production`, safety: 'safe', edits: [edit] } } : {}),
  };
}

/** YAML, TOML, JSON and INI settings files: a key whose path ends in debug. */
function* settingProblems(doc: Document): Generator<Problem> {
  const byPlace = new Map<number, Problem>();
  for (const setting of deployedFileSettings(doc)) {
    // An anchor's value counts once, for the environment closest to production that merges it.
    const { start } = setting.piece;
    const problem = byPlace.has(start) ? null : settingProblem(doc, setting);
    if (problem) byPlace.set(start, problem);
  }
  yield* byPlace.values();
}

const PYRAMID_SWITCH = /^debug_(?:all|authorization|notfound|routematch|templates)$/;

function settingProblem(doc: Document, { name, parents, value, piece, context }: FileSetting): Problem | null {
  const isPyramid = PYRAMID_SWITCH.test(name) && (parents.includes('pyramid') || /^app:/.test(parents[0] ?? ''));
  if (!isPyramid && debugVariable(snakeCase(name)) === null) return null;
  if (wordsOfKeys(parents).some((word) => isOtherProgram(word)) || !isOn(doc, value, piece.text)) return null;
  const text = offText(piece.text, TRUTH_TABLES.common);
  const edit = { start: piece.start, end: piece.end, text };
  const line = lineAfter(doc, edit);
  const shown = [...parents, name].join('.');
  return {
    span: { start: piece.start, end: piece.end },
    context,
    weakerIn: ['base'],
    message: isPyramid
      ? `Pyramid reads ${shown} = ${piece.text} as on; responses to refused requests then give the full reason`
      : `${shown} is on in a settings file; error pages then show visitors settings, source code and local variables`,
    help: `write ${line ?? text}`,
    fix: { title: `Set ${shown} to ${text}`, safety: 'safe', edits: [edit] },
  };
}

/** True in the format itself, or a text that the common readers take as on. */
function isOn(doc: Document, value: Scalar, text: string): boolean {
  if (doc.kind === 'ini') return isOnFor(TRUTH_TABLES.common, text);
  if (typeof value.value === 'boolean') return value.value;
  if (typeof value.value === 'number') return value.value === 1;
  return typeof value.value === 'string' && isOnFor(TRUTH_TABLES.common, value.value);
}
