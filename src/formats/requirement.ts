import type { MappedText } from './mapped-text.ts';
import { isMarker } from './marker.ts';

/** One clause of a version specifier: `>=1.2`. Offsets are relative to the document. */
export interface SpecifierClause {
  readonly operator: '===' | '~=' | '==' | '!=' | '<=' | '>=' | '<' | '>';
  /** As written, without surrounding white space. */
  readonly version: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A dependency specifier (https://packaging.python.org/en/latest/specifications/dependency-specifiers/), or one of
 * pip's own forms: a URL with `#egg=name`, a path. Offsets are relative to the document.
 */
export interface Requirement {
  readonly start: number;
  readonly end: number;
  /** As written; null for a path or URL that does not name a package. */
  readonly name: string | null;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly extras: readonly string[];
  readonly clauses: readonly SpecifierClause[];
  /** The URL, VCS address or path to fetch it from; null if it comes from the index. */
  readonly url: string | null;
  readonly urlStart: number;
  readonly urlEnd: number;
  /** What follows `;`, trimmed. */
  readonly marker: string | null;
  /** What is wrong, in words; null if the requirement is well formed. */
  readonly problem: string | null;
}

/** A package's name as indexes compare it. https://peps.python.org/pep-0503/#normalized-names */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/;
const OPERATOR = /^(?:===|~=|==|!=|<=|>=|<|>)/;
/** https://packaging.python.org/en/latest/specifications/version-specifiers/#appendix-parsing-version-strings-with-regular-expressions */
const VERSION =
  /^v?(?:\d+!)?\d+(?:\.\d+)*(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?(?:[-_.]?dev[-_.]?\d*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;
const PREFIX_VERSION =
  /^v?(?:\d+!)?\d+(?:\.\d+)*(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?(?:[-_.]?(?:post|rev|r)[-_.]?\d*)?\.\*$/i;
const URL_SCHEME = /^(?:https?|ftps?|file|(?:git|hg|svn|bzr)(?:\+[a-z]+)?|ssh):/i;
const ARCHIVE = /\.(?:zip|whl|tar(?:\.(?:gz|bz2|xz|lz|lzma))?|tgz|tbz|txz|tlz)$/i;

/**
 * Reads the requirement in `mapped[from, to)`.
 * @param pip also read pip's own forms: bare URLs and paths
 */
export function parseRequirement(mapped: MappedText, from: number, to: number, pip: boolean): Requirement {
  let start = from;
  let end = to;
  while (start < end && isSpace(mapped.text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(mapped.text.charCodeAt(end - 1))) end -= 1;
  return new RequirementReader(mapped, start, end).read(pip);
}

const isSpace = (code: number) => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0x0c;

class RequirementReader {
  readonly #mapped: MappedText;
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  #at: number;
  #problem: string | null = null;

  constructor(mapped: MappedText, start: number, end: number) {
    this.#mapped = mapped;
    this.#text = mapped.text;
    this.#start = start;
    this.#end = end;
    this.#at = start;
  }

  read(pip: boolean): Requirement {
    const whole = this.#text.slice(this.#start, this.#end);
    if (pip) {
      const bareUrl = URL_SCHEME.test(whole) && !/^[^:/\s]*@/.test(whole);
      // A URL may contain a semicolon. Only one that is followed by a space starts a marker.
      const semicolon = bareUrl ? whole.search(/;\s/) : whole.indexOf(';');
      const body = (semicolon < 0 ? whole : whole.slice(0, semicolon)).trimEnd();
      if (bareUrl || isPath(body)) {
        return this.#reference(body, semicolon < 0 ? null : whole.slice(semicolon + 1).trim() || null);
      }
    }
    const nameLength = NAME.exec(whole)?.[0].length ?? 0;
    if (nameLength === 0) return this.#done({ problem: 'a requirement starts with a name' });
    const nameStart = this.#at;
    this.#at += nameLength;
    const nameEnd = this.#at;
    this.#skip();
    const extras = this.#extras();
    this.#skip();
    let clauses: SpecifierClause[] = [];
    let url: { start: number; end: number } | null = null;
    if (this.#peek() === '@') {
      this.#at += 1;
      this.#skip();
      const urlStart = this.#at;
      while (this.#at < this.#end && !isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
      // pip cuts at the first semicolon; `packaging` wants white space before it. Both read the common form the same
      // way.
      const semicolon = pip ? this.#text.indexOf(';', urlStart) : -1;
      if (semicolon >= 0 && semicolon < this.#at) this.#at = semicolon;
      url = { start: urlStart, end: this.#at };
      if (url.end === url.start) this.#problem ??= 'nothing follows @';
    } else {
      clauses = this.#specifier();
    }
    this.#skip();
    let marker: string | null = null;
    if (this.#peek() === ';') {
      marker = this.#text.slice(this.#at + 1, this.#end).trim();
      if (marker === '') {
        marker = null;
        if (!pip) this.#problem ??= 'nothing follows ;';
      } else if (!isMarker(marker)) this.#problem ??= `${marker} is not an environment marker`;
    } else if (this.#at < this.#end) {
      this.#problem ??= `${JSON.stringify(this.#text.slice(this.#at, this.#end))} is not part of a requirement`;
    }
    return this.#done({
      name: this.#text.slice(nameStart, nameEnd),
      nameStart: this.#mapped.offset(nameStart),
      nameEnd: this.#endOffset(nameEnd),
      extras,
      clauses,
      url: url === null ? null : this.#text.slice(url.start, url.end),
      urlStart: this.#mapped.offset(url?.start ?? this.#start),
      urlEnd: url === null ? this.#mapped.offset(this.#start) : this.#endOffset(url.end),
      marker,
    });
  }

  /** `git+https://…#egg=name`, `./folder[extra]`, `dist/name-1.0-py3-none-any.whl`. */
  #reference(body: string, marker: string | null): Requirement {
    let url = body;
    let extras: string[] = [];
    if (marker !== null && !isMarker(marker)) this.#problem = `${marker} is not an environment marker`;
    const brackets = URL_SCHEME.test(body) ? null : /^(.+)(\[[^[\]]+\])$/s.exec(body);
    if (brackets !== null) {
      url = brackets[1]!;
      extras = splitExtras(brackets[2]!.slice(1, -1));
    }
    const egg = /[#&]egg=([^&\s]*)/.exec(body);
    let name: string | null = null;
    let nameAt = 0;
    let clauses: SpecifierClause[] = [];
    if (egg?.[1] !== undefined) {
      name = NAME.exec(safeDecode(egg[1]))?.[0] ?? null;
      nameAt = egg.index + '#egg='.length;
      const inner = /\[([^\][]*)\]/.exec(safeDecode(egg[1]));
      if (inner?.[1] !== undefined) extras = splitExtras(inner[1]);
    } else {
      const path = url.replace(/[#?].*$/s, '');
      const fileAt = path.lastIndexOf('/') + 1;
      const wheel = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/i.exec(safeDecode(path.slice(fileAt)));
      if (wheel?.[1] !== undefined && wheel[2] !== undefined) {
        name = wheel[1];
        nameAt = fileAt;
        const at = this.#start + fileAt + wheel[1].length + 1;
        const [start, end] = [this.#mapped.offset(at), this.#endOffset(at + wheel[2].length)];
        clauses = [{ operator: '==', version: wheel[2].replaceAll('_', '-'), start, end }];
      }
    }
    return this.#done({
      name,
      nameStart: this.#mapped.offset(this.#start + nameAt),
      nameEnd: this.#endOffset(this.#start + nameAt + (name?.length ?? 0)),
      extras,
      clauses,
      url,
      urlStart: this.#mapped.offset(this.#start),
      urlEnd: this.#endOffset(this.#start + url.length),
      marker,
    });
  }

  #extras(): string[] {
    if (this.#peek() !== '[') return [];
    const close = this.#text.indexOf(']', this.#at);
    if (close < 0 || close >= this.#end) {
      this.#problem ??= 'the list of extras is not closed';
      this.#at = this.#end;
      return [];
    }
    const inner = this.#text.slice(this.#at + 1, close);
    this.#at = close + 1;
    const extras = splitExtras(inner);
    if (extras.some((extra) => NAME.exec(extra)?.[0] !== extra)) this.#problem ??= `${inner} is not a list of extras`;
    return extras;
  }

  #specifier(): SpecifierClause[] {
    const clauses: SpecifierClause[] = [];
    const parenthesised = this.#peek() === '(';
    if (parenthesised) this.#at += 1;
    for (;;) {
      this.#skip();
      const start = this.#at;
      const operator = OPERATOR.exec(this.#text.slice(this.#at, Math.min(this.#end, this.#at + 3)))?.[0];
      if (operator === undefined) break;
      this.#at += operator.length;
      this.#skip();
      const versionStart = this.#at;
      const stop = operator === '===' ? /[\s;),]/ : /[\s;),<>=!~]/;
      while (this.#at < this.#end && !isVersionEnd(this.#text, this.#at, stop)) this.#at += 1;
      const version = this.#text.slice(versionStart, this.#at);
      if (!isVersion(operator, version)) this.#problem ??= `${version || 'nothing'} is not a version`;
      clauses.push({
        operator: operator as SpecifierClause['operator'],
        version,
        start: this.#mapped.offset(start),
        end: this.#endOffset(this.#at),
      });
      this.#skip();
      if (this.#peek() !== ',') break;
      this.#at += 1;
    }
    if (parenthesised) {
      if (this.#peek() === ')') this.#at += 1;
      else this.#problem ??= 'the brackets around the versions are not closed';
    }
    return clauses;
  }

  #skip(): void {
    while (this.#at < this.#end && isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #peek(): string {
    return this.#at < this.#end ? this.#text.charAt(this.#at) : '';
  }

  /** After the character before the index, not at the next character: lines may have been joined in between. */
  #endOffset(index: number): number {
    return index > this.#start ? this.#mapped.offset(index - 1) + 1 : this.#mapped.offset(index);
  }

  #done(found: Partial<Requirement>): Requirement {
    const start = this.#mapped.offset(this.#start);
    return {
      start,
      end: this.#endOffset(this.#end),
      name: null,
      nameStart: start,
      nameEnd: start,
      extras: [],
      clauses: [],
      url: null,
      urlStart: start,
      urlEnd: start,
      marker: null,
      problem: this.#problem,
      ...found,
    };
  }
}

function isPath(body: string): boolean {
  if (/^\.{1,2}(?:[/\\[]|$)|^[/~]|^[A-Za-z]:\\/.test(body)) return true;
  const beforeAt = body.split('@', 1)[0]!;
  if (beforeAt !== body && !/[/\\]/.test(beforeAt)) return false;
  return /^[^\s;<>=!~]+$/.test(body) && (/[/\\]/.test(body) || ARCHIVE.test(body.replace(/\[[^[\]]*\]$/, '')));
}

/** A version ends at `,` or at an operator. A `!` inside one marks an epoch (`1!2.0`). */
function isVersionEnd(text: string, at: number, stop: RegExp): boolean {
  const char = text.charAt(at);
  return char === '!' ? text.charAt(at + 1) === '=' : stop.test(char);
}

function isVersion(operator: string, version: string): boolean {
  if (operator === '===') return version !== '';
  if ((operator === '==' || operator === '!=') && version.endsWith('.*')) return PREFIX_VERSION.test(version);
  if (!VERSION.test(version)) return false;
  if (operator === '~=') return /^v?(?:\d+!)?\d+\.\d+/.test(version) && !version.includes('+');
  return operator === '==' || operator === '!=' || !version.includes('+');
}

function splitExtras(inner: string): string[] {
  return inner
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
