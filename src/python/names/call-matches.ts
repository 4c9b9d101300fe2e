import type { SinkArgument } from '../../data/code-sinks.ts';
import { lastWordOf, type QualifiedName } from '../../data/qualified-name.ts';
import type { CallMatch, SinkMatch } from '../../engine/match.ts';
import { type Call, type Expression, idOf, type PythonFile } from '../syntax/index.ts';
import { argumentOf } from './call-arguments.ts';
import { candidateCalls, isOnlyCalled } from './matches.ts';
import type { Names } from './names.ts';
import { writtenWord } from './written-word.ts';

/** Methods and functions that call their arguments. */
const CALLERS = new Set(
  'map filter reduce sorted min max partial apply applymap transform pipe submit starmap imap imap_unordered apply_async map_async starmap_async run_in_executor run_sync to_thread Thread Process Timer call_soon call_later defaultdict set_response_callback add_argument add_option option argument'.split(
    ' ',
  ),
);
const CALLED_KEYWORDS = new Set(
  'type target key func function fn callback converter coerce cast parser loads decoder deserializer deserialize default_factory'.split(
    ' ',
  ),
);

/** A file, and its names where they are asked for: most files have no candidates. */
interface ReadFile {
  readonly python: PythonFile;
  readonly names: Names;
}

/** The calls of anything in a table, in source order. */
export function* callMatches<Fact>(doc: ReadFile, table: ReadonlyMap<QualifiedName, Fact>): Generator<CallMatch<Fact>> {
  for (const call of candidateCalls(doc.python, table)) {
    const found = calledBuiltin(call, doc.python, table) ?? lookUp(call.func, doc.names, table);
    if (found !== null) yield { call, ...found };
  }
}

/**
 * The calls of anything in a table, and the calls that take such a thing as an argument to call.
 * @param exceptLiterals leaves out calls whose dangerous argument is a literal text, without resolving them
 */
export function* sinkMatches<Fact extends SinkArgument>(
  doc: ReadFile,
  table: ReadonlyMap<QualifiedName, Fact>,
  exceptLiterals = false,
): Generator<SinkMatch<Fact>> {
  const { words, byWord } = wordsOf(table);
  for (const call of candidateCalls(doc.python, table)) {
    const written = writtenWord(call.func);
    const sinks = written === null ? undefined : byWord.get(written);
    if (exceptLiterals && sinks !== undefined && takesLiterals(call, sinks)) continue;
    const direct = calledBuiltin(call, doc.python, table) ?? lookUp(call.func, doc.names, table);
    if (direct !== null) {
      const input = argumentOf(call, direct.fact.index, direct.fact.keyword);
      yield { call, ...direct, inputs: input === null ? starred(call) : [input], reference: null };
      continue;
    }
    for (const { given, isKeyword } of handedOver(call)) {
      if (given.kind === 'Attribute' && !words.has(given.attr)) continue;
      if (given.kind !== 'Attribute' && given.kind !== 'Name') continue;
      const found = lookUp(given, doc.names, table);
      if (found === null) continue;
      // map(eval, xs) and submit(os.system, line) run what follows; Thread(target=eval, args=(text,)) runs what is in
      // args.
      const inputs = isKeyword ? threadArguments(call) : call.args.slice(call.args.indexOf(given) + 1);
      yield { call, ...found, inputs, reference: given };
      break;
    }
  }
}

interface Words {
  readonly words: ReadonlySet<string>;
  readonly byWord: ReadonlyMap<string, readonly SinkArgument[]>;
}
const wordTables = new Map<ReadonlyMap<QualifiedName, SinkArgument>, Words>();

function wordsOf(table: ReadonlyMap<QualifiedName, SinkArgument>): Words {
  let known = wordTables.get(table);
  if (known === undefined) {
    const byWord = new Map<string, SinkArgument[]>();
    for (const [name, sink] of table) {
      const word = lastWordOf(name);
      const list = byWord.get(word);
      if (list === undefined) byWord.set(word, [sink]);
      else list.push(sink);
    }
    known = { words: new Set(byWord.keys()), byWord };
    wordTables.set(table, known);
  }
  return known;
}

/** A call that passes a literal text to each sink that it could be, and does not pass on a function. */
function takesLiterals(call: Call, sinks: readonly SinkArgument[]): boolean {
  if (call.keywords.length > 0 || call.args.some((argument) => argument.kind === 'Starred')) return false;
  if (!sinks.every(({ index }) => call.args[index]?.kind === 'String')) return false;
  return handedOver(call).next().value === undefined;
}

/** If a builtin's name is only ever called in the file, it is that builtin, and no names need be resolved. */
function calledBuiltin<T>(
  { func }: Call,
  file: PythonFile,
  table: ReadonlyMap<QualifiedName, T>,
): { fact: T; name: QualifiedName } | null {
  if (func.kind !== 'Name') return null;
  const name = `builtins.${func.name}`;
  const fact = table.get(name);
  return fact !== undefined && isOnlyCalled(file, idOf(func.name)) ? { fact, name } : null;
}

function lookUp<T>(
  expression: Expression,
  names: Names,
  table: ReadonlyMap<QualifiedName, T>,
): { fact: T; name: QualifiedName } | null {
  for (const name of names.qualify(expression)) {
    const fact = table.get(name);
    if (fact !== undefined) return { fact, name };
  }
  return null;
}

function* handedOver(call: Call): Generator<{ given: Expression; isKeyword: boolean }> {
  const name = call.func.kind === 'Attribute' ? call.func.attr : call.func.kind === 'Name' ? call.func.name : '';
  if (CALLERS.has(name)) for (const given of call.args) yield { given, isKeyword: false };
  for (const keyword of call.keywords) {
    if (keyword.name !== null && CALLED_KEYWORDS.has(keyword.name)) yield { given: keyword.value, isKeyword: true };
  }
}

function threadArguments(call: Call): Expression[] {
  if (!call.keywords.some((keyword) => keyword.name === 'target')) return [];
  const given = argumentOf(call, null, 'args');
  return given === null ? [] : given.kind === 'Tuple' || given.kind === 'List' ? [...given.items] : [given];
}

function starred(call: Call): Expression[] {
  return call.args.filter((argument) => argument.kind === 'Starred').map((argument) => argument.value);
}
