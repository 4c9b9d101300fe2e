import { extname } from 'node:path';
import { parseJson } from '../../formats/json.ts';
import { parseToml } from '../../formats/toml.ts';
import type { ConfigTree, TreeNode } from '../../formats/tree.ts';
import { parseYaml } from '../../formats/yaml.ts';
import { textOf } from '../hook/hook-file.ts';

export type Plain = string | number | boolean | null | readonly Plain[] | PlainTable;
export interface PlainTable {
  readonly [key: string]: Plain | undefined;
}

/** The content of a configuration file, read by its format; null if it does not exist or cannot be read. */
export function readPlain(file: string): Plain {
  const text = textOf(file);
  return text === null ? null : parsePlain(text, extname(file));
}

/** @param extension with its dot; without one it is YAML, of which JSON is a subset */
export function parsePlain(text: string, extension: string): Plain {
  const tree = parseAs(text.replace(/^\ufeff/, ''), extension);
  const [root] = tree.roots;
  return root === undefined || tree.problems.length > 0 ? null : plain(root);
}

function parseAs(text: string, extension: string): ConfigTree {
  if (extension === '.toml') return parseToml(text);
  return extension === '.json' || extension === '.jsonc' ? parseJson(text) : parseYaml(text, '1.1');
}

function plain(node: TreeNode): Plain {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  const table: Record<string, Plain> = Object.create(null);
  for (const { key, value } of node.entries) table[key.text] ??= value === null ? null : plain(value);
  return table;
}

export const tableOf = (value: Plain | undefined): PlainTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PlainTable) : {};

export const listOf = (value: Plain | undefined): readonly Plain[] => (Array.isArray(value) ? (value as Plain[]) : []);

/** One text, or a list of them. */
export const textsOf = (value: Plain | undefined): readonly string[] =>
  (Array.isArray(value) ? listOf(value) : [value]).filter((one): one is string => typeof one === 'string');
