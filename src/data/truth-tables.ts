/**
 * How readers turn a text into a truth value. Read from the readers' own sources on 2026-11-23, in the released version
 * that each link names.
 */
export interface TruthTable {
  /** In the order that messages use: `true, on, ok`. */
  readonly on: readonly string[];
  readonly off: readonly string[];
  /** The meaning of all other texts. */
  readonly otherwise: 'on' | 'off' | 'raises';
  /** How the text is normalised before it is compared. */
  readonly folds: readonly ('lower' | 'strip')[];
  /** Integers count by their value first: all but 0 are on, or only 1 is. */
  readonly integers?: 'any' | 'one';
  /** Empty text means off. */
  readonly emptyIsOff?: boolean;
  readonly source: string;
}

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

/** For when nothing tells which library reads the variable: what the common ones agree on. */
const STRTOBOOL = { on: words('1 yes true on y t'), off: words('0 no false off n f'), otherwise: 'raises' } as const;

/** On for every non-empty text that is not listed. */
const allExcept = (off: string, source: string): TruthTable => ({
  on: [],
  off: words(off),
  otherwise: 'on',
  folds: ['lower'],
  emptyIsOff: true,
  source,
});

export const TRUTH_TABLES = {
  common: { ...STRTOBOOL, folds: ['strip', 'lower'], source: 'https://docs.python.org/3/distutils/apiref.html' },
  flask: allExcept('0 false no', 'https://github.com/pallets/flask/blob/3.1.3/src/flask/helpers.py#L28'),
  quart: allExcept('0 false no', 'https://github.com/pallets/quart/blob/0.22.0/src/quart/helpers.py#L46'),
  dash: allExcept('false', 'https://github.com/plotly/dash/blob/v4.4.1/dash/_configs.py#L48'),
  sanic: {
    on: words('y yes yep yup t true on enable enabled 1'),
    off: words('n no f nope false off disable disabled 0'),
    otherwise: 'raises',
    folds: ['strip', 'lower'],
    source: 'https://github.com/sanic-org/sanic/blob/v25.12.1/sanic/utils.py#L12',
  },
  /** click's BOOL. Litestar's and Uvicorn's command lines read their variables with it. */
  click: {
    ...STRTOBOOL,
    folds: ['strip', 'lower'],
    source: 'https://github.com/pallets/click/blob/main/src/click/types.py',
  },
  gradio: {
    on: ['1'],
    off: ['0'],
    otherwise: 'off',
    folds: ['strip'],
    integers: 'one',
    source: 'https://github.com/gradio-app/gradio/blob/main/gradio/blocks.py',
  },
  'django-environ': {
    on: words('true on ok y yes 1'),
    off: [],
    otherwise: 'off',
    folds: ['lower', 'strip'],
    integers: 'any',
    source: 'https://github.com/joke2k/django-environ/blob/v0.14.0/environ/environ.py (parse_value)',
  },
  decouple: {
    ...STRTOBOOL,
    folds: ['lower'],
    emptyIsOff: true,
    source: 'https://github.com/HBNetwork/python-decouple/blob/v3.8/decouple.py (_cast_boolean)',
  },
  starlette: {
    on: words('true 1'),
    off: words('false 0'),
    otherwise: 'raises',
    folds: ['lower'],
    source: 'https://github.com/encode/starlette/blob/master/starlette/config.py (_perform_cast)',
  },
  environs: {
    on: words('t T true True TRUE on On ON y Y yes Yes YES 1'),
    off: words('f F false False FALSE off Off OFF n N no No NO 0'),
    otherwise: 'raises',
    folds: [],
    source: 'https://github.com/marshmallow-code/marshmallow/blob/4.4.0/src/marshmallow/fields.py (Boolean)',
  },
  envparse: {
    on: words('true on ok y yes 1'),
    off: [],
    otherwise: 'off',
    folds: ['lower'],
    source: 'https://github.com/rconradharris/envparse/blob/0.2.0/envparse.py (cast)',
  },
  prettyconf: {
    ...STRTOBOOL,
    folds: ['lower'],
    source: 'https://github.com/osantana/prettyconf/blob/master/prettyconf/casts.py (Boolean)',
  },
  /** A field of a pydantic model: https://docs.pydantic.dev/latest/concepts/conversion_table/ and pydantic-core. */
  pydantic: {
    ...STRTOBOOL,
    folds: ['lower'],
    source: 'https://github.com/pydantic/pydantic-core/blob/main/src/input/shared.rs (str_as_bool)',
  },
  strtobool: {
    ...STRTOBOOL,
    folds: ['lower'],
    source: 'https://docs.python.org/3.11/distutils/apiref.html#distutils.util.strtobool',
  },
  pyramid: {
    on: words('t true y yes on 1'),
    off: [],
    otherwise: 'off',
    folds: ['strip', 'lower'],
    source: 'https://github.com/Pylons/pyramid/blob/2.1/src/pyramid/settings.py (asbool)',
  },
  /** The name of an environment, as in Flask's ENV. */
  development: {
    on: words('development'),
    off: [],
    otherwise: 'off',
    folds: [],
    source: 'https://github.com/pallets/flask/blob/2.2.5/src/flask/helpers.py (get_debug_flag)',
  },
  oslo: {
    on: words('t true on y yes 1'),
    off: [],
    otherwise: 'off',
    folds: ['strip', 'lower'],
    source: 'https://opendev.org/openstack/oslo.utils/src/branch/master/oslo_utils/strutils.py (bool_from_string)',
  },
} as const satisfies Readonly<Record<string, TruthTable>>;

