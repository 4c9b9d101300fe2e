import { isAscii, isUtf8 } from 'node:buffer';
import { disguisesCode } from '../../data/source-encodings.ts';
import type { Kind } from '../../engine/kind.ts';
import type { SyntaxProblem } from './problems.ts';

type Decoder = InstanceType<typeof TextDecoder>;

/** A file's bytes as text, with a way to map offsets back. */
export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly bom: boolean;
  /** The name as declared or detected: 'utf-8', 'latin-1', 'cp1252', 'utf-16le'… */
  readonly encoding: string;
  /** An unknown encoding, or invalid bytes. The text is complete nevertheless. */
  readonly problems: readonly SyntaxProblem[];
  /** Maps an offset in the text to one in the bytes. */
  byteOffset(offset: number): number;
}

/**
 * Decodes a file. Python files as CPython does (PEP 263: a byte order mark, a coding cookie in the first two lines,
 * otherwise UTF-8). Other kinds as UTF-8, as UTF-16 with a byte order mark, or else byte by byte, so that offsets
 * always map back. In a Python file, bytes that are not UTF-8 become lone surrogates (PEP 383).
 */
export function decodeBytes(bytes: Uint8Array, kind: Kind): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bom = buffer.length >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  const cookie = kind === 'python' ? codingCookie(buffer, bom ? 3 : 0) : null;
  // With a byte order mark, CPython only accepts `utf-8`: its own name of the encoding, not those of the codecs.
  if (cookie !== null && bom && !/^utf[-_]8(?:[-_]|$)/i.test(cookie.name)) return conflicting(buffer, cookie);
  if (cookie !== null && !cookie.isUtf8) return declared(buffer, cookie);
  if (!bom && isAscii(buffer)) return characterMap(buffer, 'utf-8', []);
  if (isUtf8(buffer)) return utf8(buffer, bom);
  const wide = wideMark(buffer);
  if (wide !== null) return utf16(buffer, wide, kind);
  return kind === 'python' ? brokenUtf8(buffer, bom, cookie) : characterMap(buffer, 'latin-1', []);
}

/** Each byte is one UTF-16 code unit. */
function characterMap(buffer: Buffer, encoding: string, problems: readonly SyntaxProblem[]): DecodedText {
  return { text: buffer.toString('latin1'), bom: false, encoding, problems, byteOffset: (offset) => offset };
}

function utf8(buffer: Buffer, bom: boolean, problems: readonly SyntaxProblem[] = []): DecodedText {
  const skipped = bom ? 3 : 0;
  const text = buffer.toString('utf8', skipped);
  return {
    text,
    bom,
    encoding: 'utf-8',
    problems,
    byteOffset: (offset) => skipped + Buffer.byteLength(text.slice(0, offset)),
  };
}

function wideMark(buffer: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (buffer.length < 2 || buffer.length % 2 !== 0) return null;
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
  return buffer[0] === 0xfe && buffer[1] === 0xff ? 'utf-16be' : null;
}

/** CPython does not read UTF-16, but we can still report what is in such a file. */
function utf16(buffer: Buffer, encoding: 'utf-16le' | 'utf-16be', kind: Kind): DecodedText {
  const units = encoding === 'utf-16le' ? buffer : Buffer.from(buffer).swap16();
  const text = units.toString('utf16le', 2);
  const problems = kind === 'python' ? [{ start: 0, end: 1, message: 'Python does not read UTF-16' }] : [];
  return { text, bom: true, encoding, problems, byteOffset: (offset) => 2 + 2 * offset };
}

// ── Coding cookies ───────────────────────────────────────────────────────────────────────────────

interface Cookie {
  readonly name: string;
  /** The offset of the name in the bytes after the byte order mark. */
  readonly at: number;
  readonly isUtf8: boolean;
}

