import { commandsOf } from '../deployment/file-commands.ts';
import { pipInstallOf } from '../deployment/pip-install.ts';
import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { fileNameOf } from '../engine/path-parts.ts';
import { alignText, type MappedText, sliceText } from '../formats/mapped-text.ts';
import { linesOf } from '../formats/pieces.ts';
import { normalizeName, parseRequirement, type SpecifierClause } from '../formats/requirement.ts';
import type { Scalar, TreeNode } from '../formats/tree.ts';
import { entriesAt, itemsOf, oneOrMore, rootsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';
import type { Expression } from '../python/syntax/index.ts';
import { uvGroups } from './lock-graph.ts';
import { placeOf, type RequirementOrigin, type RequirementPlace } from './requirement-place.ts';

/** Every package that a file requires, in source order. Requirements in comments do not count. */
export function requirementsIn(doc: Document): readonly RequirementPlace[] {
  return memo(doc, readRequirements);
}

function readRequirements(doc: Document): readonly RequirementPlace[] {
  return [...collect(doc)].sort((a, b) => a.span.start - b.span.start);
}

function* collect(doc: Document): Iterable<RequirementPlace> {
  if (doc.kind === 'requirements') return yield* requirementsFile(doc);
  yield* commands(doc);
  switch (doc.role) {
    case 'pyproject':
      for (const root of rootsOf(doc)) yield* pyproject(doc, root);
      return;
    case 'setup-cfg':
      for (const root of rootsOf(doc)) yield* setupCfg(doc, root);
      return;
    case 'pipfile':
      for (const root of rootsOf(doc)) yield* pipfile(root);
      return;
    case 'pipfile-lock':
      for (const root of rootsOf(doc)) yield* pipfileLock(root);
      return;
    case 'poetry-lock':
    case 'uv-lock':
      for (const root of rootsOf(doc)) yield* lock(doc, valueAt(root, 'package'));
      return;
    case 'pylock':
      for (const root of rootsOf(doc)) yield* lock(doc, valueAt(root, 'packages'));
      return;
    case 'conda-environment':
      for (const root of rootsOf(doc)) yield* conda(doc, root);
      return;
    case 'tox':
      for (const root of rootsOf(doc)) yield* tox(doc, root);
      return;
    default:
      if (/(?:^|\/)pdm\.lock$/.test(doc.path)) {
        for (const root of rootsOf(doc)) yield* lock(doc, valueAt(root, 'package'));
      } else if (doc.kind === 'python' && /(?:^|\/)setup\.py$/.test(doc.path)) yield* setupPy(doc);
  }
}

/** `requirements.in`, `requirements/base.in`; `constraints.txt`. */
export function originOfFile(path: string): RequirementOrigin {
  if (/\.in$/i.test(path)) return 'input';
  const isNamed = /\.(?:txt|pip)$/i.test(path) && /constraint/i.test(fileNameOf(path));
  return isNamed || /(?:^|\/)constraints\//i.test(path) ? 'constraints' : 'requirements';
}

function* requirementsFile(doc: Document): Iterable<RequirementPlace> {
  const origin = originOfFile(doc.path);
  const { lines } = doc.requirements;
  // Prose can have such a name (`docs/constraints.txt`); it is not a list of packages.
  if (lines.filter(({ problem }) => problem !== null).length > lines.length / 2) return;
  for (const { requirement, editable, options } of lines) {
    if (requirement === null) continue;
    const hashes = options.filter(({ name }) => name === '--hash').length;
    yield* one(placeOf(requirement, origin, { editable, hashes }));
  }
}

function* commands(doc: Document): Iterable<RequirementPlace> {
  for (const command of commandsOf(doc)) {
    const install = pipInstallOf(command);
    if (install === null) continue;
    const hashes = install.options.filter(({ name }) => name === '--hash').length;
    const constrained = install.options.some(({ name }) => name === '--constraint' || name === '--constraints');
    for (const { requirement, word, editable } of install.requirements) {
      if (/[$`{}*]/.test(requirement.name ?? '') || /^[$`{]/.test(word.text)) continue;
      const span = { start: word.start, end: word.end };
      yield* one(placeOf(requirement, 'command', { editable, hashes, stage: command.stage, constrained, span }));
    }
  }
}

function* one(place: RequirementPlace | null): Iterable<RequirementPlace> {
  if (place !== null) yield place;
}

/** A specifier that makes up a whole string. */
function* specifier(
  doc: Document,
  scalar: Scalar,
  origin: RequirementOrigin,
  { pip = false, groups = [] }: { readonly pip?: boolean; readonly groups?: readonly string[] } = {},
): Iterable<RequirementPlace> {
  const mapped = mapScalar(doc, scalar);
  yield* one(placeOf(parseRequirement(mapped, 0, mapped.text.length, pip), origin, { groups }));
}

function mapScalar(doc: Document, scalar: Scalar): MappedText {
  return (
    alignText(doc.text, scalar.start, scalar.end, scalar.text) ?? {
      text: scalar.text,
      offset: (index) => (index === 0 ? scalar.start : scalar.end - 1),
    }
  );
}

function* pyproject(doc: Document, root: TreeNode): Iterable<RequirementPlace> {
  const project = valueAt(root, 'project');
  const tool = valueAt(root, 'tool');
  const lists: { readonly list: TreeNode | null; readonly groups?: readonly string[] }[] = [
    { list: valueAt(root, 'build-system', 'requires') },
    { list: valueAt(project, 'dependencies') },
    { list: valueAt(tool, 'flit', 'metadata', 'requires') },
    { list: valueAt(tool, 'uv', 'dev-dependencies'), groups: ['dev'] },
    { list: valueAt(tool, 'uv', 'constraint-dependencies') },
    { list: valueAt(tool, 'uv', 'override-dependencies') },
  ];
  for (const table of [
    valueAt(project, 'optional-dependencies'),
    valueAt(root, 'dependency-groups'),
    valueAt(tool, 'pdm', 'dev-dependencies'),
    valueAt(tool, 'flit', 'metadata', 'requires-extra'),
  ]) {
    for (const { key, value } of entriesAt(table)) lists.push({ list: value, groups: [key.text] });
  }
  for (const { key, value } of entriesAt(tool, 'hatch', 'envs')) {
    for (const name of ['dependencies', 'extra-dependencies'])
      lists.push({ list: valueAt(value, name), groups: [key.text] });
  }
  for (const { list, groups = [] } of lists) {
    for (const item of itemsOf(list)) if (item.kind === 'scalar') yield* specifier(doc, item, 'metadata', { groups });
  }
  for (const { key, value } of entriesAt(tool, 'uv', 'sources')) {
    for (const source of value?.kind === 'sequence' ? value.items : [value]) {
      if (source?.kind === 'mapping') yield* one(tablePlace(key, source, 'metadata'));
    }
  }
  const poetry = valueAt(tool, 'poetry');
  const tables = [
    { table: valueAt(poetry, 'dependencies'), groups: [] },
    { table: valueAt(poetry, 'dev-dependencies'), groups: ['dev'] },
    ...entriesAt(poetry, 'group').map(({ key, value }) => ({
      table: valueAt(value, 'dependencies'),
      groups: [key.text],
    })),
  ];
  for (const { table, groups } of tables) {
    for (const { key, value } of entriesAt(table)) {
      if (key.text === 'python') continue;
      for (const source of value?.kind === 'sequence' ? value.items : [value]) {
        if (source !== null) yield* one(tablePlace(key, source, 'poetry', groups));
      }
    }
  }
}

/** `name = "^1.2"`, `name = {version = "1.2", extras = ["a"]}`, `name = {git = "…", rev = "…"}`. */
function tablePlace(
  key: Scalar,
  value: TreeNode,
  origin: RequirementOrigin,
  groups: readonly string[] = [],
): RequirementPlace | null {
  if (value.kind === 'sequence') return null;
  const version = value.kind === 'scalar' ? value : scalarAt(value, 'version');
  const place = ['git', 'hg', 'svn', 'url', 'file', 'path']
    .map((name) => scalarAt(value, name))
    .find((found) => found !== null);
  const vcs = ['git', 'hg', 'svn'].find((name) => scalarAt(value, name) !== null);
  const text = version?.text.trim() ?? '';
  const exact = exactOf(text, origin);
  const isUrl = place !== null && place !== undefined;
  return {
    span: { start: key.outerStart, end: value.kind === 'scalar' ? value.outerEnd : value.end },
    name: key.text,
    nameSpan: { start: key.start, end: key.end },
    normalized: normalizeName(key.text),
    extras: oneOrMore(valueAt(value, 'extras')).map((extra) => extra.text),
    specifier: text === '*' ? '' : text,
    dialect: origin === 'poetry' ? 'poetry' : 'pep440',
    clauses: version === null || isUrl ? [] : clausesOf(version, origin),
    version: isUrl ? null : exact,
    versionSpan: version === null || exact === null ? null : { start: version.start, end: version.end },
    url: isUrl ? (vcs === undefined ? '' : `${vcs}+`) + place.text : null,
    urlSpan: isUrl ? { start: place.start, end: place.end } : null,
    revision:
      ['rev', 'ref', 'tag', 'branch'].map((name) => scalarAt(value, name)?.text).find((found) => found !== undefined) ??
      null,
    marker:
      scalarAt(value, 'markers')?.text ?? scalarAt(value, 'marker')?.text ?? scalarAt(value, 'python')?.text ?? null,
    hashes: itemsOf(valueAt(value, 'hashes')).length + (scalarAt(value, 'hash') === null ? 0 : 1),
    editable: scalarAt(value, 'editable')?.value === true,
    origin,
    stage: null,
    constrained: false,
    groups,
    isLocal: isUrl,
  };
}

/** The PEP 440 clauses of a version in a table. Empty for alternatives (`^1 || ^2`), and if it cannot be read. */
function clausesOf({ text, start, end }: Scalar, origin: RequirementOrigin): readonly SpecifierClause[] {
  if (text.includes('|') || text.trim() === '*') return [];
  return text
    .replace(/([\^~<>=!]=?=?)\s+/g, '$1')
    .split(origin === 'poetry' ? /\s*,\s*|\s+/ : ',')
    .flatMap((part) => clauseOf(part.trim(), origin))
    .map((clause) => ({ ...clause, start, end }));
}

type Bare = Pick<SpecifierClause, 'operator' | 'version'>;

/** poetry's `^1.2` and `~1.2` as PEP 440. https://python-poetry.org/docs/dependency-specification/#version-constraints */
function clauseOf(part: string, origin: RequirementOrigin): readonly Bare[] {
  const [, operator = '', version] = /^(===|~=|==|!=|<=|>=|<|>|\^|~|=)?\s*(v?\d[\w.!+*-]*)$/.exec(part) ?? [];
  if (version === undefined) return [];
  if (operator !== '^' && operator !== '~') {
    if (operator === '' && origin !== 'poetry') return [];
    return [{ operator: operator === '' || operator === '=' ? '==' : (operator as Bare['operator']), version }];
  }
  const numbers = (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '0').split('.').map(Number);
  const firstSet = numbers.findIndex((number) => number !== 0);
  const raised = operator === '~' ? Math.min(1, numbers.length - 1) : firstSet < 0 ? numbers.length - 1 : firstSet;
  const bound = [...numbers.slice(0, raised), (numbers[raised] ?? 0) + 1].join('.');
  return [
    { operator: '>=', version },
    { operator: '<', version: bound },
  ];
}

/** A bare `1.2.3` is exact in poetry; a Pipfile needs `==`. */
function exactOf(text: string, origin: RequirementOrigin): string | null {
  const parts = /^(===?)?\s*(v?\d[\w.!+-]*)$/.exec(text);
  if (parts === null || parts[2] === undefined) return null;
  return parts[1] !== undefined || origin === 'poetry' ? parts[2] : null;
}

function* setupCfg(doc: Document, root: TreeNode): Iterable<RequirementPlace> {
  const values = [
    { value: scalarAt(root, 'options', 'install_requires'), groups: [] },
    { value: scalarAt(root, 'options', 'setup_requires'), groups: [] },
    { value: scalarAt(root, 'options', 'tests_require'), groups: ['tests'] },
    ...entriesAt(root, 'options.extras_require').map(({ key, value }) => ({ value, groups: [key.text] })),
  ];
  for (const { value, groups } of values) {
    if (value?.kind !== 'scalar') continue;
    // Markers contain semicolons, which `pieces` would take for comments.
    for (const line of linesOf(doc.text, value)) yield* specifier(doc, line, 'metadata', { groups });
  }
}

function* pipfile(root: TreeNode): Iterable<RequirementPlace> {
  for (const { key, value } of root.kind === 'mapping' ? root.entries : []) {
    if (value?.kind !== 'mapping' || /^(?:source|requires|scripts|pipenv|pipfile)$/.test(key.text)) continue;
    for (const entry of value.entries) {
      if (entry.value !== null) yield* one(tablePlace(entry.key, entry.value, 'pipfile', pipfileGroups(key.text)));
    }
  }
}

/** The groups that a section of a Pipfile or of its lock belongs to. Other sections are groups of the same name. */
function pipfileGroups(section: string): readonly string[] {
  if (section === 'packages' || section === 'default') return [];
  return [section === 'dev-packages' || section === 'develop' ? 'dev' : section];
}

function* pipfileLock(root: TreeNode): Iterable<RequirementPlace> {
  for (const { key, value } of root.kind === 'mapping' ? root.entries : []) {
    if (key.text === '_meta' || value?.kind !== 'mapping') continue;
    for (const entry of value.entries) {
      const place = entry.value === null ? null : tablePlace(entry.key, entry.value, 'lock', pipfileGroups(key.text));
      if (place !== null) yield { ...place, span: place.versionSpan ?? place.nameSpan };
    }
  }
}

function* lock(doc: Document, packages: TreeNode | null): Iterable<RequirementPlace> {
  for (const item of itemsOf(packages)) {
    const name = scalarAt(item, 'name');
    const version = scalarAt(item, 'version');
    if (name === null) continue;
    const place = tablePlace(name, item, 'lock', lockGroups(doc, item, normalizeName(name.text)));
    if (place === null) continue;
    const span = version === null ? place.nameSpan : { start: version.start, end: version.end };
    const clauses: SpecifierClause[] = version === null ? [] : [{ operator: '==', version: version.text, ...span }];
    yield {
      ...place,
      span,
      clauses,
      version: version?.text ?? null,
      versionSpan: version === null ? null : span,
      url: null,
      urlSpan: null,
      isLocal: !isFromIndex(item),
    };
  }
}

/**
 * Whether an entry of a lock comes from an index, and not from a folder (usually the project itself), a VCS or a file.
 */
function isFromIndex(item: TreeNode): boolean {
  // poetry and uv have a table for this, pdm and pylock.toml have keys in the entry.
  const source = valueAt(item, 'source');
  const type = scalarAt(source, 'type')?.text ?? 'legacy';
  const kinds = ['git', 'hg', 'svn', 'path', 'editable', 'virtual', 'directory', 'vcs', 'archive', 'url'];
  const isElsewhere = kinds.some(
    (kind) => valueAt(source, kind) !== null && !(kind === 'url' && valueAt(source, 'type') !== null),
  );
  return type === 'legacy' && !isElsewhere && !kinds.some((kind) => valueAt(item, kind) !== null);
}

/** `groups` in poetry 2 and pdm, `category` in poetry 1, markers in pylock.toml. uv's follow from what requires it. */
function lockGroups(doc: Document, item: TreeNode, name: string): readonly string[] {
  if (doc.role === 'uv-lock') return uvGroups(doc).get(name) ?? [];
  const category = scalarAt(item, 'category')?.text;
  const groups = category === undefined ? oneOrMore(valueAt(item, 'groups')).map(({ text }) => text) : [category];
  const marked = /^'([^']+)' in dependency_groups$/.exec(
    scalarAt(item, 'marker')?.text.replaceAll('"', "'") ?? '',
  )?.[1];
  const all = marked === undefined ? groups : [marked];
  return all.some((group) => group === 'main' || group === 'default') ? [] : all;
}

