import {
  ANSWERING_METHODS,
  CONNECTION_ROOTS,
  HANDLER_METHODS,
  PASSING_CALLS,
  REQUEST_DATA,
  REQUEST_OBJECTS,
  SOURCE_ROOTS,
} from '../../data/taint-sources.ts';
import { memo } from '../../engine/memo.ts';
import { type Binding, candidates, mayMean, type Names, possibleNames, putInto, subscribe } from '../names/index.ts';
import {
  type Call,
  type Expression,
  type FunctionDef,
  intern,
  type Node,
  type Parameter,
  type PythonFile,
} from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { handlerParameters, hasViewClass, isViewClass } from './request-handlers.ts';
import { takeStep } from './steps.ts';

/** Where data from outside enters: 'a request', 'the command line', 'the environment', 'a file', 'the network'… */
export interface TaintSource {
  readonly what: string;
  readonly node: Expression | Parameter;
}

/**
 * Where the value of an expression comes from, as far as its own function (and simple helpers in the file) show:
 * - constant: literals and names bound to literals only;
 * - tainted: outside data reaches it through assignments, formatting, slicing, containers, decoding…;
 * - unknown: everything else, including what passed a sanitizer such as `int()` or `shlex.quote()`.
 */
export type Origin =
  | { readonly kind: 'constant' }
  | { readonly kind: 'tainted'; readonly source: TaintSource }
  | { readonly kind: 'unknown' };

const CONSTANT: Origin = { kind: 'constant' };
const UNKNOWN: Origin = { kind: 'unknown' };

subscribe(SOURCE_ROOTS);
subscribe(CONNECTION_ROOTS);
subscribe(REQUEST_OBJECTS);
/** Under the operator's control. */
const INSIDE: ReadonlySet<string> = new Set(['a file', 'the environment']);
const COMMAND_MODULES = ['click', 'typer', 'rich_click'].map(intern);
const REQUESTS = ['request', 'req', ...HANDLER_METHODS].map(intern);
const ROUTES = new Set('route get post put patch delete head options websocket api_route'.split(' ').map(intern));
/** False if the words in the file show that none of its expressions can be tainted. */
export function mayBeTainted(file: PythonFile, what: 'outside' | 'any'): boolean {
  return memo(file, sourcesIn)[what];
}

function sourcesIn(file: PythonFile): { readonly outside: boolean; readonly any: boolean } {
  const { present, called, tree } = file.parsed;
  const has = (word: number): boolean => present[word] !== 0;
  let request =
    REQUESTS.some(has) ||
    COMMAND_MODULES.some(has) ||
    mayMean(file, REQUEST_OBJECTS) ||
    mayMean(file, CONNECTION_ROOTS) ||
    hasViewClass(file);
  for (let i = 0; i < called.length && !request; i += 2) {
    request = tree.kinds[called[i]! + 1] === K.Decorator && ROUTES.has(called[i + 1]!);
  }
  const sources = request ? [] : possibleNames(file, SOURCE_ROOTS);
  return {
    outside: request || sources.some((name) => !INSIDE.has(SOURCE_ROOTS.get(name)!)),
    any: request || sources.length > 0,
  };
}

const originsById = (_names: Names): Map<number, Origin> => new Map();
/** What holds wherever the question came from. */
const settledById = (_names: Names): Map<number, Origin> => new Map();

export function originOf(expression: Expression, names: Names): Origin {
  const known = memo(names, originsById);
  let found = known.get(expression.id);
  if (found === undefined) {
    const settled = memo(names, settledById);
    found = origin(expression, {
      names,
      memo: new Map(),
      settled,
      busy: new Set(),
      circles: new Set(),
      given: null,
      depth: 0,
    });
    known.set(expression.id, found);
  }
  return found;
}