/** PEP 263 */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
/** What a first line begins with that is blank or a comment: a blank, a line ending, or `#`. */
const BEFORE_COOKIE: readonly number[] = [9, 10, 12, 13, 32, 35];
const BLANK = /^[ \t\f]*(?:#|$)/;

/** The coding cookie in the first two lines. In the second line only after a blank line or a comment. */
function codingCookie(buffer: Buffer, from: number): Cookie | null {
  let start = from;
  if (!BEFORE_COOKIE.includes(buffer[from] ?? 0)) return null;
  for (let line = 0; line < 2 && start < buffer.length; line++) {
    let end = start;
    while (end < buffer.length && buffer[end] !== 10 && buffer[end] !== 13) end++;
    const text = buffer.toString('latin1', start, end);
    const found = COOKIE.exec(text);
    if (found !== null) {
      const name = found[1]!;
      return { name, at: start - from + found[0].length - name.length, isUtf8: /^utf[-_]?8(?:[-_]|$)/i.test(name) };
    }
    if (!BLANK.test(text)) return null;
    start = end + (buffer[end] === 13 && buffer[end + 1] === 10 ? 2 : 1);
  }
  return null;
}

/** Python's names of encodings for which WHATWG's TextDecoder has others (https://encoding.spec.whatwg.org). */
const LABELS: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  cp874: 'windows-874',
  mac_cyrillic: 'x-mac-cyrillic',
  maccyrillic: 'x-mac-cyrillic',
};

/**
 * Python's encodings (https://docs.python.org/3/library/codecs.html#standard-encodings) that TextDecoder lacks but that
 * contain ASCII, with one byte per character: the syntax reads the same, whatever the other bytes mean.
 */
const ASCII_SUPERSETS =
  /^(?:cp(?:437|720|737|775|850|852|855|856|857|858|860|861|862|863|864|865|866|869|1006|1125)|hp_?roman8|kz_?1048|koi8_?t|palmos|ptcp154|mac_?(?:arabic|croatian|farsi|greek|iceland|latin2|romanian|turkish)|iso8859_?11|(?:ibm)?(?:437|850|852|855|866))$/;

const LATIN_1 = /^(?:latin_?1|l1|iso_?8859_?1(?:_1987)?|iso_?ir_?100|8859|cp819|latin|iso_latin_1)$/;
const ASCII = /^(?:ascii|us_?ascii|646|ansi_x3[._]4_19(?:68|86)|iso646_us|us)$/;

/** A file whose cookie names something other than UTF-8. */
function declared(buffer: Buffer, cookie: Cookie): DecodedText {
  const name = cookie.name.toLowerCase().replaceAll('-', '_');
  const encoding = cookie.name.toLowerCase();
  if (disguisesCode(encoding)) {
    const message = `${cookie.name} is an encoding in which Python runs other code than what is written here`;
    const problem = { start: cookie.at, end: cookie.at + cookie.name.length, message, unchecked: true } as const;
    return { ...readable(buffer), problems: [problem] };
  }
  if (LATIN_1.test(name) || name.startsWith('latin_1_') || name.startsWith('iso_8859_1_')) {
    return characterMap(buffer, 'latin-1', []);
  }
  if (/^(?:cp|windows_?)?1252$/.test(name)) return cp1252(buffer);
  if (ASCII.test(name)) return characterMap(buffer, 'ascii', beyondAscii(buffer));
  if (ASCII_SUPERSETS.test(name)) return characterMap(buffer, encoding, []);
  const decoder = /^utf_?(?:16|32)/.test(name) ? null : textDecoder(name, encoding);
  if (decoder === null) {
    const message = `unknown encoding: ${cookie.name}`;
    return { ...readable(buffer), problems: [{ start: cookie.at, end: cookie.at + cookie.name.length, message }] };
  }
  if (isAscii(buffer) && !decoder.encoding.startsWith('iso-2022')) return characterMap(buffer, encoding, []);
  return multibyte(buffer, encoding, decoder);
}

function beyondAscii(buffer: Buffer): SyntaxProblem[] {
  const at = buffer.findIndex((byte) => byte > 127);
  if (at < 0) return [];
  const byte = buffer[at]!.toString(16);
  return [{ start: at, end: at + 1, message: `'ascii' codec can't decode byte 0x${byte}: ordinal not in range(128)` }];
}

function textDecoder(name: string, declaredName: string): Decoder | null {
  const label =
    LABELS[name] ?? name.replace(/^(?:cp|windows_?)(125\d)$/, 'windows-$1').replace(/^iso_?8859_?/, 'iso-8859-');
  for (const candidate of [label, declaredName, label.replaceAll('_', '-')]) {
    try {
      return new TextDecoder(candidate, { ignoreBOM: true });
    } catch {
      // Not a label in that standard.
    }
  }
  return null;
}

/**
 * Text from a TextDecoder, or byte by byte if some bytes are invalid. The lengths of characters in bytes are found by
 * decoding again, on demand.
 */
