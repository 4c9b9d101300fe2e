import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { memo } from './memo.ts';
import { compileSearch, type SignSearch } from './sign-search.ts';
import type { FoundSigns } from './triggers.ts';

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
}

/** @param gates for all rules: even an inactive one may be the reason to read a file */
export function createGatekeeper(gates: readonly Gate[]): Gatekeeper {
  const byKind = memo(gates, noKinds);
  return {
    rulesFor(doc) {
      // A text that is neither known by its name nor a script does not set, run or declare anything.
      const isProse = doc.kind === 'text' && doc.role === 'other' && !isScript(doc);
      const kind = isProse ? 'prose' : doc.kind;
      let compiled = byKind.get(kind);
      if (compiled === undefined) {
        compiled = compileKind(isProse ? gates.filter(({ about }) => about === 'any text') : gates, doc.kind);
        byKind.set(kind, compiled);
      }
      if (compiled.own.length + compiled.ofParsing.length === 0) return [];
      const seen = look(doc, compiled);
      const isOpen = ({ signs }: KindGate): boolean => signs === null || hasSign(signs, seen);
      const { own, ofParsing } = compiled;
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
  readonly signs: Signs | null;
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
    .map((gate) => ({ gate, signs: gate.signsOf[kind] === undefined ? gate.signs : gate.signsOf[kind] }));
  const isOfParsing = ({ gate }: KindGate): boolean =>
    gate.about === 'parsing' || (gate.about === 'syntax' && kind === 'python');
  return {
    own: gates.filter((gate) => !isOfParsing(gate)),
    ofParsing: gates.filter(isOfParsing),
    search: compileSearch(
      gates.flatMap(({ signs }) => signs?.words ?? []),
      gates.flatMap(({ signs }) => signs?.names ?? []),
    ),
  };
}

interface Seen extends FoundSigns {
  readonly text: string;
  /** By source and flags: several rules use the same pattern. */
  readonly patterns: Map<string, boolean>;
}

function look({ text, kind, borrowed }: SeenDocument, { search }: KindGates): Seen {
  const { words, names } = search.in(text);
  const seen = new Set(names);
  if (kind === 'python')
    for (const meaning of borrowed.values()) for (const name of search.namesIn(meaning)) seen.add(name);
  return { words, names: seen, text, patterns: new Map() };
}

function hasSign({ words, names, patterns }: Signs, seen: Seen): boolean {
  return (
    words.some((word) => seen.words.has(word)) ||
    names.some((name) => seen.names.has(name)) ||
    patterns.some(([source, flags]) => hasPattern(source, flags, seen))
  );
}

const compiledPatterns = new Map<string, RegExp>();

function hasPattern(source: string, flags: string, { text, patterns }: Seen): boolean {
  const key = `/${source}/${flags}`;
  let answer = patterns.get(key);
  if (answer === undefined) {
    let pattern = compiledPatterns.get(key);
    if (pattern === undefined) {
      pattern = new RegExp(source, flags);
      compiledPatterns.set(key, pattern);
    }
    answer = pattern.test(text);
    patterns.set(key, answer);
  }
  return answer;
}
