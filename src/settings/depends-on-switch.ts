import { ENVIRONMENT_NAMES, SWITCH_WORDS } from '../data/environment-words.ts';
import { wordsOf } from '../data/identifier-words.ts';
import { type Names, type Placed, resolvedValues } from '../python/names/index.ts';
import { type Call, type Expression, type FunctionDef, lastName, type Statement } from '../python/syntax/index.ts';
import { knownText, resolvedEntry } from '../python/worth/index.ts';

/**
 * True for a value that is not explicit but depends on a switch, even a constant one: `not DEBUG`, `is_production()`,
 * `FLAGS["https"]`. Also true if the value cannot be traced to constants.
 */
export function dependsOnSwitch(value: Expression, names: Names): boolean {
  return depends({ expression: value, names }, DEPTH);
}

const DEPTH = 8;

function depends({ expression, names }: Placed, depth: number): boolean {
  if (depth === 0) return true;
  const inner = (part: Expression): boolean => depends({ expression: part, names }, depth - 1);
  switch (expression.kind) {
    case 'Constant':
    case 'Number':
      return false;
    case 'String':
      return isSwitchName(expression.value);
    case 'UnaryOp':
      return inner(expression.operand);
    case 'Name':
    case 'Attribute': {
      if (isSwitchName(lastName(expression))) return true;
      const values = resolvedValues(expression, names);
      return values === null || values.some((value) => depends(value, depth - 1));
    }
    case 'Subscript': {
      const entry = entryOf(expression.value, expression.slice, names, depth);
      return entry === null || depends(entry, depth - 1);
    }
    case 'Call':
      return callDepends(expression, names, depth);
    default:
      return true;
  }
}

const CASTS: ReadonlySet<string> = new Set(['builtins.bool', 'builtins.int']);

function callDepends(call: Call, names: Names, depth: number): boolean {
  const { func, args } = call;
  const given = [...args, ...call.keywords.map(({ value }) => value)];
  if (given.some((expression) => depends({ expression, names }, depth - 1))) return true;
  if (names.denotes(func, CASTS)) return args.length !== 1;
  if (isSwitchName(lastName(func))) return true;
  if (func.kind === 'Attribute' && func.attr === 'get' && args[0] !== undefined) {
    const entry = entryOf(func.value, args[0], names, depth);
    if (entry !== null) return depends(entry, depth - 1);
  }
  const own = names.definition(func);
  const found = own === null ? names.importedDefinition(func) : { definition: own, names };
  if (found === null || found.definition.kind === 'ClassDef') return true;
  const results = resultsOf(found.definition.kind === 'Lambda' ? found.definition.body : found.definition);
  return results === null || results.some((expression) => depends({ expression, names: found.names }, depth - 1));
}

/** The values that a function without branches returns; null for other functions. */
function resultsOf(definition: FunctionDef | Expression): readonly Expression[] | null {
  if (definition.kind !== 'FunctionDef') return [definition];
  const results: Expression[] = [];
  for (const statement of definition.body) {
    if (!isStraight(statement)) return null;
    if (statement.kind === 'Return' && statement.value !== null) results.push(statement.value);
  }
  return results;
}

const isStraight = ({ kind }: Statement): boolean =>
  kind === 'Return' || kind === 'Assign' || kind === 'AnnAssign' || kind === 'ExpressionStatement' || kind === 'Pass';

/** The value in a mapping under a literal key that does not name a switch; null if unknown. */
function entryOf(mapping: Expression, key: Expression, names: Names, depth: number): Placed | null {
  const text = knownText(key, names);
  if (text === null || isSwitchName(text) || isSwitchName(lastName(mapping)) || depth === 0) return null;
  if (mapping.kind !== 'Subscript') return resolvedEntry(mapping, text, names);
  const outer = entryOf(mapping.value, mapping.slice, names, depth - 1);
  return outer === null ? null : resolvedEntry(outer.expression, text, outer.names);
}

const TRANSPORT: ReadonlySet<string> = new Set(['https', 'ssl', 'tls']);

/** A name that says what it depends on: an environment, or whether there is HTTPS. */
const isSwitchName = (name: string): boolean =>
  wordsOf(name).some((word) => ENVIRONMENT_NAMES.has(word) || SWITCH_WORDS.has(word) || TRANSPORT.has(word));