export type TruthTableName = keyof typeof TRUTH_TABLES;

/** How a reader interprets a text; null if it raises an exception. For ASCII text only. */
export function truthOf(table: TruthTable, text: string): boolean | null {
  if (table.emptyIsOff === true && text === '') return false;
  if (table.integers !== undefined) {
    const number = strip(text);
    if (/^[+-]?\d(?:_?\d)*$/.test(number))
      return table.integers === 'any' ? /[1-9]/.test(number) : /^\+?0*1$/.test(number);
  }
  const folded = table.folds.reduce((value, fold) => (fold === 'lower' ? value.toLowerCase() : strip(value)), text);
  if (table.on.includes(folded)) return true;
  if (table.off.includes(folded)) return false;
  return table.otherwise === 'raises' ? null : table.otherwise === 'on';
}

/** What a reader takes as on, in words for a message. */
export function onWords({ on, off, otherwise, integers }: TruthTable): string {
  if (otherwise === 'on') return `any text but ${off.join(', ')}`;
  return integers === 'any' ? `${on.filter((word) => word !== '1').join(', ')} and any number but 0` : on.join(', ');
}

/** Strips as Python does for ASCII text: \t to \r, the four separators 0x1c to 0x1f, and spaces. */
function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const isSpace = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);

/** Words that mean on, with their opposites. */
const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['true', 'false'],
  ['t', 'f'],
  ['yes', 'no'],
  ['y', 'n'],
  ['yep', 'nope'],
  ['on', 'off'],
  ['1', '0'],
  ['enable', 'disable'],
  ['enabled', 'disabled'],
]);

/** The word with the opposite meaning, in the same case; null if the word does not mean on. */
export function offWord(word: string): string | null {
  const off = OPPOSITES.get(word.toLowerCase());
  return off === undefined ? null : likeCase(off, word);
}

/** The text to write instead, in the author's style: True→False, on→off, 1→0; `0` if the reader needs that. */
export function offText(text: string, table: TruthTable): string {
  const off = offWord(text.trim());
  if (off !== null && truthOf(table, off) === false) return off;
  return truthOf(table, '0') === false ? '0' : likeCase('false', text);
}

function likeCase(word: string, model: string): string {
  if (model === model.toUpperCase() && model !== model.toLowerCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first !== first.toLowerCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