interface Walk {
  readonly names: Names;
  /** What has been found so far, for these parameters. */
  readonly memo: Map<number, Origin>;
  /** What has been found in this and in earlier walks that does not depend on them; null inside a helper. */
  readonly settled: Map<number, Origin> | null;
  /** Expressions on the way here, so that `x = f(x)` in a loop ends. */
  readonly busy: Set<number>;
  /** Those of them that were met again, so that the answers on the way only hold for this walk. */
  readonly circles: Set<number>;
  /** The origins of a helper's parameters in the call that is being followed. */
  readonly given: { readonly node: FunctionDef; readonly origins: ReadonlyMap<string, Origin> } | null;
  readonly depth: number;
}

const MAX_DEPTH = 100;
const MAX_HELPERS = 3;

function origin(expression: Expression, walk: Walk): Origin {
  const { id } = expression;
  const known = walk.memo.get(id) ?? walk.settled?.get(id);
  if (known !== undefined) return known;
  // A loop adds nothing new: the other paths decide.
  if (walk.busy.has(id)) {
    walk.circles.add(id);
    return CONSTANT;
  }
  if (walk.busy.size > MAX_DEPTH || !takeStep(walk.names.file)) return UNKNOWN;
  walk.busy.add(id);
  const found = judge(expression, walk);
  walk.busy.delete(id);
  walk.circles.delete(id);
  // Whatever else a loop adds, it does not take back what is tainted.
  if (walk.circles.size === 0 || found.kind === 'tainted') walk.settled?.set(id, found);
  walk.memo.set(id, found);
  return found;
}

function judge(expression: Expression, walk: Walk): Origin {
  switch (expression.kind) {
    case 'String':
    case 'Number':
    case 'Constant':
      return CONSTANT;
    case 'Name':
      return nameOrigin(expression, walk);
    case 'Attribute':
      return attributeOrigin(expression, walk);
    case 'Call':
      return callOrigin(expression, walk);
    case 'Subscript': {
      const item = itemOrigin(expression, walk);
      // A constant table returns its own values, even for an untrusted key.
      return item ?? origin(expression.value, walk);
    }
    case 'JoinedStr':
      return worst(expression.values, walk);
    case 'FormattedValue':
    case 'Await':
    case 'Starred':
    case 'NamedExpr':
      return origin(expression.value, walk);
    case 'BinOp':
      return worst([expression.left, expression.right], walk);
    case 'UnaryOp':
      return expression.op === 'not' ? UNKNOWN : origin(expression.operand, walk);
    case 'BoolOp':
      return worst(expression.values, walk);
    case 'IfExp':
      return worst([expression.body, expression.orelse], walk);
    case 'List':
    case 'Tuple':
    case 'Set':
      return worst(expression.items, walk);
    case 'Dict': {
      // One untrusted value among many does not taint the dict. Reading that key returns it (itemOrigin).
      const values = worst(
        expression.items.map((item) => item.value),
        walk,
      );
      return values.kind === 'tainted' && expression.items.length > 1 ? UNKNOWN : values;
    }
    case 'Comprehension': {
      const { element } = expression;
      return element.kind === 'DictItem' ? origin(element.value, walk) : origin(element, walk);
    }
    default:
      return UNKNOWN;
  }
}

/** Tainted, then unknown, then constant. */
function worst(expressions: readonly Expression[], walk: Walk): Origin {
  let found: Origin = CONSTANT;
  for (const expression of expressions) {
    const one = origin(expression, walk);
    if (one.kind === 'tainted') return one;
    if (one.kind === 'unknown') found = one;
  }
  return found;
}

/** The keys of a literal dict, as in `for key in FIELDS` and `FIELDS.keys()`. Null for anything else. */
function keysOrigin(expression: Expression, walk: Walk): Origin | null {
  const { names } = walk;
  switch (expression.kind) {
    case 'Dict':
      return worstOf(
        expression.items.map(({ key, value }) =>
          key === null ? (keysOrigin(value, walk) ?? origin(value, walk)) : origin(key, walk),
        ),
      );
    case 'Name': {
      const dicts = names.bindings(expression.name, expression).map(({ value }) => value);
      if (dicts.length === 0 || !dicts.every((value) => value?.kind === 'Dict')) return null;
      if (putInto(expression, names).length > 0) return null;
      return worstOf(dicts.map((dict) => keysOrigin(dict!, walk) ?? UNKNOWN));
    }
    case 'Call': {
      const [only, ...more] = expression.args;
      if (only === undefined || more.length > 0 || !names.denotes(expression.func, COPYING)) return null;
      return keysOrigin(only, walk);
    }
    default:
      return null;
  }
}

