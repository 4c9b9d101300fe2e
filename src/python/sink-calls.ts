import type { SinkArgument } from '../data/code-sinks.ts';
import { argumentOf } from './call-arguments.ts';
import type { Names, QualifiedName } from './names.ts';
import type { Call, Expression, PythonFile } from './nodes.ts';
import { mayDenote, mayGoByOtherNames, writtenWord } from './references.ts';

/** A call of something in a table, or a call that is handed it to call: `map(eval, xs)`. */
export interface SinkUse<T> {
  readonly call: Call;
  readonly sink: T;
  readonly name: QualifiedName;
  /** What reaches the dangerous argument; empty where it cannot be seen. */
  readonly inputs: readonly Expression[];
  /** The reference that is handed over; null for a plain call. */
  readonly reference: Expression | null;
}

/** Methods and functions that call what they are given. */
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

/** `isHarmless` tells by an argument as it is written that no rule need know what is called with it. */
export function* sinkUses<T extends SinkArgument>(
  file: PythonFile,
  names: Names,
  all: ReadonlyMap<QualifiedName, T>,
  isHarmless: (input: Expression) => boolean = () => false,
): Generator<SinkUse<T>> {
  const table = new Map([...all].filter(([name]) => mayDenote(file, name)));
  if (table.size === 0) return;
  const words = wordsOf([...table.keys()]);
  const byOtherNames = mayGoByOtherNames(file, words);
  for (const call of byOtherNames ? file.nodes('Call') : file.calls(words)) {
    const word = byOtherNames ? null : writtenWord(call.func);
    const sinks = [...table].flatMap(([name, sink]) => (word === null || lastWord(name) === word ? [sink] : []));
    if (isHarmlessCall(call, sinks, isHarmless)) continue;
    const direct = (word === null ? null : builtinSink(word, call, file, table)) ?? lookUp(call.func, names, table);
    if (direct !== null) {
      const input = argumentOf(call, direct.sink.index, direct.sink.keyword);
      yield { call, ...direct, inputs: input === null ? starred(call) : [input], reference: null };
      continue;
    }
    for (const { given, isKeyword } of handedOver(call)) {
      if (given.kind === 'Attribute' && !words.has(given.attr)) continue;
      if (given.kind !== 'Attribute' && given.kind !== 'Name') continue;
      const found = lookUp(given, names, table);
      if (found === null) continue;
      // map(eval, xs) and submit(os.system, line) run what follows; Thread(target=eval, args=(text,)) what is in args.
      const inputs = isKeyword ? threadArguments(call) : call.args.slice(call.args.indexOf(given) + 1);
      yield { call, ...found, inputs, reference: given };
      break;
    }
  }
}

const wordSets = new Map<string, ReadonlySet<string>>();

/** The last words of names; the same set for the same words, so that what is told of it is kept by it. */
function wordsOf(names: readonly QualifiedName[]): ReadonlySet<string> {
  const words = new Set(names.map(lastWord));
  const key = [...words].join(' ');
  const known = wordSets.get(key);
  if (known === undefined) wordSets.set(key, words);
  return known ?? words;
}

const lastWord = (name: QualifiedName): string => name.slice(name.lastIndexOf('.') + 1).replace(/\(\)$/, '');

/** A call in which whichever of the sinks is called is given something harmless, and nothing is handed over. */
function isHarmlessCall(
  call: Call,
  sinks: readonly SinkArgument[],
  isHarmless: (input: Expression) => boolean,
): boolean {
  if (call.keywords.length > 0 || call.args.some((argument) => argument.kind === 'Starred')) return false;
  for (const { index } of sinks) {
    const input = call.args[index];
    if (input === undefined || !isHarmless(input)) return false;
  }
  return !handedOver(call).next().value;
}

/** A builtin whose name is only ever called in the file is that builtin: no names need be resolved. */
function builtinSink<T>(
  word: string,
  { func }: Call,
  { text }: PythonFile,
  table: ReadonlyMap<QualifiedName, T>,
): { sink: T; name: QualifiedName } | null {
  const name = `builtins.${word}`;
  const sink = table.get(name);
  if (sink === undefined || func.kind !== 'Name') return null;
  // The one way to bind a name that looks like a call; `def eval (` too.
  return new RegExp(`\\b(?:def|class)\\s+${word}\\b`).test(text) ? null : { sink, name };
}

function lookUp<T>(
  expression: Expression,
  names: Names,
  table: ReadonlyMap<QualifiedName, T>,
): { sink: T; name: QualifiedName } | null {
  for (const name of names.qualify(expression)) {
    const sink = table.get(name);
    if (sink !== undefined) return { sink, name };
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
