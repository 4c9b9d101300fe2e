/**
 * Who reads the environment, and how each reader turns text into values. Taken from the libraries' source on
 * 2026-11-23; every `source` says which.
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
  /** What the reader always casts to; null where a `cast` argument decides. */
  readonly cast: ReaderCast | null;
  /** The exception where the variable is not set and no default is given; null: the result is None. */
  readonly missing: string | null;
}

/** Texts a library takes for true and false; `otherwise` for all the rest. */
export interface TruthWords {
  readonly on: readonly string[];
  readonly off: readonly string[];
  readonly otherwise: 'off' | 'raises';
  /** What is done to the text before it is compared. */
  readonly folds: readonly ('lower' | 'strip')[];
  /** Integers count by their value first. */
  readonly integers?: boolean;
  /** The empty text is false. */
  readonly emptyIsOff?: boolean;
  readonly source: string;
}

const STRTOBOOL = {
  on: ['y', 'yes', 't', 'true', 'on', '1'],
  off: ['n', 'no', 'f', 'false', 'off', '0'],
  otherwise: 'raises',
} as const;

export const TRUTH_WORDS = {
  'django-environ': {
    on: ['true', 'on', 'ok', 'y', 'yes', '1'],
    off: [],
    otherwise: 'off',
    folds: ['lower', 'strip'],
    integers: true,
    source: 'https://github.com/joke2k/django-environ/blob/v0.14.0/environ/environ.py (parse_value)',
  },
  decouple: {
    ...STRTOBOOL,
    folds: ['lower'],
    emptyIsOff: true,
    source: 'https://github.com/HBNetwork/python-decouple/blob/v3.8/decouple.py (_cast_boolean)',
  },
  starlette: {
    on: ['true', '1'],
    off: ['false', '0'],
    otherwise: 'raises',
    folds: ['lower'],
    source: 'https://github.com/encode/starlette/blob/master/starlette/config.py (_perform_cast)',
  },
  environs: {
    on: ['t', 'T', 'true', 'True', 'TRUE', 'on', 'On', 'ON', 'y', 'Y', 'yes', 'Yes', 'YES', '1'],
    off: ['f', 'F', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF', 'n', 'N', 'no', 'No', 'NO', '0'],
    otherwise: 'raises',
    folds: [],
    source: 'https://github.com/marshmallow-code/marshmallow/blob/4.4.0/src/marshmallow/fields.py (Boolean)',
  },
  envparse: {
    on: ['true', 'on', 'ok', 'y', 'yes', '1'],
    off: [],
    otherwise: 'off',
    folds: ['lower'],
    source: 'https://github.com/rconradharris/envparse/blob/0.2.0/envparse.py (cast)',
  },
  prettyconf: {
    on: ['1', 'true', 'yes', 'y', 'on', 't'],
    off: ['0', 'false', 'no', 'n', 'off', 'f'],
    otherwise: 'raises',
    folds: ['lower'],
    source: 'https://github.com/osantana/prettyconf/blob/master/prettyconf/casts.py (Boolean)',
  },
  /** A field of a pydantic model: https://docs.pydantic.dev/latest/concepts/conversion_table/ and pydantic-core. */
  pydantic: {
    on: ['true', 't', 'yes', 'y', 'on', '1'],
    off: ['false', 'f', 'no', 'n', 'off', '0'],
    otherwise: 'raises',
    folds: ['lower'],
    source: 'https://github.com/pydantic/pydantic-core/blob/main/src/input/shared.rs (str_as_bool)',
  },
  strtobool: {
    ...STRTOBOOL,
    folds: ['lower'],
    source: 'https://docs.python.org/3.11/distutils/apiref.html#distutils.util.strtobool',
  },
  pyramid: {
    on: ['t', 'true', 'y', 'yes', 'on', '1'],
    off: [],
    otherwise: 'off',
    folds: ['strip', 'lower'],
    source: 'https://github.com/Pylons/pyramid/blob/main/src/pyramid/settings.py (asbool)',
  },
  oslo: {
    on: ['t', 'true', 'on', 'y', 'yes', '1'],
    off: [],
    otherwise: 'off',
    folds: ['strip', 'lower'],
    source: 'https://opendev.org/openstack/oslo.utils/src/branch/master/oslo_utils/strutils.py (bool_from_string)',
  },
} as const satisfies Readonly<Record<string, TruthWords>>;

export type TruthTable = keyof typeof TRUTH_WORDS;

/** Functions that turn one text into a truth value; the number 1 or 0 for `strtobool`. */
export const TEXT_TO_BOOL: ReadonlyMap<string, { readonly table: TruthTable; readonly number: boolean }> = new Map([
  ['distutils.util.strtobool', { table: 'strtobool', number: true }],
  ['setuptools._distutils.util.strtobool', { table: 'strtobool', number: true }],
  ['setuptools.distutils.util.strtobool', { table: 'strtobool', number: true }],
  ['decouple.strtobool', { table: 'strtobool', number: false }],
  ['prettyconf.config.boolean', { table: 'prettyconf', number: false }],
  ['pyramid.settings.asbool', { table: 'pyramid', number: false }],
  ['oslo_utils.strutils.bool_from_string', { table: 'oslo', number: false }],
]);

/** The mapping itself under the names that it is read by. */
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

/** By the qualified name of what is called. */
export const ENVIRONMENT_READERS: ReadonlyMap<string, EnvironmentReader> = new Map([
  ...MAPPING_READERS,
  ['os.getenv', os(['key', 'default'])],
  // The same texts, out of the file: https://github.com/theskumar/python-dotenv/blob/v1.2.1/src/dotenv/main.py
  ['dotenv.dotenv_values().get', os(['key', 'default'])],
  ...library(
    ['environ.Env()', 'environ.FileAwareEnv()', 'environ.environ.Env()'],
    'django-environ',
    'django.core.exceptions.ImproperlyConfigured',
    ['var', 'cast', 'default', 'parse_default'],
    CASTS.filter(([name]) => !['list', 'tuple', 'dict'].includes(name)),
    ['var', 'default'],
  ),
  // What the call itself is short for.
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
