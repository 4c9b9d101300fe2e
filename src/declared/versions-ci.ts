import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { pieces } from '../formats/pieces.ts';
import type { Scalar, TreeNode } from '../formats/tree.ts';
import { everyKey, itemsOf, oneOrMore, rootsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';
import type { Expression } from '../python/syntax/index.ts';
import { listPlaces, type VersionPlace, type Written } from './version-place.ts';
import { imagePlace } from './versions-deployed.ts';
import { toxVersions } from './versions-tox.ts';

/** Versions that CI services, tox, nox, Read the Docs and pre-commit test or build with. */
export function* ciVersions(doc: Document): Iterable<VersionPlace> {
  switch (doc.role) {
    case 'github-workflow':
      yield* keyedVersions(doc, 'workflow', /^(?:python|py)(?:[-_. ]?versions?)?$|^python[-_]?version|^cpython$/i);
      yield* images(doc, new Set(['container', 'image', 'uses']));
      return;
    case 'gitlab-ci':
    case 'bitbucket-pipelines':
      yield* keyedVersions(doc, 'pipeline', /^(?:python|py)[-_]?versions?$/i);
      yield* images(doc, new Set(['image', 'services', 'name']));
      return;
    case 'azure-pipelines':
      yield* keyedVersions(doc, 'pipeline', /^python(?:[._-]?versions?)?$|^versionSpec$/i);
      yield* images(doc, new Set(['image', 'container']));
      return;
    case 'circleci':
      yield* keyedVersions(doc, 'pipeline', /^(?:python|py)[-_]?versions?$/i);
      yield* images(doc, new Set(['image']));
      return;
    case 'travis':
      yield* keyedVersions(doc, 'build matrix', /^python$/);
      return;
    case 'tox':
      yield* toxIni(doc);
      return;
    case 'readthedocs':
      yield* keyedVersions(doc, 'Read the Docs build', /^python$|^version$/);
      return;
    case 'pre-commit-config':
      yield* preCommit(doc);
      return;
    default:
      if (doc.kind === 'python' && /(?:^|\/)noxfile\.py$/.test(doc.path)) yield* noxfile(doc);
  }
}

/**
 * Values of keys that are named after Python: a scalar, a list, or the lines of a block. If the value is a mapping, its
 * keys are looked at one by one. All values of one key in one matrix (with its `include`s) form one list.
 */
function* keyedVersions(doc: Document, what: string, name: RegExp): Iterable<VersionPlace> {
  const variables = new Map<string, Set<string | null>>();
  for (const { name: variable, job } of pythonVariables(doc, name)) {
    variables.set(variable, (variables.get(variable) ?? new Set()).add(job));
  }
  for (const root of rootsOf(doc)) yield* keyedVersionsIn(root, doc, what, name, variables);
}

function* keyedVersionsIn(
  root: TreeNode,
  doc: Document,
  what: string,
  name: RegExp,
  variables: PythonVariables,
): Iterable<VersionPlace> {
  /** Those around the key, outermost first. */
  const matrices: { readonly node: TreeNode; readonly list: object }[] = [];
  // Travis' jobs are cells of one matrix.
  if (doc.role === 'travis') matrices.push({ node: root, list: {} });
  for (const { key, value: whole, above, parent } of everyKey([root])) {
    while ((matrices.at(-1)?.node.end ?? key.start) < key.start) matrices.pop();
    if (key.text === 'matrix' && whole.kind !== 'scalar' && doc.role !== 'travis')
      matrices.push({ node: whole, list: {} });
    const called = doc.role === 'azure-pipelines' ? azureName(key.text, parent) : key.text;
    if (!name.test(called) && !isVariable(called, above, variables)) continue;
    // A parameter has a default. The keys of other mappings are looked at one by one.
    const value = whole.kind === 'mapping' && DECLARED.test(above.at(-1) ?? '') ? valueAt(whole, 'default') : whole;
    if (value === null || value.kind === 'mapping') continue;
    if (doc.role === 'readthedocs' && key.text === 'version' && above.at(-1) !== 'python') continue;
    if (key.text === 'versionSpec' && !isPythonTask(parent, doc)) continue;
    // Cache keys, step names and excluded cells do not run anything.
    if (above.includes('exclude') || above.at(-1) === 'outputs') continue;
    const list = matrices.findLast(({ node }) => node.start <= key.start && key.end <= node.end)?.list ?? {};
    const written: Written[] = [];
    for (const scalar of oneOrMore(value)) {
      // The lines of a block are strings: nothing reads them as numbers.
      const isBlock = scalar.quote === '|' || scalar.quote === '>';
      if (isBlock) {
        for (const piece of pieces(doc.text, scalar, /[\s,]+/)) written.push({ ...piece, quote: scalar.quote });
      } else {
        for (const one of fromJson(scalar)) written.push(one);
      }
    }
    yield* listPlaces(written, what, 'tests', true, list);
  }
}

/** Azure's variables and parameters may be items: `name: PYTHON_VERSION`, `value: '3.8'`. */
function azureName(key: string, parent: TreeNode): string {
  return key === 'value' || key === 'default' ? (scalarAt(parent, 'name')?.text ?? key) : key;
}

/** A variable that is used as a Python version, in one job or in the whole file. */
interface PythonVariable {
  readonly name: string;
  readonly job: string | null;
}

/** For each name, the jobs that use it as one; null for the whole file. */
type PythonVariables = ReadonlyMap<string, ReadonlySet<string | null>>;

const DECLARED = /^(?:inputs|parameters)$/;

/**
 * `python-version: ${{ matrix.version }}`, `versionSpec: $(py)`, `image: cimg/python:<< parameters.tag >>`,
 * `python:$V`: the variables that provide a Python version somewhere.
 */
function* pythonVariables(doc: Document, name: RegExp): Iterable<PythonVariable> {
  if (!/\$|<</.test(doc.text)) return;
  for (const { key, value, above, parent } of everyKey(rootsOf(doc))) {
    const isVersion = key.text === 'versionSpec' ? isPythonTask(parent, doc) : name.test(key.text);
    for (const { text } of oneOrMore(value)) {
      if (!text.includes('$') && !text.includes('<<')) continue;
      const used = isVersion ? text : (/(?:^|\/)python:(.*)$/s.exec(text.trim())?.[1] ?? '');
      const reference =
        /\$\{\{\s*[\w-]+\.(?:[\w-]+\.)*([\w-]+)\s*\}\}|<<\s*[\w-]+\.([\w-]+)\s*>>|\$\(([\w.-]+)\)|\$\{?([A-Za-z_]\w*)/g;
      for (const [, ...names] of used.matchAll(reference)) {
        const found = names.find((each) => each !== undefined);
        if (found !== undefined) yield { name: found, job: jobOf(above) };
      }
    }
  }
}

/** The keys that variables are defined under. */
const VARIABLE_PARENT = /^(?:matrix|env|variables|parameters)$/;

function isVariable(key: string, above: readonly string[], variables: PythonVariables): boolean {
  const jobs = variables.get(key);
  const job = jobOf(above);
  return (
    jobs !== undefined &&
    (job === null || jobs.has(null) || jobs.has(job)) &&
    // `inputs` of a step or task are its own.
    (above.some((each) => VARIABLE_PARENT.test(each)) || /^(?:on|inputs)$/.test(above[0] ?? ''))
  );
}

/** Each GitHub job has its own matrix. In other services, jobs are used from another place. */
const jobOf = (above: readonly string[]): string | null => (above[0] === 'jobs' ? (above[1] ?? null) : null);

/** `${{ fromJSON('["3.8", "3.9"]') }}` contains a list; other expressions do not. */
function* fromJson(scalar: Scalar): Iterable<Written> {
  if (!/fromJSON\(\s*['"]\s*\[/i.test(scalar.text)) {
    yield scalar;
    return;
  }
  const version = /\b[23]\.\d{1,2}(?:\.\d+)?\b/g;
  for (let found = version.exec(scalar.text); found !== null; found = version.exec(scalar.text)) {
    const start = scalar.start + found.index;
    yield { start, end: start + found[0].length, text: found[0], quote: '"' };
  }
}

/** Several Azure tasks have an input `versionSpec`. */
const isPythonTask = (inputs: TreeNode, doc: Document): boolean => memo(doc, pythonTasks).has(inputs);

/** The `inputs` of the tasks that install Python. The task is named beside them. */
function pythonTasks(doc: Document): ReadonlySet<TreeNode> {
  const found = new Set<TreeNode>();
  for (const { key, value, parent } of everyKey(rootsOf(doc))) {
    if (key.text === 'inputs' && /^UsePythonVersion@/i.test(scalarAt(parent, 'task')?.text ?? '')) found.add(value);
  }
  return found;
}

function* images(doc: Document, keys: ReadonlySet<string>): Iterable<VersionPlace> {
  const variables = new Map<string, Scalar>();
  for (const { key, value, above } of doc.text.includes('$') ? everyKey(rootsOf(doc)) : []) {
    if (above.at(-1) === 'variables' && value.kind === 'scalar') variables.set(key.text, value);
  }
  for (const { key, value, above } of everyKey(rootsOf(doc))) {
    if (!keys.has(key.text)) continue;
    // `name` is only an image below `image` and in `services`.
    if (key.text === 'name' && above.at(-1) !== 'image' && above.at(-1) !== 'services') continue;
    for (const scalar of oneOrMore(value)) {
      if (key.text === 'uses' && !scalar.text.startsWith('docker://')) continue;
      // `$IMAGE` is a variable's value; `${PROXY}/python:3.8` is Python's image, whatever the registry.
      const variable = variables.get(/^\$\{?(\w+)\}?$/.exec(scalar.text)?.[1] ?? '') ?? scalar;
      const place = imagePlace(variable, variable.text.replace(/^(?:\$\{?\w+\}?\/)+/, ''), 'tests');
      if (place !== null) yield { ...place, list: {} };
    }
  }
}

function* toxIni(doc: Document): Iterable<VersionPlace> {
  for (const root of rootsOf(doc)) {
    const list = {};
    for (const key of ['envlist', 'env_list']) {
      const value = scalarAt(root, 'tox', key);
      if (value !== null) yield* toxVersions(doc, value, list);
    }
    for (const { key, value } of root.kind === 'mapping' ? root.entries : []) {
      if (!/^testenv(?:$|:)/.test(key.text)) continue;
      const python = scalarAt(value, 'basepython') ?? scalarAt(value, 'base_python');
      if (python === null) continue;
      const own = [...pieces(doc.text, python, /[\s,]+|(?<![^\s,])[^\s,]+:\s*/)];
      yield* listPlaces(own, `basepython of ${key.text}`, 'tests');
    }
  }
}

function* preCommit(doc: Document): Iterable<VersionPlace> {
  for (const root of rootsOf(doc)) {
    const fallback = scalarAt(root, 'default_language_version', 'python');
    if (fallback !== null) yield* listPlaces([fallback], 'default_language_version', 'tests', true);
    for (const repo of itemsOf(valueAt(root, 'repos'))) {
      for (const hook of itemsOf(valueAt(repo, 'hooks'))) {
        const version = scalarAt(hook, 'language_version');
        // Hooks in other languages have their own versions: only `python3.8` is certainly Python's.
        const isPython =
          version !== null && (/^python/i.test(version.text) || scalarAt(hook, 'language')?.text === 'python');
        if (isPython) yield* listPlaces([version], 'language_version', 'tests', true);
      }
    }
  }
}

function* noxfile(doc: Document): Iterable<VersionPlace> {
  for (const { decorators } of doc.python.nodes('FunctionDef')) {
    for (const decorator of decorators) {
      if (decorator.kind !== 'Call') continue;
      const value = doc.names.denotes(decorator.func, NOX_SESSION)
        ? (decorator.keywords.find(({ name }) => name === 'python' || name === 'py')?.value ?? decorator.args[0])
        : doc.names.denotes(decorator.func, NOX_PARAMETRIZE) && parametrizesPython(decorator.args[0])
          ? decorator.args[1]
          : undefined;
      if (value !== undefined) yield* listPlaces(strings(value, doc), 'nox session', 'tests');
    }
  }
}

/** `@nox.parametrize("python", ["3.8", "3.9"])` also chooses the interpreter. */
const parametrizesPython = (names: Expression | undefined): boolean =>
  names?.kind === 'String' && names.value.trim() === 'python';

const NOX_PARAMETRIZE: ReadonlySet<string> = new Set(['nox.parametrize']);
const NOX_SESSION: ReadonlySet<string> = new Set(['nox.session', 'nox_poetry.session', 'nox_uv.session']);

function* strings(expression: Expression, doc: Document): Iterable<Written> {
  let value: Expression | null = expression;
  if (value.kind === 'Name') {
    const bindings = doc.names.bindings(value.name, value);
    value = bindings.length === 1 ? (bindings[0]?.value ?? null) : null;
  }
  const items = value?.kind === 'List' || value?.kind === 'Tuple' ? value.items : value === null ? [] : [value];
  for (const item of items) {
    if (item.kind === 'String') yield { start: item.start, end: item.end, text: item.value, quote: '"' };
  }
}
