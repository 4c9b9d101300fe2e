/** Small random programs about switches, from the forms that the evaluator follows. */

export interface Program {
  readonly prelude: string;
  readonly expression: string;
}

export const VARIABLES = ['DEBUG', 'ENV', 'FLAG'] as const;

const IMPORTS = `import os, json, ast, yaml
from os import environ, getenv
from distutils.util import strtobool
import environ as django_environ
import decouple, starlette.config, environs, prettyconf
from decouple import config
env = django_environ.Env()
schemed = django_environ.Env(DEBUG=(bool, True), ENV=str, FLAG=(int, 0))
star = starlette.config.Config()
marsh = environs.Env()
pretty = prettyconf.config
TRUTHS = ("1", "true", "yes", "on")
FALSES = ["0", "false", "", "no"]
TABLE = {"True": True, "False": False, "0": 0, "1": 1}
class Config:
    DEBUG = True
    NAME = os.environ.get("FLAG", "x")
`;

export function makePrograms(count: number, seed: number): Program[] {
  let state = seed;
  /** mulberry32 */
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  let names: string[] = [];

  const text = (): string =>
    pick([
      '""',
      '"0"',
      '"1"',
      '"True"',
      '"False"',
      '"true"',
      '"off"',
      '"yes"',
      '"a"',
      '"B"',
      '" x "',
      '"a,b"',
      "'q\"'",
      '"-3"',
      '"1.5"',
    ]);
  const number = (): string =>
    pick(['0', '1', '2', '-1', '10', '1.5', '0.0', '2.0', '0x10', '1_000', '9007199254740993']);
  const literal = (): string => pick([text, text, number, () => pick(['True', 'False', 'None'])])();
  const variable = (): string => `"${pick(VARIABLES)}"`;
  const fallback = (): string => pick([literal, literal, () => expression(1)])();
  const cast = (): string => pick(['bool', 'bool', 'int', 'str', 'float', 'lambda v: v == "True"', 'strtobool']);

  const reads: readonly (() => string)[] = [
    () => `os.environ.get(${variable()})`,
    () => `os.environ.get(${variable()}, ${fallback()})`,
    () => `environ.get(${variable()}, ${text()})`,
    () => `os.getenv(${variable()}, ${text()})`,
    () => `getenv(key=${variable()}, default=${text()})`,
    () => `os.environ[${variable()}]`,
    () => `(${variable()} in os.environ)`,
    () => `(${variable()} not in environ)`,
    () => `env(${variable()})`,
    () => `env(${variable()}, default=${fallback()})`,
    () => `env(${variable()}, ${cast()}, ${fallback()})`,
    () => `env.bool(${variable()}, ${fallback()})`,
    () => `env.bool(${variable()})`,
    () => `env.str(${variable()}, ${text()})`,
    () => `env.int(${variable()}, ${fallback()})`,
    () => `env.json(${variable()}, default=${literal()})`,
    () => `env.list(${variable()}, default=[])`,
    () => `schemed(${variable()})`,
    () => `schemed(${variable()}, default=${literal()})`,
    () => `schemed.bool(${variable()})`,
    () => `config(${variable()})`,
    () => `config(${variable()}, default=${fallback()}, cast=${cast()})`,
    () => `config(${variable()}, ${literal()}, ${cast()})`,
    () => `decouple.config(${variable()}, cast=bool)`,
    () => `star(${variable()}, default=${literal()})`,
    () => `star(${variable()}, cast=${cast()}, default=${fallback()})`,
    () => `star(${variable()}, bool)`,
    () => `marsh(${variable()}, ${literal()})`,
    () => `marsh.bool(${variable()}, ${literal()})`,
    () => `marsh.bool(${variable()})`,
    () => `marsh.int(${variable()}, default=${literal()})`,
    () => `marsh.str(${variable()})`,
    () => `marsh.list(${variable()}, default=[])`,
    () => `pretty(${variable()}, default=${literal()}, cast=${pick(['bool', 'int', 'pretty.boolean', 'str'])})`,
  ];
  const read = (): string => pick(reads)();

  const method = (depth: number): string => {
    const self = depth > 0 && random() < 0.6 ? atom(expression(depth - 1)) : pick([text, read])();
    return pick([
      () =>
        `${self}.${pick(['lower', 'upper', 'strip', 'title', 'casefold', 'capitalize', 'swapcase', 'isdigit', 'isalpha', 'islower', 'split'])}()`,
      () =>
        `${self}.${pick(['startswith', 'endswith', 'count', 'find', 'removeprefix', 'removesuffix', 'strip', 'split', 'lstrip'])}(${text()})`,
      () => `${self}.replace(${text()}, ${text()})`,
      () => `${text()}.join(${container(depth)})`,
      () => `"{}-{}".format(${self}, ${literal()})`,
      () => `"{x}{0}".format(${literal()}, x=${self})`,
      () => `${self}.get(${literal()}, ${literal()})`,
      () => `TABLE.get(${self}, ${literal()})`,
    ])();
  };
  const atom = (source: string): string => `(${source})`;
  const list = (make: () => string, most: number): string => Array.from({ length: below(most + 1) }, make).join(', ');
  const container = (depth: number): string =>
    pick([
      () => 'TRUTHS',
      () => 'FALSES',
      () => 'TABLE',
      () => `(${literal()}, ${literal()})`,
      () => `(${depth > 0 ? expression(depth - 1) : literal()},)`,
      () => `[${list(literal, 3)}]`,
      () => `{${literal()}, ${literal()}}`,
      () => `{${literal()}: ${literal()}, ${literal()}: ${depth > 0 ? expression(depth - 1) : literal()}}`,
      () => `[*${pick(['TRUTHS', 'FALSES'])}, ${literal()}]`,
      () => `dict(a=${literal()}, b=${literal()})`,
    ])();
  const comprehension = (depth: number): string => {
    const body = pick(['x', 'x == "1"', 'x.lower()', 'x != y', '(x, 1)']).replace('y', literal());
    const test = random() < 0.4 ? ` if x ${pick(['==', '!=', 'in'])} ${pick(['TRUTHS', 'FALSES', '("a",)'])}` : '';
    const inner = `${body} for x in ${container(depth)}${test}`;
    return pick([`[${inner}]`, `any(${inner})`, `all([${inner}])`, `len([${inner}])`]);
  };
  const call = (depth: number): string => {
    const inner = depth > 0 ? expression(depth - 1) : read();
    return pick([
      () =>
        `${pick(['bool', 'bool', 'int', 'str', 'float', 'len', 'list', 'tuple', 'set', 'any', 'all', 'abs', 'repr'])}(${inner})`,
      () => `${pick(['min', 'max'])}(${inner}, ${literal()})`,
      () => `strtobool(${inner})`,
      () => `json.loads(${inner})`,
      () => `ast.literal_eval(${inner})`,
      () => `yaml.safe_load(${inner})`,
      () => `isinstance(${inner}, ${pick(['str', 'int', '(str, bool)', 'float'])})`,
      () => `flag(${variable()}, ${literal()})`,
      () => `as_bool(${inner})`,
      () => `as_bool(value=${inner}, strict=${pick(['True', 'False'])})`,
      () => `pick(${inner})`,
    ])();
  };
  const comparison = (depth: number): string => {
    const operator = pick(['==', '==', '!=', '<', '>', '<=', '>=', 'in', 'not in', 'is', 'is not']);
    const left = atom(expression(depth - 1));
    if (operator === 'in' || operator === 'not in') return `${left} ${operator} ${container(depth - 1)}`;
    if (operator === 'is' || operator === 'is not') return `${left} ${operator} ${pick(['None', 'True', 'False'])}`;
    const more = random() < 0.15 ? ` ${pick(['==', '<', '!='])} ${literal()}` : '';
    return `${left} ${operator} ${random() < 0.6 ? literal() : atom(expression(depth - 1))}${more}`;
  };

  /** Before PEP 701 the quotes of an f-string must not appear inside it. */
  const unquoted = (): string => {
    const source = expression(0).replaceAll(`'q"'`, '1');
    return /["']\{|f"|\{/.test(source) ? 'None' : source.replaceAll('"', "'");
  };

  function expression(depth: number): string {
    if (depth <= 0) {
      return pick([
        literal,
        read,
        read,
        () => (names.length > 0 ? pick(names) : read()),
        () => pick(['Config.DEBUG', 'Config.NAME', 'TRUTHS']),
      ])();
    }
    const inner = (): string => expression(depth - 1);
    return pick([
      read,
      () => method(depth),
      () => method(depth),
      () => call(depth),
      () => call(depth),
      () => comparison(depth),
      () => comparison(depth),
      () => `not ${atom(inner())}`,
      () => `${pick(['-', '+', '~'])}${atom(inner())}`,
      () => `${atom(inner())} ${pick(['and', 'or'])} ${atom(inner())}`,
      () => `${atom(inner())} or ${atom(inner())} and ${atom(inner())}`,
      () => `${atom(inner())} if ${atom(inner())} else ${atom(inner())}`,
      () => `${atom(inner())} ${pick(['+', '-', '*', '/', '//', '%', '&', '|', '^'])} ${atom(inner())}`,
      () => `"%s" % ${atom(inner())}`,
      () => `"%s=%d" % (${inner()}, ${literal()})`,
      () => `f"{${unquoted()}}${pick(['', 'x', '-'])}"`,
      () => `f"x{${unquoted()}!r}{1}"`,
      () => container(depth),
      () => comprehension(depth - 1),
      () => `${atom(inner())}[${pick(['0', '-1', '1:', ':1', '::-1', '5', '"a"', '""'])}]`,
      () => `TABLE[${inner()}]`,
      () => `{${literal()}: 1, "True": True, "False": False}.get(${inner()}, ${literal()})`,
      () => `(lambda v, w=${literal()}: ${pick(['v == w', 'v or w', 'w if v else v', 'str(v) + "x"'])})(${inner()})`,
      () => `(walrus := ${atom(inner())}) == ${literal()}`,
    ])();
  }

  function statements(): string {
    const lines: string[] = [];
    const functions = [
      `def flag(name, default=None):
    value = os.environ.get(name, default)
    if value is None:
        return ${literal()}
    return str(value).lower() in TRUTHS
`,
      `def as_bool(value, strict=False):
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in TRUTHS:
        return True
    elif text in FALSES:
        return False
    if strict:
        raise ValueError(f"bad {text}")
    return ${literal()}
`,
      `def pick(value):
    try:
        result = int(value)
    except ${pick(['ValueError', 'TypeError', '(TypeError, ValueError)', 'Exception'])}:
        return ${literal()}
    else:
        result += 1
    return result
`,
    ];
    lines.push(...functions);
    for (let index = below(3); index > 0; index--) {
      const name = `v${index}`;
      lines.push(
        pick([
          () => `${name} = ${expression(2)}\n`,
          () => `${name} = ${expression(1)}\nif ${expression(1)}:\n    ${name} = ${expression(1)}\n`,
          () =>
            `if ${expression(1)}:\n    ${name} = ${literal()}\nelif ${expression(1)}:\n    ${name} = ${read()}\nelse:\n    ${name} = ${literal()}\n`,
          () =>
            `try:\n    ${name} = ${expression(1)}\nexcept ${pick(['KeyError', 'ValueError', 'Exception', '(KeyError, TypeError)', 'LookupError'])}:\n    ${name} = ${literal()}\n`,
          () =>
            `match ${expression(1)}:\n    case "True" | "1":\n        ${name} = ${literal()}\n    case None | False:\n        ${name} = ${literal()}\n    case _:\n        ${name} = ${read()}\n`,
          () => `${name} = other = ${expression(1)}\n`,
          () => `${name}, other = ${expression(1)}, ${literal()}\n`,
          () => `${name} = ${literal()}\n${name} ${pick(['+=', '*=', '|='])} ${literal()}\n`,
          () => `for item in ${container(0)}:\n    ${name} = item\nelse:\n    ${name} = ${expression(1)}\n`,
          () => `${name}: bool = ${expression(1)}\n`,
        ])(),
      );
      names.push(name);
    }
    return lines.join('');
  }

  return Array.from({ length: count }, () => {
    names = [];
    const prelude = IMPORTS + statements();
    return { prelude, expression: expression(3) };
  });
}
