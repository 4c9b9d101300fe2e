/**
 * What switches debugging on from outside Python, and how each reader turns text to truth. Read from the readers'
 * own sources on 2026-11-23, with the released version each link names.
 */

/** How a reader turns a variable's text to true. */
export interface TruthTable {
  readonly id: string;
  /** Where the reader does it. */
  readonly source: string;
  /** True for a text that the reader takes as on. It is handed on as the reader sees it: without quotes. */
  isOn(text: string): boolean;
  /** What the reader takes as on, in words for a message. */
  readonly reads: string;
  /** True when `off`, `no` and `n` are off for this reader too, so that a fix may keep the writer's words. */
  isOff(text: string): boolean;
}

function listed(id: string, on: string, off: string, source: string): TruthTable {
  const yes = new Set(on.split(' '));
  const no = new Set(off.split(' '));
  return {
    id,
    source,
    isOn: (text) => yes.has(text.trim().toLowerCase()),
    isOff: (text) => no.has(text.trim().toLowerCase()),
    reads: on.replaceAll(' ', ', '),
  };
}

/** On for every text that is not empty and not listed. */
function anythingBut(id: string, off: string, source: string): TruthTable {
  const no = new Set(off === '' ? [] : off.split(' '));
  return {
    id,
    source,
    isOn: (text) => text !== '' && !no.has(text.toLowerCase()),
    isOff: (text) => text === '' || no.has(text.toLowerCase()),
    reads: off === '' ? 'any text at all' : `any text but ${off.replaceAll(' ', ', ')}`,
  };
}

export const tables = {
  /** Where nothing says which library reads the variable: what the common ones agree on. */
  common: listed(
    'common',
    '1 yes true on y t',
    '0 no false off n f',
    'https://docs.python.org/3/distutils/apiref.html',
  ),
  flask: anythingBut('flask', '0 false no', 'https://github.com/pallets/flask/blob/3.1.3/src/flask/helpers.py#L28'),
  quart: anythingBut('quart', '0 false no', 'https://github.com/pallets/quart/blob/0.22.0/src/quart/helpers.py#L46'),
  dash: anythingBut('dash', 'false', 'https://github.com/plotly/dash/blob/v4.4.1/dash/_configs.py#L48'),
  sanic: listed(
    'sanic',
    'y yes yep yup t true on enable enabled 1',
    'n no f nope false off disable disabled 0',
    'https://github.com/sanic-org/sanic/blob/v25.12.1/sanic/utils.py#L12',
  ),
  /** An integer counts as such, other text by the list. */
  djangoEnviron: {
    id: 'django-environ',
    source: 'https://github.com/joke2k/django-environ/blob/v0.14.0/environ/environ.py#L568',
    isOn: (text) => /^(?:true|on|ok|y|yes)$/i.test(text.trim()) || /^\s*[+-]?0*[1-9]\d*\s*$/.test(text),
    isOff: (text) => /^(?:false|off|no|n|0)$/i.test(text.trim()),
    reads: 'true, on, ok, y, yes and any number but 0',
  },
  decouple: listed(
    'python-decouple',
    'y yes t true on 1',
    'n no f false off 0',
    'https://github.com/HBNetwork/python-decouple/blob/v3.8/decouple.py#L26',
  ),
  starlette: listed(
    'starlette',
    'true 1',
    'false 0',
    'https://github.com/encode/starlette/blob/master/starlette/config.py#L133',
  ),
  pyramid: listed(
    'pyramid',
    't true y yes on 1',
    'f false n no off 0',
    'https://github.com/Pylons/pyramid/blob/2.1/src/pyramid/settings.py#L1',
  ),
  /** click's BOOL, through which Litestar's and Uvicorn's command lines read their variables. */
  click: listed(
    'click',
    '1 yes true on t y',
    '0 no false off f n',
    'https://github.com/pallets/click/blob/main/src/click/types.py',
  ),
  gradio: {
    id: 'gradio',
    source: 'https://github.com/gradio-app/gradio/blob/main/gradio/blocks.py',
    isOn: (text) => /^\s*[+]?0*1\s*$/.test(text),
    isOff: (text) => /^\s*0+\s*$/.test(text),
    reads: '1',
  },
  /** configparser's getboolean. */
  configparser: listed(
    'configparser',
    '1 yes true on',
    '0 no false off',
    'https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.getboolean',
  ),
  dynaconf: listed(
    'dynaconf',
    't true enabled 1 on yes',
    'f false disabled 0 off no',
    'https://github.com/dynaconf/dynaconf/blob/3.3.5/dynaconf/utils/parse_conf.py#L30',
  ),
} satisfies Record<string, TruthTable>;

/** Who reads a variable, and what that gives to a stranger. */
export interface DebugVariable {
  /** Null where the name alone does not tell. */
  readonly reader: string | null;
  readonly table: TruthTable;
  /** What an attacker gets, as the end of a sentence. */
  readonly gain: string;
}

const CONSOLE = "an error page then lets visitors read the source and, with the debugger's console, run Python";
const TRACEBACK = 'an error page then shows visitors settings, source code and local variables';

const VARIABLES: ReadonlyMap<string, DebugVariable> = new Map([
  ['FLASK_DEBUG', { reader: 'Flask', table: tables.flask, gain: CONSOLE }],
  ['QUART_DEBUG', { reader: 'Quart', table: tables.quart, gain: TRACEBACK }],
  ['DASH_DEBUG', { reader: 'Dash', table: tables.dash, gain: CONSOLE }],
  ['SANIC_DEBUG', { reader: 'Sanic', table: tables.sanic, gain: TRACEBACK }],
  ['DJANGO_DEBUG', { reader: null, table: tables.common, gain: TRACEBACK }],
  ['LITESTAR_DEBUG', { reader: 'Litestar', table: tables.click, gain: TRACEBACK }],
  ['GRADIO_DEBUG', { reader: 'Gradio', table: tables.gradio, gain: TRACEBACK }],
  ...['ALL', 'AUTHORIZATION', 'NOTFOUND', 'ROUTEMATCH', 'TEMPLATES'].map((name): [string, DebugVariable] => [
    `PYRAMID_DEBUG_${name}`,
    { reader: 'Pyramid', table: tables.pyramid, gain: 'refused requests are then answered with the reason in full' },
  ]),
]);

