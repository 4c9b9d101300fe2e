import { DECODERS, HIDING_CODECS } from '../../data/decoders.ts';
import { wordsIn } from '../../data/words-in.ts';
import { memo } from '../../engine/memo.ts';
import { type Names, putInto, subscribe } from '../names/index.ts';
import type { Call, Expression } from '../syntax/index.ts';
import { knownText } from '../worth/index.ts';

/** How a value is made from literals in the file: readable as it is, through a decoder, or from something else too. */
type Make = 'readable' | 'decoded' | 'other';

const MAX_DEPTH = 40;
/** How many steps to follow names that are defined by each other. */
const MAX_STEPS = 1000;
const MAX_STEPS_PER_FILE = 50_000;
const stepsOfFile = (_names: Names): { steps: number } => ({ steps: 0 });

subscribe(DECODERS);

/** True for a value made only of constants that nobody can read because they must be decoded first. */
export function isDecodedConstant(expression: Expression, names: Names): boolean {
  const inFile = memo(names, stepsOfFile);
  if (inFile.steps > MAX_STEPS_PER_FILE) return false;
  const taken = { steps: 0 };
  const make = makeOf(expression, { names, entered: new Set(), depth: 0, taken });
  inFile.steps += taken.steps;
  return make === 'decoded';
}

interface Walk {
  readonly names: Names;
  /** Functions and lambdas in the file that are being followed: their parameters were judged at the call. */
  readonly entered: ReadonlySet<number>;
  readonly depth: number;
  /** For the whole question. */
  readonly taken: { steps: number };
}

function makeOf(expression: Expression, from: Walk): Make {
  from.taken.steps += 1;
  if (from.depth > MAX_DEPTH || from.taken.steps > MAX_STEPS) return 'other';
  const walk = { ...from, depth: from.depth + 1 };
  switch (expression.kind) {
    case 'String':
    case 'Number':
    case 'Constant':
      return 'readable';
    case 'Name':
      return ofName(expression, walk);
    case 'Call':
      return ofCall(expression, walk);
    case 'BinOp':
      return worst([expression.left, expression.right], walk);
    case 'UnaryOp':
      return makeOf(expression.operand, walk);
    case 'JoinedStr':
      return worst(expression.values, walk);
    case 'Subscript':
    case 'FormattedValue':
    case 'NamedExpr':
    case 'Starred':
      return makeOf(expression.value, walk);
    case 'List':
    case 'Tuple':
    case 'Set':
      return worst(expression.items, walk);
    case 'IfExp':
      return worst([expression.body, expression.orelse], walk);
    case 'Comprehension':
      return expression.element.kind === 'DictItem'
        ? 'other'
        : worst([expression.element, ...expression.generators.map(({ iter }) => iter)], walk);
    default:
      return 'other';
  }
}

function worst(expressions: readonly Expression[], walk: Walk): Make {
  let found: Make = 'readable';
  for (const one of expressions) {
    const make = makeOf(one, walk);
    if (make === 'other') return 'other';
    if (make === 'decoded') found = 'decoded';
  }
  return found;
}

function combine(makes: readonly Make[]): Make {
  if (makes.includes('other')) return 'other';
  return makes.includes('decoded') ? 'decoded' : 'readable';
}

function ofName(expression: Expression & { kind: 'Name' }, walk: Walk): Make {
  const bindings = walk.names.bindings(expression.name, expression);
  if (bindings.length === 0) return 'other';
  return combine([
    ...bindings.map(({ node, value }): Make => {
      switch (node.kind) {
        case 'Parameter': {
          const list = walk.names.file.parent(node);
          const owner = list === null ? null : walk.names.file.parent(list);
          return owner !== null && walk.entered.has(owner.id) ? 'readable' : 'other';
        }
        case 'For':
        case 'ComprehensionFor':
          return makeOf(node.iter, walk);
        case 'AugAssign':
          return worst([node.target, node.value], walk);
        default:
          return value === null || value.id === expression.id ? 'other' : makeOf(value, walk);
      }
    }),
    ...putInto(expression, walk.names).map((value) => makeOf(value, walk)),
  ]);
}

function ofCall(call: Call, walk: Walk): Make {
  const { names } = walk;
  const { func } = call;
  const inputs = [...call.args, ...call.keywords.map((keyword) => keyword.value)];
  const given = worst(
    inputs.filter((input) => input.kind !== 'Lambda' && !names.denotes(input, DECODERS)),
    walk,
  );
  if (given === 'other') return 'other';
  if (names.denotes(func, DECODERS)) return 'decoded';
  if (names.denotes(func, MAP)) return combine([given, mapped(call, walk)]);
  if (names.denotes(func, BYTES)) return call.args.length === 1 ? 'decoded' : given;
  if (names.denotes(func, CODECS_ENCODE)) return hasHidingCodec(call, 1, names) ? 'decoded' : given;
  if (names.denotes(func, KEEPING)) return given;
  const own = names.definition(func);
  if (own !== null && own.kind !== 'ClassDef') {
    if (walk.entered.has(own.id)) return 'other';
    const inside = { ...walk, entered: new Set([...walk.entered, own.id]) };
    const results = own.kind === 'Lambda' ? [own.body] : names.returns(own).map(({ value }) => value);
    if (results.length === 0) return 'other';
    return combine([given, ...results.map((value) => (value === null ? 'other' : makeOf(value, inside)))]);
  }
  if (func.kind !== 'Attribute' || !TEXT_METHODS.has(func.attr)) return 'other';
  if (func.attr === 'decode' && hasHidingCodec(call, 0, names)) {
    return makeOf(func.value, walk) === 'other' ? 'other' : 'decoded';
  }
  return combine([makeOf(func.value, walk), given]);
}

/** What `map(chr, numbers)` and `map(lambda n: chr(n ^ 7), numbers)` do to each element. */
function mapped(call: Call, walk: Walk): Make {
  const [by] = call.args;
  if (by === undefined) return 'other';
  if (walk.names.denotes(by, DECODERS)) return 'decoded';
  if (by.kind === 'Lambda') return makeOf(by.body, { ...walk, entered: new Set([...walk.entered, by.id]) });
  return 'readable';
}

function hasHidingCodec(call: Call, index: number, names: Names): boolean {
  const codec = call.args[index];
  const name = codec === undefined ? null : knownText(codec, names);
  return name !== null && HIDING_CODECS.has(name.toLowerCase().replaceAll('-', '_'));
}

const MAP = new Set(['builtins.map']);
/** From a list of numbers. With an encoding as a second argument they keep the text. */
const BYTES = new Set(['builtins.bytes', 'builtins.bytearray']);
const CODECS_ENCODE = new Set(['codecs.encode']);
const KEEPING = new Set(
  wordsIn(`builtins.str builtins.list builtins.tuple builtins.reversed builtins.compile builtins.ord builtins.int builtins.memoryview
  textwrap.dedent codecs.getencoder io.BytesIO io.StringIO`),
);
const TEXT_METHODS = new Set(
  'decode encode join replace strip lstrip rstrip lower upper swapcase translate format split splitlines tobytes getvalue read'.split(
    ' ',
  ),
);
