import type { Document } from '../engine/document.ts';
import { fileNameOf, folderOf } from '../engine/path-parts.ts';
import { pieces } from '../formats/pieces.ts';
import type { TreeNode } from '../formats/tree.ts';
import { entriesAt, itemsOf, oneOrMore, rootsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';
import type { Expression } from '../python/syntax/index.ts';
import { readPythonVersion } from './python-version.ts';
import { exactPlace, listPlaces, rangePlace, type VersionPlace, type Written } from './version-place.ts';
import { toxVersions } from './versions-tox.ts';

/** Versions that packaging metadata and lock files declare. */
export function* packagingVersions(doc: Document): Iterable<VersionPlace> {
  switch (doc.role) {
    case 'pyproject':
      for (const root of rootsOf(doc)) yield* pyproject(doc, root);
      return;
    case 'setup-cfg':
      for (const root of rootsOf(doc)) yield* setupCfg(doc, root);
      return;
    case 'pipfile':
      for (const root of rootsOf(doc)) yield* requires(valueAt(root, 'requires'));
      return;
    case 'pipfile-lock':
      // The lock only repeats the Pipfile.
      if (doc.project.exists(doc.path.replace(/\.lock$/, ''))) return;
      for (const root of rootsOf(doc)) yield* requires(valueAt(root, '_meta', 'requires'));
      return;
    case 'poetry-lock':
      if (hasManifest(doc)) return;
      for (const root of rootsOf(doc))
        yield* range(scalarAt(root, 'metadata', 'python-versions'), 'python-versions', 'poetry');
      return;
    case 'uv-lock':
    case 'pylock':
      if (hasManifest(doc)) return;
      for (const root of rootsOf(doc)) yield* range(scalarAt(root, 'requires-python'), 'requires-python', 'pep440');
      return;
    case 'conda-environment':
      for (const root of rootsOf(doc)) yield* condaEnvironment(root);
      return;
    default:
      if (doc.kind === 'python' && /(?:^|\/)setup\.py$/.test(doc.path)) yield* setupPy(doc);
      else yield* toolFile(doc);
  }
}

/** The separate configuration files of linters, type checkers and tox. */
function* toolFile(doc: Document): Iterable<VersionPlace> {
  const name = fileNameOf(doc.path);
  if (name === 'tox.toml') {
    for (const root of rootsOf(doc)) yield* toxToml(doc, root);
    return;
  }
  const target = TOOL_FILES.get(name);
  if (target === undefined) return;
  for (const root of rootsOf(doc)) {
    const value = scalarAt(root, ...target.path);
    if (value !== null) yield* one(exactPlace(value, target.what, 'allows'));
  }
}

const TOOL_FILES: ReadonlyMap<string, { readonly path: readonly string[]; readonly what: string }> = new Map([
  ['ruff.toml', { path: ['target-version'], what: "ruff's target-version" }],
  ['.ruff.toml', { path: ['target-version'], what: "ruff's target-version" }],
  ['mypy.ini', { path: ['mypy', 'python_version'], what: "mypy's python_version" }],
  ['.mypy.ini', { path: ['mypy', 'python_version'], what: "mypy's python_version" }],
  ['pyrightconfig.json', { path: ['pythonVersion'], what: "pyright's pythonVersion" }],
]);

/** tox's own TOML: a whole file, or `[tool.tox]` (https://tox.wiki/en/latest/config.html#toml-grammar). */
function* toxToml(doc: Document, tox: TreeNode | null): Iterable<VersionPlace> {
  const list = {};
  for (const item of oneOrMore(valueAt(tox, 'env_list'))) yield* toxVersions(doc, item, list);
  const bases: [string, TreeNode | null][] = [['env_run_base', valueAt(tox, 'env_run_base', 'base_python')]];
  for (const { key, value } of entriesAt(tox, 'env')) bases.push([`env.${key.text}`, valueAt(value, 'base_python')]);
  for (const [name, value] of bases) yield* listPlaces(oneOrMore(value), `base_python of ${name}`, 'tests');
}

/** Such a lock only repeats the manifest beside it. */
const hasManifest = (doc: Document): boolean => doc.project.exists(`${folderOf(doc.path)}pyproject.toml`);

function* range(written: Written | null, what: string, dialect: 'pep440' | 'poetry'): Iterable<VersionPlace> {
  const place = written === null ? null : rangePlace(written, what, dialect);
  if (place !== null) yield place;
}

function* one(place: VersionPlace | null): Iterable<VersionPlace> {
  if (place !== null) yield place;
}

function* pyproject(doc: Document, root: TreeNode): Iterable<VersionPlace> {
  yield* range(scalarAt(root, 'project', 'requires-python'), 'requires-python', 'pep440');
  const tool = valueAt(root, 'tool');
  for (const list of [valueAt(root, 'project', 'classifiers'), valueAt(tool, 'poetry', 'classifiers')]) {
    yield* classifiers(oneOrMore(list));
  }
  const python = valueAt(tool, 'poetry', 'dependencies', 'python');
  for (const item of python?.kind === 'sequence' ? python.items : [python]) {
    const written = item?.kind === 'mapping' ? scalarAt(item, 'version') : item?.kind === 'scalar' ? item : null;
    yield* range(written, "poetry's python", 'poetry');
  }
  yield* range(scalarAt(tool, 'pixi', 'dependencies', 'python'), "pixi's python", 'poetry');
  yield* range(scalarAt(tool, 'flit', 'metadata', 'requires-python'), 'requires-python', 'pep440');
  for (const [path, what] of TARGETS) {
    const value = valueAt(tool, ...path);
    if (value?.kind === 'sequence') yield* listPlaces(oneOrMore(value), what, 'allows');
    else if (value?.kind === 'scalar') yield* one(exactPlace(value, what, 'allows'));
  }
  for (const { key, value } of entriesAt(tool, 'hatch', 'envs')) {
    const what = `hatch environment ${key.text}`;
    for (const row of itemsOf(valueAt(value, 'matrix'))) {
      for (const name of ['python', 'py']) yield* listPlaces(oneOrMore(valueAt(row, name)), what, 'tests');
    }
    yield* listPlaces(oneOrMore(valueAt(value, 'python')), what, 'tests');
  }
  const tox = valueAt(tool, 'tox');
  const legacy = scalarAt(tox, 'legacy_tox_ini');
  if (legacy !== null) {
    const section = /^[ \t]*env_?list[ \t]*=((?:[^\n]*)(?:\n(?:[ \t]+[^\n]*|[ \t]*(?=\n)))*)/m.exec(
      doc.text.slice(legacy.start, legacy.end),
    );
    if (section?.[1] !== undefined) {
      const end = legacy.start + section.index + section[0].length;
      yield* toxVersions(doc, { start: end - section[1].length, end });
    }
  }
  yield* toxToml(doc, tox);
  const built = {};
  for (const item of oneOrMore(valueAt(tool, 'cibuildwheel', 'build'))) {
    const tag = /^cp([23])(\d{1,2})-/.exec(item.text);
    if (tag !== null)
      yield* one(exactPlace(item, "cibuildwheel's build", 'tests', { list: built, text: `${tag[1]}.${tag[2]}` }));
  }
}

/** Keys below `[tool]` that name the oldest Python that a tool generates or checks code for. */
const TARGETS: readonly (readonly [readonly string[], string])[] = [
  [['black', 'target-version'], "black's target-version"],
  [['black', 'target_version'], "black's target-version"],
  [['ruff', 'target-version'], "ruff's target-version"],
  [['mypy', 'python_version'], "mypy's python_version"],
  [['pyright', 'pythonVersion'], "pyright's pythonVersion"],
  [['basedpyright', 'pythonVersion'], "basedpyright's pythonVersion"],
  [['pylint', 'main', 'py-version'], "pylint's py-version"],
  [['pylint', 'py-version'], "pylint's py-version"],
  [['pyrefly', 'python-version'], "pyrefly's python-version"],
  [['ty', 'environment', 'python-version'], "ty's python-version"],
  [['pytype', 'python_version'], "pytype's python_version"],
];

const CLASSIFIER = /^Programming Language :: Python :: ([23](?:\.\d{1,2})?)(?: :: Only)?$/;

function* classifiers(items: Iterable<Written>): Iterable<VersionPlace> {
  const list = {};
  for (const item of items) {
    const version = CLASSIFIER.exec(item.text.trim())?.[1];
    if (version !== undefined)
      yield* one(exactPlace(item, `classifier Python :: ${version}`, 'allows', { list, text: version }));
  }
}

function* setupCfg(doc: Document, root: TreeNode): Iterable<VersionPlace> {
  for (const key of ['python_requires', 'python-requires']) {
    yield* range(scalarAt(root, 'options', key), 'python_requires', 'pep440');
  }
  for (const key of ['classifiers', 'classifier']) {
    const value = scalarAt(root, 'metadata', key);
    if (value !== null) yield* classifiers(pieces(doc.text, value, /(?!)/));
  }
  const mypy = scalarAt(root, 'mypy', 'python_version');
  if (mypy !== null) yield* one(exactPlace(mypy, "mypy's python_version", 'allows'));
  const envlist = scalarAt(root, 'tox:tox', 'envlist') ?? scalarAt(root, 'tox:tox', 'env_list');
  if (envlist !== null) yield* toxVersions(doc, envlist);
}

function* requires(node: TreeNode | null): Iterable<VersionPlace> {
  for (const key of ['python_full_version', 'python_version']) {
    const written = scalarAt(node, key);
    const place = written === null ? null : exactPlace(written, key, 'runs');
    if (place === null) continue;
    yield place;
    return;
  }
}

function* condaEnvironment(root: TreeNode): Iterable<VersionPlace> {
  for (const item of oneOrMore(valueAt(root, 'dependencies'))) {
    const parts = /^(?:[\w./-]+::)?python(?![\w.-])\s*(.*)$/.exec(item.text.trim());
    const specifier = parts?.[1]?.trim() ?? '';
    if (specifier === '') continue;
    // The third part in conda is the build: python=3.8.5=h7579374_1
    const exact = readPythonVersion(
      specifier
        .replace(/^==?\s*/, '')
        .replace(/=.*$/s, '')
        .replace(/\.\*$/, ''),
    );
    if (exact !== null) {
      const { major, minor } = exact;
      const text = minor === null ? `${major}` : `${major}.${minor}`;
      yield* one(exactPlace(item, 'conda environment', 'runs', { text }));
    } else {
      const place = rangePlace({ ...item, text: specifier }, 'conda environment', 'conda');
      if (place !== null) yield place;
    }
  }
}

function* setupPy(doc: Document): Iterable<VersionPlace> {
  for (const call of doc.python.nodes('Call')) {
    const isSetup =
      doc.names.denotes(call.func, SETUP) ||
      ((call.func.kind === 'Name' ? call.func.name : call.func.kind === 'Attribute' ? call.func.attr : '') ===
        'setup' &&
        call.keywords.some((keyword) => keyword.name === 'name' || keyword.name === null));
    if (!isSetup) continue;
    for (const { name, value } of call.keywords) {
      if (name !== 'python_requires' && name !== 'classifiers') continue;
      const found = literalOf(value, doc);
      if (name === 'python_requires') {
        // A value that a variable holds still takes effect in the call.
        if (found?.kind === 'String')
          yield* range({ start: value.start, end: value.end, text: found.value }, name, 'pep440');
      } else if (found?.kind === 'List' || found?.kind === 'Tuple') {
        yield* classifiers(
          found.items
            .filter((item) => item.kind === 'String')
            .map(({ start, end, value: text }) => ({ start, end, text })),
        );
      }
    }
  }
}

const SETUP: ReadonlySet<string> = new Set(['setuptools.setup', 'distutils.core.setup', 'skbuild.setup']);

/** The expression itself, or what its name is assigned if it has only one binding. */
function literalOf(expression: Expression, doc: Document): Expression | null {
  if (expression.kind !== 'Name') return expression;
  const bindings = doc.names.bindings(expression.name, expression);
  return bindings.length === 1 ? (bindings[0]?.value ?? null) : null;
}
