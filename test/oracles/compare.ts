import { decodeBytes } from '../../src/python/syntax/decode.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { type DumpOptions, digest, dumpSyntax } from './syntax-dump.ts';

/** How CPython reads a file: the digest of its dump, or the line and text of its error. */
export type Verdict =
  | { readonly accepted: true; readonly digest: string }
  | { readonly accepted: false; readonly line: number; readonly message: string };

/**
 * Reads `digest` or `!line<TAB>message`, as syntax_dump.py writes them; null if `ast` read the file but dumping failed.
 */
export function verdictOf(answer: string): Verdict | null {
  if (answer === '?') return null;
  if (!answer.startsWith('!')) return { accepted: true, digest: answer };
  const [line = '', message = ''] = answer.slice(1).split('\t');
  return { accepted: false, line: Number(line), message };
}

/**
 * The difference between how CPython and we read a file, in words; null if there is none. Errors may be a line apart,
 * and Python 2's constructs count as errors.
 */
export function difference(bytes: Uint8Array, verdict: Verdict, options: DumpOptions): string | null {
  const { text, problems: undecoded } = decodeBytes(bytes, 'python');
  const file = parsePython(text);
  const problems = [...undecoded, ...file.problems];
  const line = (offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/).length;
  if (verdict.accepted) {
    const [problem] = problems;
    if (problem !== undefined) return `line ${line(problem.start)}: ${problem.message}, but CPython accepts it`;
    return digest(dumpSyntax(file, options)) === verdict.digest ? null : 'a tree that differs from that of ast';
  }
  const places = [...problems, ...file.python2].map(({ start }) => start).sort((a, b) => a - b);
  if (places.length === 0) return `no problem, but CPython says on line ${verdict.line}: ${verdict.message}`;
  // If it cannot decode a whole file, CPython does not name a line.
  if (verdict.line <= 0) return null;
  const first = line(places[0]!);
  const near = places.some((place) => {
    const logical = file.logicalLine(place);
    return verdict.line >= line(logical.start) - 1 && verdict.line <= line(logical.end) + 1;
  });
  return near ? null : `first on line ${first}, but CPython says on line ${verdict.line}: ${verdict.message}`;
}
