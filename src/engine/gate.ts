import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { memo } from './memo.ts';
import { once } from './once.ts';
import { compileSearch, type SignSearch } from './sign-search.ts';

/** What must be in a file for a rule to have a reason to read it. */
export interface Signs {
  /** Anywhere, in any case. Listed in lower case. */
  readonly words: readonly string[];
  /** As whole identifiers. */
  readonly names: readonly string[];
  /** Sources and flags of regular expressions. */
  readonly patterns: readonly (readonly [source: string, flags: string])[];
}

/** Which files a rule may find something in, as far as that is known before its code is loaded. */
export interface Gate {
  readonly id: string;
  readonly kinds: readonly Kind[];
  readonly about: 'parsing' | 'syntax' | 'suppressions' | 'any text' | null;
  /** Null means every file of its kinds. */
  readonly signs: Signs | null;
  /** For kinds of files with other words. */
  readonly signsOf: Partial<Readonly<Record<Kind, Signs | null>>>;
}

/** A rule about paths, and a pattern that one of the paths must match for it to find anything. */
export interface PathGate {
  readonly id: string;
  /** The source of a regular expression. */
  readonly pattern: string;
}

/** The parts of a document that a gate looks at. */
export type SeenDocument = Pick<Document, 'path' | 'kind' | 'role' | 'text' | 'encodingProblems' | 'borrowed'>;

/** Tells which rules have a reason to read a document. */
export interface Gatekeeper {
  /** Ids, in the order of the gates. */
  rulesFor(doc: SeenDocument): readonly string[];
  /** Announces documents: many are searched in another way than few. */
  expect(docs: readonly SeenDocument[]): void;
}

/** @param gates for all rules: even an inactive one may be the reason to read a file */
export function createGatekeeper(gates: readonly Gate[]): Gatekeeper {
  const byKind = memo(gates, noKinds);
  const gatesFor = (doc: SeenDocument): KindGates => {
    // A text that is neither known by its name nor a script does not set, run or declare anything.
    const isProse = doc.kind === 'text' && doc.role === 'other' && !isScript(doc);
    const kind = isProse ? 'prose' : doc.kind;
    let compiled = byKind.get(kind);
    if (compiled === undefined) {
      compiled = compileKind(isProse ? gates.filter(({ about }) => about === 'any text') : gates, doc.kind);
      byKind.set(kind, compiled);
    }
    return compiled;
  };
  return {
    expect(docs) {
      for (const doc of docs) gatesFor(doc).search.expect(doc.text.length);
    },
    rulesFor(doc) {
      const compiled = gatesFor(doc);
      const { own, ofParsing } = compiled;
      if (own.length + ofParsing.length === 0) return [];
      const seen = look(doc, compiled);
      const isOpen = (gate: KindGate): boolean => hasSign(gate, seen);
      const open = own.filter(isOpen);
      // Files that cannot be parsed are reported if a rule has a reason to read them; manifests always are. For these
      // rules, a Python file that is parsed anyway costs nothing; another is searched for what they would report.
      const isRead =
        isManifest(doc) ||
        doc.encodingProblems.length > 0 ||
        open.some(({ gate, signs }) => signs !== null && (gate.about === null || gate.about === 'any text'));
      const told = isRead ? ofParsing : doc.kind === 'python' ? ofParsing.filter(isOpen) : [];
      return [...open, ...told].map(({ gate }) => gate.id);
    },
  };
}

const noKinds = (_gates: readonly Gate[]): Map<Kind | 'prose', KindGates> => new Map();

const isScript = ({ path, text }: SeenDocument): boolean => text.startsWith('#!') || /\.(?:ba|k|z)?sh$/.test(path);

/** Declarations of versions, requirements or services are read whatever words they contain. */
const isManifest = ({ kind, role }: SeenDocument): boolean =>
  kind === 'requirements' || kind === 'dockerfile' || (kind !== 'python' && role !== 'settings' && role !== 'other');

interface KindGate {
  readonly gate: Gate;
  readonly signs: Pick<Signs, 'words' | 'names'> | null;
  readonly patterns: readonly Pattern[];
}

/** Several rules may use the same. */
interface Pattern {
  /** A word that is in every text that matches, in lower case; empty if none is known. */
  readonly word: string;
  readonly expression: () => RegExp;
}

