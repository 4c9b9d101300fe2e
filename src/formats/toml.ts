import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { nestedTooDeep, nestsDeeper, treeNestsDeeper } from './depth.ts';
import { lineStart } from './line-bounds.ts';
import type { ConfigTree, Scalar, TreeNode, TreeProblem } from './tree.ts';

/**
 * Deeper than any settings file. The parser and this conversion are recursive, and what a rule asks of a value takes
 * time for each key above it.
 */
const MAX_DEPTH = 500;
/** How many broken lines are blanked out before giving up on the rest of the file; fewer in large files. */
const MAX_RETRIES = 20;
const RETRY_BUDGET = 2_000_000;

interface MappingDraft {
  readonly kind: 'mapping';
  start: number;
  end: number;
  readonly entries: EntryDraft[];
}
interface SequenceDraft {
  readonly kind: 'sequence';
  start: number;
  end: number;
  readonly items: TreeNode[];
}
interface EntryDraft {
  readonly key: Scalar;
  value: TreeNode | null;
}

/**
 * Reads TOML 1.1. Tables and dotted keys are merged into one tree, in the order of their first appearance. A line that
 * cannot be read becomes a problem, and the rest is read without it.
 */
export function parseToml(text: string): ConfigTree {
  if (nestsDeeper(text, MAX_DEPTH, 'toml')) return { roots: [], problems: [nestedTooDeep(MAX_DEPTH)] };
  const problems: TreeProblem[] = [];
  let source = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const retries = Math.min(MAX_RETRIES, Math.ceil(RETRY_BUDGET / (text.length + 1)));
  for (let attempt = 0; attempt <= retries; attempt++) {
    try {
      const program = parseTOML(source, { tomlVersion: '1.1' });
      const root = new TreeBuilder(text).build(program);
      // Dotted names nest without brackets.
      return treeNestsDeeper(root, MAX_DEPTH)
        ? { roots: [], problems: [nestedTooDeep(MAX_DEPTH)] }
        : { roots: [root], problems };
    } catch (error) {
      if (!(error instanceof ParseError)) {
        const message = error instanceof Error ? error.message : String(error);
        problems.push({ start: 0, end: 0, message, unchecked: true });
        break;
      }
      const at = Math.min(error.index, source.length);
      const next = blankLine(source, at);
      problems.push({ start: at, end: at, message: error.message });
      if (next === source) break;
      source = next;
    }
  }
  return { roots: [], problems };
}