const COPYING = new Set(
  ['list', 'tuple', 'set', 'frozenset', 'sorted', 'iter', 'reversed'].map((name) => `builtins.${name}`),
);

/** `options["name"]` if options is a dict display that has the key. */
function itemOrigin({ value, slice }: Expression & { kind: 'Subscript' }, walk: Walk): Origin | null {
  if (value.kind !== 'Name' || slice.kind !== 'String') return null;
  const found: Expression[] = [];
  for (const binding of walk.names.bindings(value.name, value)) {
    if (binding.value?.kind !== 'Dict') return null;
    const item = binding.value.items.find(({ key }) => key?.kind === 'String' && key.value === slice.value);
    if (item !== undefined) found.push(item.value);
  }
  return found.length === 0 ? null : worst(found, walk);
}

// ── Names ────────────────────────────────────────────────────────────────────────────────────────

function nameOrigin(expression: Expression & { kind: 'Name' }, walk: Walk): Origin {
  // The message names where the value enters, so what the name was assigned takes precedence over what it denotes.
  const bindings = walk.names.bindings(expression.name, expression);
  const found = worstOf([
    ...bindings.map((binding) => bindingOrigin(binding, walk)),
    ...putInto(expression, walk.names).map((value) => origin(value, walk)),
  ]);
  if (found.kind === 'tainted') return found;
  const source = rootOf(expression, walk.names);
  if (source !== null) return tainted(source, expression);
  return bindings.length === 0 ? UNKNOWN : found;
}

function worstOf(origins: readonly Origin[]): Origin {
  let found: Origin = CONSTANT;
  for (const one of origins) {
    if (one.kind === 'tainted') return one;
    if (one.kind === 'unknown') found = one;
  }
  return found;
}

function bindingOrigin(binding: Binding, walk: Walk): Origin {
  const { node, value } = binding;
  switch (node.kind) {
    case 'AugAssign':
      return worst([node.target, node.value], walk);
    case 'Parameter':
      return parameterOrigin(node, walk);
    case 'For':
    case 'ComprehensionFor':
      return keysOrigin(node.iter, walk) ?? origin(node.iter, walk);
    case 'WithItem':
      return origin(node.context, walk);
    case 'Assign':
      return origin(value ?? node.value, walk);
    case 'Pattern':
      return patternOrigin(node, walk);
    default:
      return value === null ? UNKNOWN : origin(value, walk);
  }
}

function patternOrigin(node: Node, walk: Walk): Origin {
  for (let at: Node | null = node; at !== null; at = walk.names.file.parent(at)) {
    if (at.kind === 'Match') return origin(at.subject, walk);
  }
  return UNKNOWN;
}

function parameterOrigin(parameter: Parameter, walk: Walk): Origin {
  const parent = walk.names.file.parent(parameter);
  const owner = parent === null ? null : walk.names.file.parent(parent);
  if (owner?.kind !== 'FunctionDef') return UNKNOWN;
  if (walk.given !== null && walk.given.node.id === owner.id) return walk.given.origins.get(parameter.name) ?? UNKNOWN;
  const what = handlerParameters(owner, walk.names).get(parameter.name);
  return what === undefined ? UNKNOWN : { kind: 'tainted', source: { what, node: parameter } };
}

// ── Attributes ───────────────────────────────────────────────────────────────────────────────────

function attributeOrigin(expression: Expression & { kind: 'Attribute' }, walk: Walk): Origin {
  const { names } = walk;
  const isData = REQUEST_DATA.has(expression.attr);
  if (isData && isRequest(expression.value, names)) return tainted('a request', expression);
  const found = readOrigin(expression, walk);
  // The rest of a request is the server's own. Asked last, because it takes longest.
  return found.kind === 'tainted' && !isData && isRequest(expression.value, names) ? UNKNOWN : found;
}

