import { createHash } from 'node:crypto';
import { normalizeName } from '../formats/requirement.ts';
import type { Scalar, TreeNode } from '../formats/tree.ts';
import { valueAt } from '../formats/tree-walk.ts';

/** A value as Python's json.dumps sees it. Numbers are kept the way Python prints them. */
type Plain = null | boolean | string | { readonly number: string } | readonly Plain[] | ReadonlyMap<string, Plain>;

/**
 * The hashes that poetry may have written into poetry.lock for this pyproject.toml, the current one first. Source:
 * `Locker._get_content_hash` of poetry 2.5 and earlier: before 2.3 without `[dependency-groups]`, before 2.0 without
 * `[project]`.
 */
export function poetryHashes(root: TreeNode): readonly string[] {
  const tool = valueAt(root, 'tool', 'poetry');
  const project = pick(valueAt(root, 'project'), ['requires-python', 'dependencies', 'optional-dependencies']);
  const groups = plain(valueAt(root, 'dependency-groups'));
  const hashes: string[] = [];
  for (const withProject of [true, false]) {
    for (const withGroups of [true, false]) {
      const hasGroups = withGroups && groups instanceof Map && groups.size > 0;
      const hasProject = withProject && project.size > 0;
      const poetry = pick(tool, [...LEGACY_KEYS, 'group']);
      if (!hasGroups && !hasProject) for (const key of LEGACY_KEYS) if (!poetry.has(key)) poetry.set(key, null);
      const content = new Map<string, Plain>();
      if (hasProject) content.set('project', project);
      if (hasGroups) content.set('dependency-groups', groups);
      if (content.size > 0) content.set('tool', new Map([['poetry', poetry]]));
      const text = dump(content.size > 0 ? content : poetry, ', ', ': ');
      hashes.push(sha256(text));
    }
  }
  return [...new Set(hashes)];
}

const LEGACY_KEYS = ['dependencies', 'source', 'extras', 'dev-dependencies'];

/**
 * The hashes that Pipenv may have written into Pipfile.lock for this Pipfile, the current one first. Source:
 * `calculate_hash` of Pipenv 2026.10 (names normalised), and plette's `Pipfile.get_hash` before it.
 */
export function pipfileHashes(root: TreeNode): readonly string[] {
  return [true, false].map((normalize) => {
    const table = (node: TreeNode | null): Plain => {
      const value = plain(node) ?? new Map<string, Plain>();
      if (!normalize || !(value instanceof Map)) return value;
      return new Map([...value].map(([name, each]) => [normalizeName(name), each]));
    };
    const data = new Map<string, Plain>([
      [
        '_meta',
        new Map<string, Plain>([
          ['sources', plain(valueAt(root, 'source')) ?? DEFAULT_SOURCES],
          ['requires', plain(valueAt(root, 'requires')) ?? new Map()],
        ]),
      ],
      ['default', table(valueAt(root, 'packages'))],
      ['develop', table(valueAt(root, 'dev-packages'))],
    ]);
    for (const { key, value } of root.kind === 'mapping' ? root.entries : []) {
      if (!PIPFILE_SECTIONS.has(key.text)) data.set(key.text, table(value));
    }
    return sha256(dump(data, ',', ':'));
  });
}

const PIPFILE_SECTIONS: ReadonlySet<string> = new Set(
  'source packages dev-packages requires scripts pipfile pipenv default develop'.split(' '),
);
/** What plette fills in if a Pipfile does not name a source. */
const DEFAULT_SOURCES: Plain = [
  new Map<string, Plain>([
    ['name', 'pypi'],
    ['url', 'https://pypi.org/simple'],
    ['verify_ssl', true],
  ]),
];

function pick(table: TreeNode | null, keys: readonly string[]): Map<string, Plain> {
  const picked = new Map<string, Plain>();
  for (const key of keys) {
    const value = valueAt(table, key);
    if (value !== null) picked.set(key, plain(value));
  }
  return picked;
}

function plain(node: TreeNode | null): Plain {
  if (node === null) return null;
  if (node.kind === 'sequence') return node.items.map(plain);
  if (node.kind === 'mapping') return new Map(node.entries.map(({ key, value }) => [key.text, plain(value)]));
  return scalarValue(node);
}

function scalarValue({ text, value, quote }: Scalar): Plain {
  if (quote !== null || typeof value === 'string') return text;
  if (typeof value !== 'number') return value;
  const digits = text.replaceAll('_', '').replace(/^\+/, '');
  if (/^-?\d+$|^0[xob]/i.test(digits))
    return {
      number: BigInt(digits.replace(/^-/, ''))
        .toString()
        .replace(/^/, digits.startsWith('-') ? '-' : ''),
    };
  // Python prints whole floats with `.0`.
  const number = Object.is(value, -0) ? '-0' : `${value}`;
  return { number: Number.isInteger(value) ? `${number}.0` : number };
}

/** Like json.dumps(value, sort_keys=True), with its ASCII escapes. */
function dump(value: Plain, comma: string, colon: string): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return dumpString(value);
  if (isList(value)) return `[${value.map((item) => dump(item, comma, colon)).join(comma)}]`;
  if (value instanceof Map) {
    const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => dumpString(key) + colon + dump(item, comma, colon)).join(comma)}}`;
  }
  return 'number' in value ? value.number : 'null';
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

function dumpString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) =>
    char === '\u007f' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
