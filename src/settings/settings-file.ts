import { isComposeFile } from '../deployment/deployment.ts';
import { type Context, contextOfClass, isDeployed } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import type { Span } from '../engine/span.ts';
import type { Entry, Scalar } from '../formats/tree.ts';
import { mappingsOf, rootsOf } from '../formats/tree-walk.ts';

/** A value in a YAML, TOML, JSON or INI settings file. */
export interface FileSetting {
  /** The last of its keys: `debug` in `web.debug`. */
  readonly name: string;
  /** The keys above it. Sequences add none. */
  readonly parents: readonly string[];
  readonly value: Scalar;
  /** The value without the quotes and comments that INI leaves in it. */
  readonly piece: Span & { readonly text: string };
  /** The context that a key above it names (`production:`), otherwise the file's. */
  readonly context: Context;
}

/**
 * The settings in a file that reach production or may do so. If a key is repeated, the last counts. A value that an
 * anchor gives to several environments is returned once for each, for production first.
 */
export function deployedFileSettings(doc: Document): readonly FileSetting[] {
  const rank = ({ context }: FileSetting): number => (context === 'production' ? 0 : 1);
  return [...fileSettings(doc)].sort((a, b) => rank(a) - rank(b));
}

function* fileSettings(doc: Document): Generator<FileSetting> {
  if (doc.role !== 'settings' || !isDeployed(doc.context) || hasDotFolder(doc.path) || isComposeFile(doc)) return;
  // Aliases repeat the same keys under many paths.
  const signs = new Map<string, Context | null>();
  const signOf = (key: string): Context | null => {
    let sign = signs.get(key);
    if (sign === undefined) {
      sign = contextOfClass(key);
      signs.set(key, sign);
    }
    return sign;
  };
  for (const root of rootsOf(doc)) {
    for (const { node, path } of mappingsOf(root)) {
      if (path[0] === 'tool') continue;
      const last = new Map<string, Entry>();
      for (const entry of node.entries) last.set(entry.key.text, entry);
      for (const { key, value } of last.values()) {
        if (value?.kind !== 'scalar') continue;
        const keys = key.text.split('.');
        const name = keys.pop() ?? '';
        const parents = [...path, ...keys];
        const named = parents.findLast((parent) => signOf(parent) !== null);
        const context = (named === undefined ? null : signOf(named)) ?? doc.context;
        const piece = doc.kind === 'ini' ? withoutDecoration(value) : value;
        if (isDeployed(context)) yield { name, parents, value, piece, context };
      }
    }
  }
}

/** The words of the keys: `appSettings`, `app-settings`. */
export function wordsOfKeys(keys: readonly string[]): string[] {
  return keys.flatMap((key) => snakeCase(key).split(/[^A-Za-z0-9]+/));
}

export const snakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');

/** `.vscode/settings.json`, `.cargo/config.toml`: the developer's tools. */
const hasDotFolder = (path: string): boolean => /(?:^|\/)\.[^/]+\//.test(path);

/** INI leaves quotes and inline comments in values; many programs that read such files strip them. */
function withoutDecoration(value: Scalar): FileSetting['piece'] {
  const bare = value.text.replace(/(?<!\s)\s+[;#].*$/s, '');
  const quoted = /^(["'])(.*)\1$/.exec(bare);
  const text = quoted?.[2] ?? bare;
  const start = value.start + (quoted ? 1 : 0);
  return { text, start, end: start + text.length };
}