interface KindGates {
  readonly own: readonly KindGate[];
  /** Those of rules that use the result of parsing. */
  readonly ofParsing: readonly KindGate[];
  readonly search: SignSearch;
}

function compileKind(all: readonly Gate[], kind: Kind): KindGates {
  const gates = all
    .filter(({ kinds }) => kinds.includes(kind))
    .map((gate): KindGate => {
      const signs = gate.signsOf[kind] === undefined ? gate.signs : gate.signsOf[kind];
      return { gate, signs, patterns: signs?.patterns.map(patternOf) ?? [] };
    });
  const isOfParsing = ({ gate }: KindGate): boolean =>
    gate.about === 'parsing' || (gate.about === 'syntax' && kind === 'python');
  return {
    own: gates.filter((gate) => !isOfParsing(gate)),
    ofParsing: gates.filter(isOfParsing),
    search: compileSearch(
      [
        ...gates.flatMap(({ signs }) => signs?.words ?? []),
        ...gates.flatMap(({ patterns }) => patterns.flatMap(({ word }) => word || [])),
      ],
      gates.flatMap(({ signs }) => signs?.names ?? []),
    ),
  };
}

interface Seen {
  readonly text: string;
  /** In lower case. */
  readonly words: readonly string[];
  /** Those with one of their words or names in the text. */
  readonly open: ReadonlySet<KindGate>;
  readonly patterns: Map<Pattern, boolean>;
}

function look({ text, kind, borrowed }: SeenDocument, gates: KindGates): Seen {
  const { words, names } = gates.search.in(text);
  const open = new Set<KindGate>();
  const { ofWord, ofName } = memo(gates, indexGates);
  const openAll = (some: readonly KindGate[] | undefined): void => {
    if (some !== undefined) for (const gate of some) open.add(gate);
  };
  for (const word of words) openAll(ofWord.get(word));
  for (const name of names) openAll(ofName.get(name));
  if (kind === 'python') {
    for (const meaning of borrowed.values()) {
      for (const name of gates.search.namesIn(meaning)) openAll(ofName.get(name));
    }
  }
  return { text, words, open, patterns: new Map() };
}

interface GateIndex {
  readonly ofWord: ReadonlyMap<string, readonly KindGate[]>;
  readonly ofName: ReadonlyMap<string, readonly KindGate[]>;
}

/** Most texts contain few of the words and names, and most gates have many. */
function indexGates({ own, ofParsing }: KindGates): GateIndex {
  const ofWord = new Map<string, KindGate[]>();
  const ofName = new Map<string, KindGate[]>();
  const add = (table: Map<string, KindGate[]>, sign: string, gate: KindGate): void => {
    const known = table.get(sign);
    if (known === undefined) table.set(sign, [gate]);
    else known.push(gate);
  };
  for (const gate of [...own, ...ofParsing]) {
    for (const word of gate.signs?.words ?? []) add(ofWord, word, gate);
    for (const name of gate.signs?.names ?? []) add(ofName, name, gate);
  }
  return { ofWord, ofName };
}

function hasSign(gate: KindGate, seen: Seen): boolean {
  if (gate.signs === null || seen.open.has(gate)) return true;
  // Few gates have any.
  return gate.patterns.length > 0 && gate.patterns.some((pattern) => hasPattern(pattern, seen));
}

const knownPatterns = new Map<string, Pattern>();

function patternOf([source, flags]: Signs['patterns'][number]): Pattern {
  const key = `/${source}/${flags}`;
  const known = knownPatterns.get(key);
  if (known !== undefined) return known;
  // Nothing after the word makes it optional, and no bracket is open around it.
  const word = /^\\b(\w+)(?:\\[bs]|$)/.exec(source)?.[1] ?? '';
  const isExact = word !== '' && !source.includes('|');
  const pattern = { word: isExact ? word.toLowerCase() : '', expression: once(() => new RegExp(source, flags)) };
  knownPatterns.set(key, pattern);
  return pattern;
}

function hasPattern(pattern: Pattern, { text, words, patterns }: Seen): boolean {
  let answer = patterns.get(pattern);
  if (answer === undefined) {
    // To compile an expression takes longer than to look for a word.
    answer = (pattern.word === '' || words.includes(pattern.word)) && pattern.expression().test(text);
    patterns.set(pattern, answer);
  }
  return answer;
}
