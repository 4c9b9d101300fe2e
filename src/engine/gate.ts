import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { memo } from './memo.ts';
import { once } from './once.ts';
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
      const isOpen = (gate: KindGate): boolean => hasSign(gate, seen);
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
  readonly signs: Pick<Signs, 'words' | 'names'> | null;
  readonly patterns: readonly Pattern[];
}

/** Several rules may use the same. */
type Pattern = () => RegExp;

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
      gates.flatMap(({ signs }) => signs?.words ?? []),
      gates.flatMap(({ signs }) => signs?.names ?? []),
    ),
  };
}

interface Seen extends FoundSigns {
  readonly text: string;
  readonly patterns: Map<Pattern, boolean>;
}

function look({ text, kind, borrowed }: SeenDocument, { search }: KindGates): Seen {
  const { words, names } = search.in(text);
  const lent = kind === 'python' ? [...borrowed.values()].flatMap((meaning) => [...search.namesIn(meaning)]) : [];
  return { words, names: lent.length === 0 ? names : [...names, ...lent], text, patterns: new Map() };
}

/** Most texts contain few of the words and names, and most lists have many. */
function hasSign({ signs, patterns }: KindGate, seen: Seen): boolean {
  if (signs === null) return true;
  for (const word of seen.words) if (signs.words.includes(word)) return true;
  for (const name of seen.names) if (signs.names.includes(name)) return true;
  for (const pattern of patterns) if (hasPattern(pattern, seen)) return true;
  return false;
}

const knownPatterns = new Map<string, Pattern>();

function patternOf([source, flags]: Signs['patterns'][number]): Pattern {
  const key = `/${source}/${flags}`;
  const pattern = knownPatterns.get(key) ?? once(() => new RegExp(source, flags));
  knownPatterns.set(key, pattern);
  return pattern;
}

function hasPattern(pattern: Pattern, { text, patterns }: Seen): boolean {
  let answer = patterns.get(pattern);
  if (answer === undefined) {
    answer = pattern().test(text);
    patterns.set(pattern, answer);
  }
  return answer;
}
