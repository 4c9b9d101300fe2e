import type { TruthTableName } from './truth-tables.ts';

/**
 * What reads the environment, and how each reader turns text into values. Taken from the libraries' sources on
 * 2026-11-23; each `source` names its own.
 */
export type ReaderLibrary =
  | 'os'
  | 'django-environ'
  | 'decouple'
  | 'starlette'
  | 'environs'
  | 'envparse'
  | 'prettyconf'
  | 'dynaconf';

export type ReaderCast = 'bool' | 'int' | 'float' | 'str' | 'json' | 'list' | 'tuple' | 'dict' | 'other';

export interface EnvironmentReader {
  readonly library: ReaderLibrary;
  /** The names of the positional parameters, from the variable on. The first is the variable. */
  readonly parameters: readonly string[];
  /** The type that the reader always casts to; null if a `cast` argument decides. */
  readonly cast: ReaderCast | null;
  /** The exception raised if the variable is unset and has no default; null if the result is None. */
  readonly missing: string | null;
}

/** Functions that turn a text into a truth value (for `strtobool`, into 1 or 0). */
export const TEXT_TO_BOOL: ReadonlyMap<string, { readonly table: TruthTableName; readonly number: boolean }> = new Map([
  ['distutils.util.strtobool', { table: 'strtobool', number: true }],
  ['setuptools._distutils.util.strtobool', { table: 'strtobool', number: true }],
  ['setuptools.distutils.util.strtobool', { table: 'strtobool', number: true }],
  ['decouple.strtobool', { table: 'strtobool', number: false }],
  ['prettyconf.config.boolean', { table: 'prettyconf', number: false }],
  ['pyramid.settings.asbool', { table: 'pyramid', number: false }],
  ['oslo_utils.strutils.bool_from_string', { table: 'oslo', number: false }],
]);

/** The mapping itself, under the names that code reads it by. */
export const ENVIRONMENT_MAPPINGS: ReadonlySet<string> = new Set([
  'os.environ',
  'os.environ.copy()',
  'os.environ.keys()',
]);

const os = (parameters: readonly string[], missing: string | null = null): EnvironmentReader => ({
  library: 'os',
  parameters,
  cast: 'str',
  missing,
});

const MAPPING_READERS = [...ENVIRONMENT_MAPPINGS].flatMap((name): [string, EnvironmentReader][] => [
  [`${name}.get`, os(['key', 'default'])],
  [`${name}.setdefault`, os(['key', 'value'])],
  [`${name}.pop`, os(['key', 'default'], 'builtins.KeyError')],
  [`${name}.__getitem__`, os(['key'], 'builtins.KeyError')],
]);

const CASTS: readonly (readonly [string, ReaderCast])[] = [
  ['bool', 'bool'],
  ['int', 'int'],
  ['float', 'float'],
  ['str', 'str'],
  ['json', 'json'],
  ['list', 'list'],
  ['tuple', 'tuple'],
  ['dict', 'dict'],
];

function library(
  objects: readonly string[],
  library: ReaderLibrary,
  missing: string,
  call: readonly string[],
  methods: readonly (readonly [string, ReaderCast])[],
  methodParameters: readonly string[],
): [string, EnvironmentReader][] {
  return objects.flatMap((name): [string, EnvironmentReader][] => [
    [name, { library, parameters: call, cast: null, missing }],
    ...methods.map(([method, cast]): [string, EnvironmentReader] => [
      `${name}.${method}`,
      { library, parameters: methodParameters, cast, missing },
    ]),
  ]);
}

/** By the qualified name of the called function. */
export const ENVIRONMENT_READERS: ReadonlyMap<string, EnvironmentReader> = new Map([
  ...MAPPING_READERS,
  ['os.getenv', os(['key', 'default'])],
  // The same values, from the file: https://github.com/theskumar/python-dotenv/blob/v1.2.1/src/dotenv/main.py
  ['dotenv.dotenv_values().get', os(['key', 'default'])],
  ...library(
    ['environ.Env()', 'environ.FileAwareEnv()', 'environ.environ.Env()'],
    'django-environ',
    'django.core.exceptions.ImproperlyConfigured',
    ['var', 'cast', 'default', 'parse_default'],
    CASTS.filter(([name]) => !['list', 'tuple', 'dict'].includes(name)),
    ['var', 'default'],
  ),
  // What a direct call of the object is short for.
  ...['environ.Env()', 'environ.FileAwareEnv()'].map((name): [string, EnvironmentReader] => [
    `${name}.get_value`,
    {
      library: 'django-environ',
      parameters: ['var', 'cast', 'default', 'parse_default'],
      cast: null,
      missing: 'django.core.exceptions.ImproperlyConfigured',
    },
  ]),
  ...['environ.Env()', 'environ.FileAwareEnv()'].flatMap((name): [string, EnvironmentReader][] =>
    (['list', 'tuple', 'dict'] as const).map((cast) => [
      `${name}.${cast}`,
      {
        library: 'django-environ',
        parameters: ['var', 'cast', 'default'],
        cast,
        missing: 'django.core.exceptions.ImproperlyConfigured',
      },
    ]),
  ),
  ...['decouple.config', 'decouple.AutoConfig()', 'decouple.Config()', 'decouple.Config().get'].map(
    (name): [string, EnvironmentReader] => [
      name,
      {
        library: 'decouple',
        parameters: ['option', 'default', 'cast'],
        cast: null,
        missing: 'decouple.UndefinedValueError',
      },
    ],
  ),
  ...['starlette.config.Config()', 'starlette.config.Config().get'].map((name): [string, EnvironmentReader] => [
    name,
    { library: 'starlette', parameters: ['key', 'cast', 'default'], cast: null, missing: 'builtins.KeyError' },
  ]),
  ...library(
    ['environs.Env()', 'environs.FileAwareEnv()', 'environs.env'],
    'environs',
    'environs.EnvError',
    ['name', 'default', 'subcast'],
    CASTS,
    ['name', 'default', 'subcast'],
  ),
  ...library(
    ['envparse.Env()', 'envparse.env'],
    'envparse',
    'envparse.ConfigurationError',
    ['var', 'default', 'cast'],
    CASTS,
    ['var'],
  ),
  [
    'prettyconf.config',
    {
      library: 'prettyconf',
      parameters: ['item', 'cast', 'default'],
      cast: null,
      missing: 'prettyconf.exceptions.UnknownConfiguration',
    },
  ],
  ...['dynaconf.Dynaconf().get', 'dynaconf.settings.get', 'dynaconf.LazySettings().get'].map(
    (name): [string, EnvironmentReader] => [
      name,
      { library: 'dynaconf', parameters: ['key', 'default', 'cast'], cast: null, missing: null },
    ],
  ),
]);