/** Of an attribute of anything but a request: never constant. */
function readOrigin(expression: Expression & { kind: 'Attribute' }, walk: Walk): Origin {
  const { names } = walk;
  if (expression.attr === 'kwargs' && isViewMember(expression, names)) return tainted('a request', expression);
  const member = memberOrigin(expression, walk);
  if (member?.kind === 'tainted') return member;
  const read = origin(expression.value, walk);
  if (read.kind === 'tainted') return /^(?:status_code|status|ok)$/.test(expression.attr) ? UNKNOWN : read;
  const source = rootOf(expression, names);
  return source === null ? UNKNOWN : tainted(source, expression);
}

/** `self.kwargs` in a Django view: the captured parts of the URL. */
function isViewMember(expression: Expression & { kind: 'Attribute' }, names: Names): boolean {
  if (expression.value.kind !== 'Name') return false;
  return names.bindings(expression.value.name, expression.value).some((binding) => {
    const owner = names.receiver(binding);
    return owner !== null && isViewClass(owner);
  });
}

/** `self.x`: what the class's own code assigns to it. */
function memberOrigin(expression: Expression & { kind: 'Attribute' }, walk: Walk): Origin | null {
  const { names } = walk;
  if (expression.value.kind !== 'Name') return null;
  for (const binding of names.bindings(expression.value.name, expression.value)) {
    const owner = names.receiver(binding);
    if (owner === null) continue;
    const values = names.members(owner, expression.attr).flatMap((state) => candidates(state).bindings);
    if (values.length === 0) return null;
    const origins = values.map((one) => bindingOrigin(one, walk));
    // Other modules may assign to it too, so a member is not a constant.
    return origins.find((one) => one.kind === 'tainted') ?? UNKNOWN;
  }
  return null;
}