function* conda(doc: Document, root: TreeNode): Iterable<RequirementPlace> {
  for (const item of itemsOf(valueAt(root, 'dependencies'))) {
    for (const line of oneOrMore(valueAt(item, 'pip'))) {
      if (!line.text.trimStart().startsWith('-')) yield* specifier(doc, line, 'conda', { pip: true });
    }
  }
}

function* tox(doc: Document, root: TreeNode): Iterable<RequirementPlace> {
  for (const { value } of root.kind === 'mapping' ? root.entries : []) {
    const deps = scalarAt(value, 'deps');
    if (deps === null) continue;
    for (const line of linesOf(doc.text, deps)) {
      // A condition of factors may come first: `py38,django2: pytest`
      const condition = /^[\w!,.{}-]+:\s+/.exec(line.text)?.[0].length ?? 0;
      const text = line.text.slice(condition);
      if (/^-|[{}]/.test(text)) continue;
      const mapped = sliceText(doc.text, line.start + condition, line.end);
      yield* one(placeOf(parseRequirement(mapped, 0, mapped.text.length, true), 'tox', { groups: ['test'] }));
    }
  }
}

function* setupPy(doc: Document): Iterable<RequirementPlace> {
  for (const call of doc.python.nodes('Call')) {
    for (const { name, value } of call.keywords) {
      if (name === null || !/^(?:install_requires|setup_requires|tests_require|extras_require)$/.test(name)) continue;
      for (const list of listsOf(value, doc)) {
        const items = list.kind === 'List' || list.kind === 'Tuple' || list.kind === 'Set' ? list.items : [list];
        for (const item of items) {
          if (item.kind !== 'String' || item.parts !== 1) continue;
          const quote = /^[a-zA-Z]*("""|'''|"|')/.exec(doc.text.slice(item.start, item.start + 6));
          const start = item.start + (quote?.[0].length ?? 0);
          const end = item.end - (quote?.[1]?.length ?? 0);
          const scalar: Scalar = {
            kind: 'scalar',
            start,
            end,
            outerStart: item.start,
            outerEnd: item.end,
            text: item.value,
            quote: '"',
            value: item.value,
          };
          yield* specifier(doc, scalar, 'metadata', { groups: name === 'tests_require' ? ['tests'] : [] });
        }
      }
    }
  }
}

/** The lists of `install_requires=[…]`, `extras_require={"a": […]}`, or of a name that is assigned to one of them. */
function listsOf(expression: Expression, doc: Document): readonly Expression[] {
  if (expression.kind === 'Name') {
    const bindings = doc.names.bindings(expression.name, expression);
    const value = bindings.length === 1 ? bindings[0]?.value : null;
    return value == null || value.kind === 'Name' ? [] : listsOf(value, doc);
  }
  if (expression.kind === 'Dict') return expression.items.flatMap(({ value }) => listsOf(value, doc));
  if (expression.kind === 'BinOp' && expression.op === '+')
    return [...listsOf(expression.left, doc), ...listsOf(expression.right, doc)];
  return [expression];
}