const COMMON: DebugVariable = { reader: null, table: tables.common, gain: TRACEBACK };

/** `DEBUG`, `APP_DEBUG`, `MYSITE_DEBUG`, `DEBUG_MODE`, `ENABLE_DEBUG`, `IS_DEBUG`… */
const SWITCH = /^((?:[A-Z0-9]+_)*?)(?:(?:ENABLE|IS|USE|WITH)_)?DEBUG(?:_?(?:MODE|ENABLED|ON|FLAG))?$/;

/**
 * Programs and parts of programs whose own debug variables show nothing to a web application's visitors: they log
 * more, or are no Python.
 */
const OTHER_PROGRAMS: ReadonlySet<string> = new Set(
  (
    'LOG LOGS LOGGING LOGGER SQL DB DATABASE SQLALCHEMY ECHO QUERY ORM EMAIL MAIL SMTP CACHE REDIS RABBITMQ AMQP ' +
    'POSTGRES POSTGRESQL MYSQL MARIADB MONGO MONGODB KAFKA ELASTIC ELASTICSEARCH NGINX TRAEFIK GRAFANA KONG ENVOY ' +
    'ACTIONS STEP RUNNER CI GITLAB GITHUB NODE NPM YARN PNPM JS WEBPACK VITE REACT NEXT NUXT EXPRESS VUE GATSBY ' +
    'COMPOSE DOCKER BUILDKIT BASH SHELL SH CMAKE MAKE RUST CARGO GO JAVA MAVEN GRADLE SPRING PHP LARAVEL SYMFONY ' +
    'RAILS RUBY AWS AZURE GCP BOTO CURL SSL TLS SSH GIT PIP POETRY UV CONDA PYTEST TEST TESTS PYTHON PYTHONASYNCIO ' +
    'CUDA NCCL TORCH TF OMP MPI WANDB TOOLBAR SENTRY CELERY FLOWER LDAP SAML OAUTH OIDC AUTH KEYCLOAK S3 MINIO GDB LLVM ' +
    'QT GL WAYLAND PERF MEMORY GC TRACE'
  ).split(' '),
);

/** True for a word that names a program, or a part of one, whose debug switch shows visitors nothing. */
export const isOtherProgram = (word: string) => OTHER_PROGRAMS.has(word.toUpperCase());

/** The debug switch that a variable is; null for another variable. Names are compared without regard to case. */
export function debugVariable(name: string): DebugVariable | null {
  const upper = name.toUpperCase();
  const known = VARIABLES.get(upper);
  if (known) return known;
  if (upper.length > 100) return null;
  const match = SWITCH.exec(upper);
  if (!match) return null;
  const words = match[1]!.split('_');
  return words.some((word) => OTHER_PROGRAMS.has(word)) ? null : COMMON;
}

/** `FLASK_ENV=development` switched the debugger on until Flask 2.3 and Quart 0.19 dropped it. */
export const environmentNames: ReadonlyMap<string, string> = new Map([
  ['FLASK_ENV', 'Flask before 2.3'],
  ['QUART_ENV', 'Quart before 0.19'],
]);

/** Python's own development switches: https://docs.python.org/3/using/cmdline.html#environment-variables */
export const pythonSwitches: ReadonlyMap<string, { readonly does: string; isOn(text: string): boolean }> = new Map([
  // Any text that is not empty counts, also "0": _Py_GetEnv in Python/preconfig.c.
  ['PYTHONDEVMODE', { does: "Python's development mode", isOn: (text: string) => text !== '' }],
  // bool(os.environ.get('PYTHONASYNCIODEBUG')) in Lib/asyncio/coroutines.py
  ['PYTHONASYNCIODEBUG', { does: "asyncio's debug mode", isOn: (text: string) => text !== '' }],
  // _Py_get_env_flag in Python/preconfig.c: an integer counts as such, any other text as 1.
  ['PYTHONDEBUG', { does: "the parser's debug output", isOn: isFlagOn }],
  // pymain_repl in Modules/main.c: any text that is not empty.
  ['PYTHONINSPECT', { does: 'the interactive prompt after the program ends', isOn: (text: string) => text !== '' }],
]);

/** PYTHONOPTIMIZE and kin: an integer counts as such, a negative one or any other text as 1 (Python/preconfig.c). */
export function isFlagOn(text: string): boolean {
  if (text === '') return false;
  return !/^\s*[+-]?0+$/.test(text);
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['true', 'false'],
  ['yes', 'no'],
  ['on', 'off'],
  ['y', 'n'],
  ['t', 'f'],
  ['yep', 'nope'],
  ['enable', 'disable'],
  ['enabled', 'disabled'],
]);

/** The text to write instead, in the writer's style: True→False, on→off, 1→0; `0` where the reader needs that. */
export function offText(text: string, table: TruthTable): string {
  const opposite = PAIRS.get(text.trim().toLowerCase());
  if (opposite === undefined || !table.isOff(opposite)) {
    return table.isOff('0') ? '0' : likeCase('false', text);
  }
  return likeCase(opposite, text.trim());
}

function likeCase(word: string, model: string): string {
  if (model === model.toUpperCase() && model !== model.toLowerCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first !== first.toLowerCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