/** A handler's request: an imported one, an annotated parameter, or a parameter or member named request. */
function isRequest(expression: Expression, names: Names): boolean {
  if (names.denotes(expression, REQUEST_OBJECTS)) return true;
  if (expression.kind === 'Attribute') {
    return (
      expression.attr === 'request' &&
      expression.value.kind === 'Name' &&
      /^(?:self|cls|view|info|context)$/.test(expression.value.name)
    );
  }
  if (expression.kind !== 'Name' || (expression.name !== 'request' && expression.name !== 'req')) return false;
  return names.bindings(expression.name, expression).some(({ node }) => node.kind === 'Parameter');
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────

function callOrigin(call: Call, walk: Walk): Origin {
  const { names } = walk;
  const { func } = call;
  const isAnswer = func.kind === 'Attribute' && ANSWERING_METHODS.has(func.attr);
  const receiver = func.kind === 'Attribute' && !isAnswer ? origin(func.value, walk) : UNKNOWN;
  if (receiver.kind === 'tainted') return receiver;
  // A helper in the file denotes its result, but the data enters inside it.
  const helper = names.definition(func);
  if (helper?.kind === 'FunctionDef') return helperOrigin(helper, call, walk);
  const source = rootOf(call, names);
  if (source !== null) return tainted(source, call);
  if (
    func.kind === 'Attribute' &&
    HANDLER_METHODS.has(func.attr) &&
    func.value.kind === 'Name' &&
    func.value.name === 'self'
  ) {
    return tainted('a request', call);
  }
  const inputs = [...call.args, ...call.keywords.map((keyword) => keyword.value)];
  if (names.denotes(func, DICT)) return call.keywords.length > 1 ? UNKNOWN : worst(inputs, walk);
  if (names.denotes(func, PASSING_CALLS)) return worst(inputs, walk);
  if (func.kind !== 'Attribute') return UNKNOWN;
  const isData = REQUEST_DATA.has(func.attr);
  if (isData && isRequest(func.value, names)) return tainted('a request', call);
  if (isAnswer) return UNKNOWN;
  const made = madeOrigin(func.attr, func.value, inputs, receiver, walk);
  return made.kind !== 'unknown' && !isData && isRequest(func.value, names) ? UNKNOWN : made;
}

/** What a method returns that makes another text, list or dict of an object and its arguments. */
function madeOrigin(
  method: string,
  object: Expression,
  inputs: readonly Expression[],
  receiver: Origin,
  walk: Walk,
): Origin {
  if (method === 'keys' && inputs.length === 0) return keysOrigin(object, walk) ?? UNKNOWN;
  // Text inserted into text: "…".format(x), ", ".join(xs), text.replace("a", x).
  if (INSERTING_METHODS.has(method)) {
    const put = worst(inputs, walk);
    return put.kind === 'tainted' ? put : worstOf([receiver, put]);
  }
  if (receiver.kind === 'constant' && TEXT_METHODS.has(method)) return worst(inputs, walk);
  return UNKNOWN;
}

const DICT = new Set(['builtins.dict']);

const INSERTING_METHODS: ReadonlySet<string> = new Set(
  'format format_map join replace substitute safe_substitute ljust rjust center translate'.split(' '),
);
const TEXT_METHODS = new Set(
  'strip lstrip rstrip lower upper title capitalize encode decode split rsplit splitlines removeprefix removesuffix expandtabs casefold swapcase zfill items values get copy'.split(
    ' ',
  ),
);

/** What a function in the file returns for these arguments. */
function helperOrigin(helper: FunctionDef, call: Call, walk: Walk): Origin {
  if (walk.depth >= MAX_HELPERS || walk.given?.node.id === helper.id) return UNKNOWN;
  const returns = walk.names.returns(helper);
  if (returns.length === 0 || helper.decorators.length > 0) return UNKNOWN;
  const origins = new Map<string, Origin>();
  const positional = helper.params.items.filter(({ role }) => role === 'positional' || role === 'positional-only');
  const owner = walk.names.file.parent(helper);
  const isMethod = owner?.kind === 'ClassDef' && call.func.kind === 'Attribute';
  const names = positional.slice(isMethod ? 1 : 0);
  for (const [index, argument] of call.args.entries()) {
    const parameter = names[index];
    if (parameter === undefined || argument.kind === 'Starred') break;
    origins.set(parameter.name, origin(argument, walk));
  }
  for (const keyword of call.keywords)
    if (keyword.name !== null) origins.set(keyword.name, origin(keyword.value, walk));
  for (const parameter of helper.params.items) {
    if (!origins.has(parameter.name) && parameter.default !== null)
      origins.set(parameter.name, origin(parameter.default, walk));
  }
  const inside: Walk = {
    ...walk,
    memo: new Map(),
    settled: null,
    busy: new Set(walk.busy),
    given: { node: helper, origins },
    depth: walk.depth + 1,
  };
  return worstOf(returns.map(({ value }) => (value === null ? CONSTANT : origin(value, inside))));
}

// ── Sources ──────────────────────────────────────────────────────────────────────────────────────

function tainted(what: string, node: Expression): Origin {
  return { kind: 'tainted', source: { what, node } };
}

/** The parts of a request are judged one by one. */
const REQUEST_PARTS = ['.request', '.args', '.form'];
const isRequestPart = (name: string): boolean => REQUEST_PARTS.some((part) => name.endsWith(part));

/** `exists` or `exists()`, but not `read().exists`. */
const answers = (part: string): boolean => ANSWERING_METHODS.has(part.endsWith('()') ? part.slice(0, -2) : part);

/** The source that the expression is, or is read from: `requests.get().text.strip`. */
function rootOf(expression: Expression, names: Names): string | null {
  for (const name of names.qualify(expression)) {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const part = name.slice(0, end);
      const bare = SOURCE_ROOTS.get(part);
      if (bare !== undefined && !isRequestPart(part) && !answers(name.slice(end + 1))) return bare;
      if (CONNECTION_ROOTS.has(part)) return 'the network';
    }
  }
  return null;
}
