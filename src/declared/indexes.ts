import { environmentVariables } from '../deployment/environment-variables.ts';
import { commandsOf } from '../deployment/file-commands.ts';
import { pipInstallOf } from '../deployment/pip-install.ts';
import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import type { Span } from '../engine/span.ts';
import { pieces } from '../formats/pieces.ts';
import type { Scalar, TreeNode } from '../formats/tree.ts';
import { entriesAt, everyKey, itemsOf, oneOrMore, rootsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';
import { isPyPI } from './index-url.ts';

/** A place that says where packages come from. */
export interface IndexPlace {
  readonly span: Span;
  /** The URL or host, as written. */
  readonly text: string;
  /**
   * `index`: replaces PyPI. `extra`: searched in addition to another, and the higher version wins. `links`: a page of
   * files. `trusted-host`: a host whose certificate is not checked. `unverified`: an index whose certificate is not
   * checked.
   */
  readonly role: 'index' | 'extra' | 'links' | 'trusted-host' | 'unverified';
}

/** Every package index, page of files and trusted host that a file names, in source order. */
export function indexesIn(doc: Document): readonly IndexPlace[] {
  return memo(doc, readIndexes);
}

function readIndexes(doc: Document): readonly IndexPlace[] {
  return [...collect(doc)].sort((a, b) => a.span.start - b.span.start);
}

const OPTIONS: ReadonlyMap<string, IndexPlace['role']> = new Map<string, IndexPlace['role']>([
  ['--index-url', 'index'],
  ['--default-index', 'index'],
  ['--extra-index-url', 'extra'],
  ['--index', 'extra'],
  ['--find-links', 'links'],
  ['--trusted-host', 'trusted-host'],
  ['--allow-insecure-host', 'trusted-host'],
]);
const VARIABLES: ReadonlyMap<string, IndexPlace['role']> = new Map<string, IndexPlace['role']>([
  ['PIP_INDEX_URL', 'index'],
  ['UV_INDEX_URL', 'index'],
  ['UV_DEFAULT_INDEX', 'index'],
  ['PIPENV_PYPI_MIRROR', 'index'],
  ['PIP_EXTRA_INDEX_URL', 'extra'],
  ['UV_EXTRA_INDEX_URL', 'extra'],
  ['UV_INDEX', 'extra'],
  ['PIP_FIND_LINKS', 'links'],
  ['UV_FIND_LINKS', 'links'],
  ['PIP_TRUSTED_HOST', 'trusted-host'],
  ['UV_INSECURE_HOST', 'trusted-host'],
]);

function* collect(doc: Document): Iterable<IndexPlace> {
  if (doc.kind === 'requirements') {
    for (const { options } of doc.requirements.lines) {
      for (const { name, value, valueStart: start, valueEnd: end } of options) {
        const role = OPTIONS.get(name);
        if (role !== undefined && value !== null) yield { span: { start, end }, text: value, role };
      }
    }
    return;
  }
  for (const command of commandsOf(doc)) yield* commandIndexes(command);
  for (const { name, value, span } of /PIP_|PIPENV_|UV_/.test(doc.text) ? environmentVariables(doc) : []) {
    const role = VARIABLES.get(name);
    if (role === undefined) continue;
    for (const part of value.matchAll(/\S+/g)) {
      const exact = span.end - span.start === value.length;
      const start = exact ? span.start + part.index : span.start;
      const own = name === 'UV_INDEX' ? roleOfIndex(part[0]) : role;
      yield { span: { start, end: exact ? start + part[0].length : span.end }, text: part[0], role: own };
    }
  }
  if (/(?:^|\/)uv\.toml$/.test(doc.path)) for (const root of rootsOf(doc)) yield* uvSources(root);
  if (doc.role !== 'other' && doc.role !== 'settings') for (const root of rootsOf(doc)) yield* treeIndexes(doc, root);
}

/** uv's `--index URL` and `NAME=URL` add an index; PyPI is used anyway. */
const roleOfIndex = (url: string): IndexPlace['role'] =>
  isPyPI(url.replace(/^[\w-]+=(?=https?:)/, '')) ? 'index' : 'extra';

function* commandIndexes(command: ReturnType<typeof commandsOf>[number]): Iterable<IndexPlace> {
  const install = pipInstallOf(command);
  for (const { name, value, valueSpan } of install?.options ?? []) {
    const role = OPTIONS.get(name);
    if (role === undefined || value === null || valueSpan === null) continue;
    yield { span: valueSpan, text: value, role: name === '--index' ? roleOfIndex(value) : role };
  }
  // pip config set global.trusted-host pypi.corp.example
  const words = command.words;
  const at = words.findIndex(({ text }) => text === 'set');
  if (at < 1 || words[at - 1]?.text !== 'config' || !/pip[\d.]*$/.test(words[at - 2]?.text ?? '')) return;
  const key = words.slice(at + 1).find(({ text }) => /^\w+\.[\w-]+$/.test(text));
  const role = key === undefined ? undefined : OPTIONS.get(`--${key.text.split('.')[1]}`);
  const value = key === undefined ? undefined : words[words.indexOf(key) + 1];
  if (role !== undefined && value !== undefined)
    yield { span: { start: value.start, end: value.end }, text: value.text, role };
}

function* treeIndexes(doc: Document, root: TreeNode): Iterable<IndexPlace> {
  switch (doc.role) {
    case 'pip-conf':
      for (const { key, value } of everyKey([root])) {
        const role = OPTIONS.get(`--${key.text.toLowerCase().replaceAll('_', '-')}`);
        if (role === undefined || value.kind !== 'scalar') continue;
        for (const piece of pieces(doc.text, value, /\s+/)) yield place(piece, role);
      }
      return;
    case 'setup-cfg':
      for (const key of ['index_url', 'index-url']) {
        const value = scalarAt(root, 'easy_install', key);
        if (value !== null) yield place(value, 'index');
      }
      return;
    case 'pipfile':
      yield* pipfileSources(valueAt(root, 'source'));
      return;
    case 'pipfile-lock':
      yield* pipfileSources(valueAt(root, '_meta', 'sources'));
      return;
    case 'pyproject':
      yield* pyprojectSources(valueAt(root, 'tool'));
      return;
    case 'conda-environment':
      for (const item of itemsOf(valueAt(root, 'dependencies'))) {
        for (const line of oneOrMore(valueAt(item, 'pip'))) {
          const [, name, text] = /^\s*(-[\w-]+)[=\s]+(\S+)/.exec(line.text) ?? [];
          const role = OPTIONS.get(name === '-i' ? '--index-url' : name === '-f' ? '--find-links' : (name ?? ''));
          if (role === undefined || text === undefined) continue;
          const start = line.start + line.text.indexOf(text);
          yield { span: { start, end: start + text.length }, text, role };
        }
      }
      return;
    case 'tox':
      for (const { value } of entriesAt(root)) {
        const deps = scalarAt(value, 'deps');
        for (const line of deps === null ? [] : pieces(doc.text, deps, /(?!)/)) {
          const [, name, text] = /^(--?[\w-]+)[=\s]+([^=\s]\S*)$/.exec(line.text) ?? [];
          const role = OPTIONS.get(name === '-i' ? '--index-url' : (name ?? ''));
          if (role !== undefined && text !== undefined)
            yield { span: { start: line.end - text.length, end: line.end }, text, role };
        }
      }
  }
}

const place = ({ start, end, text }: Scalar, role: IndexPlace['role']): IndexPlace => ({
  span: { start, end },
  text,
  role,
});

/** Pipenv takes a package from the first source or from the one that it names. It never searches several. */
function* pipfileSources(sources: TreeNode | null): Iterable<IndexPlace> {
  for (const source of itemsOf(sources)) {
    const url = scalarAt(source, 'url');
    const verify = scalarAt(source, 'verify_ssl');
    if (url !== null) yield place(url, 'index');
    if (verify !== null && (verify.value === false || verify.text.toLowerCase() === 'false'))
      yield place(verify, 'unverified');
  }
}

/** `[tool.uv]` of pyproject.toml, or the whole of uv.toml. */
function* uvSources(uv: TreeNode | null): Iterable<IndexPlace> {
  for (const index of itemsOf(valueAt(uv, 'index'))) {
    const url = scalarAt(index, 'url');
    const isDefault = scalarAt(index, 'default')?.value === true || scalarAt(index, 'explicit')?.value === true;
    if (url !== null) yield place(url, isDefault ? 'index' : roleOfIndex(url.text));
  }
  for (const table of [uv, valueAt(uv, 'pip')]) {
    for (const [key, role] of UV_KEYS) for (const item of oneOrMore(valueAt(table, key))) yield place(item, role);
  }
}

function* pyprojectSources(tool: TreeNode | null): Iterable<IndexPlace> {
  yield* uvSources(valueAt(tool, 'uv'));
  for (const source of itemsOf(valueAt(tool, 'poetry', 'source'))) {
    const url = scalarAt(source, 'url');
    const priority = scalarAt(source, 'priority')?.text.toLowerCase();
    const isExtra =
      priority === 'supplemental' || priority === 'secondary' || scalarAt(source, 'secondary')?.value === true;
    if (url !== null) yield place(url, isExtra ? 'extra' : 'index');
  }
  for (const source of itemsOf(valueAt(tool, 'pdm', 'source'))) {
    const url = scalarAt(source, 'url');
    const verify = scalarAt(source, 'verify_ssl');
    const isLinks = scalarAt(source, 'type')?.text === 'find_links';
    const isLimited = valueAt(source, 'include_packages') !== null || scalarAt(source, 'name')?.text === 'pypi';
    if (url !== null) yield place(url, isLinks ? 'links' : isLimited ? 'index' : 'extra');
    if (verify?.value === false) yield place(verify, 'unverified');
  }
}

const UV_KEYS: readonly (readonly [string, IndexPlace['role']])[] = [
  ['index-url', 'index'],
  ['extra-index-url', 'extra'],
  ['find-links', 'links'],
  ['allow-insecure-host', 'trusted-host'],
];
