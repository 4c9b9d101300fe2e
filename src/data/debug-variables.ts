import { TRUTH_TABLES, type TruthTable } from './truth-tables.ts';

/**
 * What turns on debugging from outside Python, and how each reader converts text to a truth value. Read from the
 * readers' own sources on 2026-11-23, in the released version that each link names.
 */

/** What reads a variable, and what that gives to an attacker. */
export interface DebugVariable {
  /** Null if the name alone does not tell. */
  readonly reader: string | null;
  readonly table: TruthTable;
  /** What an attacker gets, as the end of a sentence. */
  readonly gain: string;
}

const CONSOLE = "error pages then let visitors read the source and, in the debugger's console, run Python";
const TRACEBACK = 'error pages then show visitors settings, source code and local variables';

const VARIABLES: ReadonlyMap<string, DebugVariable> = new Map([
  ['FLASK_DEBUG', { reader: 'Flask', table: TRUTH_TABLES.flask, gain: CONSOLE }],
  ['QUART_DEBUG', { reader: 'Quart', table: TRUTH_TABLES.quart, gain: TRACEBACK }],
  ['DASH_DEBUG', { reader: 'Dash', table: TRUTH_TABLES.dash, gain: CONSOLE }],
  ['SANIC_DEBUG', { reader: 'Sanic', table: TRUTH_TABLES.sanic, gain: TRACEBACK }],
  ['DJANGO_DEBUG', { reader: null, table: TRUTH_TABLES.common, gain: TRACEBACK }],
  ['LITESTAR_DEBUG', { reader: 'Litestar', table: TRUTH_TABLES.click, gain: TRACEBACK }],
  ['GRADIO_DEBUG', { reader: 'Gradio', table: TRUTH_TABLES.gradio, gain: TRACEBACK }],
  ...['ALL', 'AUTHORIZATION', 'NOTFOUND', 'ROUTEMATCH', 'TEMPLATES'].map((name): [string, DebugVariable] => [
    `PYRAMID_DEBUG_${name}`,
    {
      reader: 'Pyramid',
      table: TRUTH_TABLES.pyramid,
      gain: 'responses to refused requests then give the full reason',
    },
  ]),
]);

const COMMON: DebugVariable = { reader: null, table: TRUTH_TABLES.common, gain: TRACEBACK };

/** `DEBUG`, `APP_DEBUG`, `MYSITE_DEBUG`, `DEBUG_MODE`, `ENABLE_DEBUG`, `IS_DEBUG`… */
const SWITCH = /^((?:[A-Z0-9]+_)*?)(?:(?:ENABLE|IS|USE|WITH)_)?DEBUG(?:_?(?:MODE|ENABLED|ON|FLAG))?$/;

/**
 * Programs and parts of programs whose own debug variables show nothing to a web application's visitors: they only log
 * more, or are not Python.
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

/** True for a word that names a program, or a part of one, whose debug switch shows nothing to visitors. */
export const isOtherProgram = (word: string) => OTHER_PROGRAMS.has(word.toUpperCase());

/** The debug switch that a variable controls; null for other variables. Case does not matter. */
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

/** `FLASK_ENV=development` turned on the debugger until Flask 2.3 and Quart 0.19 dropped it. */
export const environmentNames: ReadonlyMap<string, string> = new Map([
  ['FLASK_ENV', 'Flask before 2.3'],
  ['QUART_ENV', 'Quart before 0.19'],
]);

/** Python's own development switches: https://docs.python.org/3/using/cmdline.html#environment-variables */
export const pythonSwitches: ReadonlyMap<string, { readonly does: string; isOn(text: string): boolean }> = new Map([
  // Any non-empty text counts, even "0": _Py_GetEnv in Python/preconfig.c.
  ['PYTHONDEVMODE', { does: "Python's development mode", isOn: (text: string) => text !== '' }],
  // bool(os.environ.get('PYTHONASYNCIODEBUG')) in Lib/asyncio/coroutines.py
  ['PYTHONASYNCIODEBUG', { does: "asyncio's debug mode", isOn: (text: string) => text !== '' }],
  // _Py_get_env_flag in Python/preconfig.c: an integer counts by its value, any other text as 1.
  ['PYTHONDEBUG', { does: "the parser's debug output", isOn: isFlagOn }],
  // pymain_repl in Modules/main.c: any non-empty text.
  ['PYTHONINSPECT', { does: 'the interactive prompt after the program ends', isOn: (text: string) => text !== '' }],
]);

/**
 * For PYTHONOPTIMIZE and similar: an integer counts by its value, a negative one or any other text as 1
 * (Python/preconfig.c).
 */
export function isFlagOn(text: string): boolean {
  if (text === '') return false;
  return !/^\s*[+-]?0+$/.test(text);
}
