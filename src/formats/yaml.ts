import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
  Scalar as YamlScalar,
} from 'yaml';
import { nestedTooDeep } from './depth.ts';
import type { ConfigTree, Entry, Scalar, TreeNode, TreeProblem } from './tree.ts';
import { yamlNestsDeeper } from './yaml-depth.ts';
import { resolvePlainScalar, type YamlVersion } from './yaml-scalars.ts';

/** Deeper than any settings file. The library recurses, and overflowing the stack takes long. */
const MAX_DEPTH = 400;
/** How many nodes aliases may add in all. A "billion laughs" file adds more; no settings file does. */
const MAX_ALIASED = 200_000;

/**
 * Reads a YAML stream. An alias gives the anchor's own node, with the anchor's spans. Merges (`<<`) are resolved.
 * `version` decides how plain scalars are read: 1.1 as PyYAML does, 1.2 as compose, Kubernetes and GitHub do.
 */
export function parseYaml(text: string, version: YamlVersion = '1.1'): ConfigTree {
  if (yamlNestsDeeper(text, MAX_DEPTH)) return { roots: [], problems: [nestedTooDeep(MAX_DEPTH)] };
  const problems: TreeProblem[] = [];
  const roots: TreeNode[] = [];
  try {
    // The failsafe schema does not convert scalars: PyYAML and the library read them differently (`y`, `1e3`).
    const documents = parseAllDocuments(text, {
      uniqueKeys: false,
      schema: 'failsafe',
      logLevel: 'silent',
      prettyErrors: false,
      strict: false,
    });
    for (const document of Array.isArray(documents) ? documents : []) {
      for (const error of document.errors) {
        const [start, end] = error.pos;
        problems.push({ start, end, message: error.message });
      }
      const converter = new Converter(text, version, problems);
      const root = document.contents && converter.convert(document.contents as Node);
      if (root) roots.push(root);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    problems.push({ start: 0, end: 0, message, unchecked: true });
  }
  return { roots, problems };
}

interface Converted {
  readonly node: TreeNode;
  /** The number of nodes in it, counting aliases every time. */
  readonly size: number;
}

class Converter {
  readonly #text: string;
  readonly #version: YamlVersion;
  readonly #problems: TreeProblem[];
  readonly #anchors = new Map<string, Converted>();
  #aliased = 0;
  #size = 0;

  constructor(text: string, version: YamlVersion, problems: TreeProblem[]) {
    this.#text = text;
    this.#version = version;
    this.#problems = problems;
  }

  convert(node: Node): TreeNode | null {
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      const [start, end] = node.range ?? [0, 0];
      if (!target) {
        this.#problems.push({ start, end, message: `no anchor named ${node.source} above this alias` });
        return null;
      }
      const isFirst = this.#aliased <= MAX_ALIASED;
      this.#aliased += target.size;
      if (this.#aliased > MAX_ALIASED) {
        const message = `its aliases repeat more than ${MAX_ALIASED} values`;
        if (isFirst) this.#problems.push({ start, end, message, unchecked: true });
        return null;
      }
      this.#size += target.size;
      return target.node;
    }
    const before = this.#size;
    this.#size++;
    const converted = this.#own(node);
    if (converted && 'anchor' in node && node.anchor) {
      this.#anchors.set(node.anchor, { node: converted, size: this.#size - before });
    }
    return converted;
  }

  #own(node: Node): TreeNode | null {
    if (isScalar(node)) return this.#scalar(node);
    const [start, end] = node.range ?? [0, 0];
    if (isMap(node)) return { kind: 'mapping', start, end, entries: this.#entries(node) };
    if (isSeq(node)) {
      const items: TreeNode[] = [];
      for (const item of node.items) {
        const converted = isPair(item) ? this.#pairItem(item) : this.convert(item as Node);
        if (converted) items.push(converted);
      }
      return { kind: 'sequence', start, end, items };
    }
    return null;
  }

  /** `[a: b]`: a mapping of one pair. */
  #pairItem(pair: Pair): TreeNode | null {
    const entries: Entry[] = [];
    this.#pair(pair, entries, []);
    const first = entries[0];
    return first ? { kind: 'mapping', start: first.key.outerStart, end: first.key.outerEnd, entries } : null;
  }

  #entries(map: YAMLMap): Entry[] {
    const entries: Entry[] = [];
    const merged: Entry[] = [];
    for (const pair of map.items) this.#pair(pair, entries, merged);
    if (merged.length === 0) return entries;
    const own = new Set(entries.map((entry) => entry.key.text));
    for (const entry of merged) {
      if (own.has(entry.key.text)) continue;
      own.add(entry.key.text);
      entries.push(entry);
    }
    return entries;
  }

  #pair(pair: Pair, entries: Entry[], merged: Entry[]): void {
    const key = pair.key ? this.convert(pair.key as Node) : null;
    if (key?.kind !== 'scalar') {
      // A key that is a collection does not name a setting, but keys below it may.
      if (pair.value && isCollection(pair.value)) this.convert(pair.value as Node);
      return;
    }
    const value = pair.value ? this.convert(pair.value as Node) : null;
    if (key.text === '<<' && key.quote === null) {
      const sources = value?.kind === 'sequence' ? value.items : value ? [value] : [];
      for (const source of sources) {
        if (source.kind !== 'mapping') continue;
        for (const entry of source.entries) merged.push(entry);
      }
      return;
    }
    entries.push({ key, value: value?.kind === 'scalar' && isNothing(value) ? null : value });
  }

  #scalar(node: YamlScalar): Scalar {
    const [outerStart, outerEnd] = node.range ?? [0, 0];
    const text = node.source ?? String(node.value ?? '');
    const type = node.type;
    if (type === YamlScalar.QUOTE_DOUBLE || type === YamlScalar.QUOTE_SINGLE) {
      const quote = this.#text[outerStart] ?? '"';
      const closed = outerEnd - outerStart > 1 && this.#text[outerEnd - 1] === quote;
      return {
        kind: 'scalar',
        start: outerStart + 1,
        end: outerEnd - (closed ? 1 : 0),
        outerStart,
        outerEnd,
        text,
        quote,
        value: text,
      };
    }
    if (type === YamlScalar.BLOCK_LITERAL || type === YamlScalar.BLOCK_FOLDED) {
      const header = this.#text.indexOf('\n', outerStart);
      const start = header < 0 || header > outerEnd ? outerEnd : header + 1;
      const quote = type === YamlScalar.BLOCK_LITERAL ? '|' : '>';
      return { kind: 'scalar', start, end: outerEnd, outerStart, outerEnd, text, quote, value: text };
    }
    const value = node.tag ? tagged(node.tag, text, this.#version) : resolvePlainScalar(text, this.#version);
    return { kind: 'scalar', start: outerStart, end: outerEnd, outerStart, outerEnd, text, quote: null, value };
  }
}

/** `KEY:` without a value; `KEY: ~` and `KEY: ""` are values. */
const isNothing = (scalar: Scalar) => scalar.quote === null && scalar.text === '';

function tagged(tag: string, text: string, version: YamlVersion): Scalar['value'] {
  return /(^|:|!)(bool|int|float|null)$/.test(tag) ? resolvePlainScalar(text, version) : text;
}