/** Replaces the line of an error with spaces, or the line before if the error is reported at the start of a new one. */
function blankLine(text: string, offset: number): string {
  let end = text.indexOf('\n', offset);
  if (end < 0) end = text.length;
  let start = lineStart(text, offset);
  const startsFresh = text.slice(start, offset).trim() === '' && /^[\w"'[-]?$/.test(text.charAt(offset).trim());
  if (startsFresh && start > 0) {
    end = start - 1;
    start = lineStart(text, end);
  }
  while (start > 0 && text.slice(start, end).trim() === '') {
    end = start - 1;
    start = lineStart(text, end);
  }
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}

class TreeBuilder {
  readonly #text: string;
  /** Keys that a mapping already has, so that building the tree is linear. */
  readonly #known = new Map<MappingDraft, Map<string, EntryDraft>>();

  constructor(text: string) {
    this.#text = text;
  }

  build(program: AST.TOMLProgram): TreeNode {
    const root: MappingDraft = { kind: 'mapping', start: 0, end: this.#text.length, entries: [] };
    for (const item of program.body[0].body) {
      if (item.type === 'TOMLKeyValue') {
        this.#add(root, item);
        continue;
      }
      const table = this.#open(root, item.key.keys, item);
      if (table) for (const pair of item.body) this.#add(table, pair);
    }
    return root;
  }

  #open(root: MappingDraft, keys: readonly Key[], table: AST.TOMLTable): MappingDraft | null {
    const [start, end] = table.range;
    const owner = this.#descend(root, keys.slice(0, -1), start, end);
    const last = keys.at(-1);
    if (!owner || !last) return null;
    const fresh: MappingDraft = { kind: 'mapping', start, end, entries: [] };
    if (table.kind === 'standard') return this.#descend(owner, [last], start, end);
    const entry = this.#entry(owner, last);
    if (entry.value === null) {
      const sequence: SequenceDraft = { kind: 'sequence', start, end, items: [fresh] };
      entry.value = sequence;
    } else if (entry.value.kind === 'sequence') {
      const sequence = entry.value as SequenceDraft;
      sequence.items.push(fresh);
      sequence.end = end;
    } else return null;
    return fresh;
  }

  #descend(from: MappingDraft, keys: readonly Key[], start: number, end: number): MappingDraft | null {
    let owner = from;
    for (const key of keys) {
      const entry = this.#entry(owner, key);
      entry.value ??= { kind: 'mapping', start, end, entries: [] };
      const value = entry.value.kind === 'sequence' ? entry.value.items.at(-1) : entry.value;
      if (value?.kind !== 'mapping') return null;
      owner = value as MappingDraft;
      owner.end = Math.max(owner.end, end);
    }
    return owner;
  }

  #add(table: MappingDraft, pair: AST.TOMLKeyValue): void {
    const keys = pair.key.keys;
    const owner = this.#descend(table, keys.slice(0, -1), pair.range[0], pair.range[1]);
    const last = keys.at(-1);
    if (owner && last) this.#entry(owner, last).value ??= this.#node(pair.value);
  }

  #entry(owner: MappingDraft, key: Key): EntryDraft {
    let known = this.#known.get(owner);
    if (!known) {
      known = new Map();
      this.#known.set(owner, known);
    }
    const name = key.type === 'TOMLBare' ? key.name : key.value;
    let entry = known.get(name);
    if (!entry) {
      entry = { key: this.#key(key), value: null };
      known.set(name, entry);
      owner.entries.push(entry);
    }
    return entry;
  }

  #key(key: Key): Scalar {
    const [outerStart, outerEnd] = key.range;
    const quote = key.type === 'TOMLBare' ? null : key.style === 'basic' ? '"' : "'";
    const inset = quote === null ? 0 : 1;
    const text = key.type === 'TOMLBare' ? key.name : key.value;
    const [start, end] = [outerStart + inset, outerEnd - inset];
    return { kind: 'scalar', start, end, outerStart, outerEnd, text, quote, value: text };
  }

  #node(node: AST.TOMLContentNode): TreeNode {
    const [start, end] = node.range;
    if (node.type === 'TOMLArray') {
      return { kind: 'sequence', start, end, items: node.elements.map((element) => this.#node(element)) };
    }
    if (node.type === 'TOMLInlineTable') {
      const table: MappingDraft = { kind: 'mapping', start, end, entries: [] };
      for (const pair of node.body) this.#add(table, pair);
      return table;
    }
    const source = this.#text.slice(start, end);
    if (node.kind === 'string') {
      const mark = node.style === 'basic' ? '"' : "'";
      const quote = node.multiline ? mark.repeat(3) : mark;
      const inset = quote.length;
      const text = node.value;
      return scalar(start + inset, Math.max(start + inset, end - inset), start, end, text, quote, text);
    }
    const value = node.kind === 'boolean' || node.kind === 'integer' || node.kind === 'float' ? node.value : source;
    return scalar(start, end, start, end, source, null, value);
  }
}

type Key = AST.TOMLBare | AST.TOMLQuoted;

function scalar(
  start: number,
  end: number,
  outerStart: number,
  outerEnd: number,
  text: string,
  quote: string | null,
  value: Scalar['value'],
): Scalar {
  return { kind: 'scalar', start, end, outerStart, outerEnd, text, quote, value };
}