function multibyte(buffer: Buffer, encoding: string, decoder: Decoder): DecodedText {
  const text = decoder.decode(buffer);
  const bad = text.indexOf('\ufffd');
  if (bad >= 0) {
    const line = text.slice(0, bad).split(LINE_BREAK).length - 1;
    const lines = buffer.toString('latin1').split(LINE_BREAK);
    const start = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
    const message = `bytes that are not ${encoding}`;
    return characterMap(buffer, encoding, [{ start, end: start + lines[line]!.length, message }]);
  }
  let starts: number[] | undefined;
  return {
    text,
    bom: false,
    encoding,
    problems: [],
    byteOffset(offset) {
      starts ??= characterStarts(buffer, decoder.encoding);
      return starts[offset] ?? buffer.length;
    },
  };
}

const LINE_BREAK = /[\r\n]/;

/**
 * The characters of windows-1252 from 0x80 to 0x9F. Node's TextDecoder reads latin-1 there
 * (https://github.com/nodejs/node/issues/56542).
 */
const CP1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function cp1252(buffer: Buffer): DecodedText {
  const text = buffer.toString('latin1').replace(/[\x80-\x9f]/g, (c) => CP1252.charAt(c.charCodeAt(0) - 0x80));
  return { text, bom: false, encoding: 'cp1252', problems: [], byteOffset: (offset) => offset };
}

/** The byte at which each code unit of the text starts. */
function characterStarts(buffer: Buffer, label: string): number[] {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  const starts: number[] = [];
  let from = 0;
  for (let i = 0; i < buffer.length; i++) {
    const { length } = decoder.decode(buffer.subarray(i, i + 1), { stream: true });
    for (let unit = 0; unit < length; unit++) starts.push(from);
    if (length > 0) from = i + 1;
  }
  return starts;
}

/** The byte order mark says UTF-8 and the cookie something else: CPython refuses the file. */
function conflicting(buffer: Buffer, cookie: Cookie): DecodedText {
  const message = `encoding problem: ${cookie.name} with BOM`;
  const problems = [{ start: cookie.at, end: cookie.at + cookie.name.length, message }];
  return isUtf8(buffer) ? utf8(buffer, true, problems) : surrogateEscaped(buffer, true, problems);
}

function readable(buffer: Buffer): DecodedText {
  return isUtf8(buffer) ? utf8(buffer, false) : surrogateEscaped(buffer, false, []);
}

function brokenUtf8(buffer: Buffer, bom: boolean, cookie: Cookie | null): DecodedText {
  const decoded = surrogateEscaped(buffer, bom, []);
  const at = decoded.text.search(/[\udc80-\udcff]/);
  const byte = (decoded.text.charCodeAt(at) & 0xff).toString(16);
  const message =
    cookie === null && !bom
      ? `Non-UTF-8 code starting with '\\x${byte}', but no encoding declared`
      : `'utf-8' codec can't decode byte 0x${byte}`;
  return { ...decoded, problems: [{ start: Math.max(at, 0), end: at + 1, message }] };
}

/** UTF-8 with every invalid byte as U+DC00 plus the byte (PEP 383). */
function surrogateEscaped(buffer: Buffer, bom: boolean, problems: readonly SyntaxProblem[]): DecodedText {
  const skipped = bom ? 3 : 0;
  const parts: string[] = [];
  let good = skipped;
  for (let i = skipped; i < buffer.length; ) {
    const size = sequenceLength(buffer, i);
    if (size > 0) i += size;
    else {
      parts.push(buffer.toString('utf8', good, i), String.fromCharCode(0xdc00 + buffer[i]!));
      good = ++i;
    }
  }
  parts.push(buffer.toString('utf8', good));
  const text = parts.join('');
  return {
    text,
    bom,
    encoding: 'utf-8',
    problems,
    byteOffset(offset) {
      let escaped = 0;
      for (let i = 0; i < offset; i++) {
        const unit = text.charCodeAt(i);
        if (unit >= 0xdc80 && unit <= 0xdcff && (text.charCodeAt(i - 1) & 0xfc00) !== 0xd800) escaped++;
      }
      // A lone surrogate counts as three bytes in UTF-8, but was one.
      return skipped + Buffer.byteLength(text.slice(0, offset)) - 2 * escaped;
    },
  };
}

/** The length of the valid UTF-8 sequence at an offset; 0 if there is none (RFC 3629). */
function sequenceLength(buffer: Buffer, at: number): number {
  const lead = buffer[at]!;
  if (lead < 0x80) return 1;
  const size = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  return size > 0 && at + size <= buffer.length && isUtf8(buffer.subarray(at, at + size)) ? size : 0;
}
