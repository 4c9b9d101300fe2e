import { APPLICATION_FACTORIES, CANONICAL_NAMES } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import type { QualifiedName } from '../../../python/names/names.ts';
import type { ClassDef, Expression, Node } from '../../../python/syntax/nodes.ts';
import { importedModule } from './project-modules.ts';

const DEPTH = 5;

/**
 * What an expression denotes, in the spelling of the framework table: beyond `Names.qualify` it follows base
 * classes (`class App(FastAPI)`), calls of `__init__`, annotated parameters (`def setup(app: Flask)`), names imported
 * from other files of the project, and takes what `create_app()` and kin return for a Flask-like application.
 */
export function denotations(doc: Document, expression: Expression): readonly QualifiedName[] {
  const found = new Set<QualifiedName>();
  for (const name of ownNames(doc, expression)) expand(doc, name, found, DEPTH);
  return [...found];
}

function* ownNames(doc: Document, expression: Expression): Generator<QualifiedName> {
  const names = doc.names.qualify(expression);
  yield* names;
  if (names.length > 0) return;
  if (expression.kind === 'Attribute') {
    for (const name of ownNames(doc, expression.value)) yield `${name}.${expression.attr}`;
  } else if (expression.kind === 'Name') {
    for (const { node } of doc.names.bindings(expression.name, expression)) {
      if ((node.kind !== 'Parameter' && node.kind !== 'AnnAssign') || node.annotation === null) continue;
      for (const name of doc.names.qualify(node.annotation)) yield `${name}()`;
    }
  }
}

function expand(doc: Document, name: QualifiedName, found: Set<QualifiedName>, depth: number): void {
  if (depth === 0 || found.has(name)) return;
  found.add(name);
  for (const other of equals(doc, name, depth - 1)) expand(doc, other, found, depth - 1);
}

function* equals(doc: Document, name: QualifiedName, depth: number): Generator<QualifiedName> {
  for (const [other, canonical] of CANONICAL_NAMES) {
    if (name === other) yield canonical;
    else if (name.startsWith(other) && /^[.(]/.test(name.slice(other.length))) {
      yield canonical + name.slice(other.length);
    }
  }
  const made = /(?:^|[.@])(\w+)\(\)(.*)$/.exec(name);
  if (made !== null && APPLICATION_FACTORIES.has(made[1] as string)) yield `flask.Flask()${made[2]}`;
  const initialised = /^(.*?)(?:\(\))?\.__init__$/.exec(name)?.[1];
  if (initialised !== undefined) yield initialised;
  if (name.startsWith('@')) yield* throughBases(doc, name.slice(1));
  else yield* throughProject(doc, name, depth);
}

const classes = new WeakMap<Document, ReadonlyMap<string, readonly ClassDef[]>>();

function classesOf(doc: Document): ReadonlyMap<string, readonly ClassDef[]> {
  const known = classes.get(doc);
  if (known !== undefined) return known;
  const found = new Map<string, ClassDef[]>();
  for (const node of doc.python.nodes('ClassDef')) {
    const others = found.get(node.name);
    if (others === undefined) found.set(node.name, [node]);
    else others.push(node);
  }
  classes.set(doc, found);
  return found;
}

/** `@App().run` is `fastapi.FastAPI().run` where `class App(FastAPI)` defines no `run` of its own. */
function* throughBases(doc: Document, name: string): Generator<QualifiedName> {
  const [, className = '', rest = ''] = /^(\w+)(.*)$/.exec(name) ?? [];
  const member = /^\(\)\.(\w+)/.exec(rest)?.[1];
  for (const node of classesOf(doc).get(className) ?? []) {
    if (node.body.some((statement) => statement.kind === 'FunctionDef' && statement.name === member)) continue;
    for (const base of node.bases) for (const other of doc.names.qualify(base)) yield other + rest;
  }
}

/** `.app.run` is `flask.Flask().run` where the package's module has `app = Flask(__name__)`. */
function* throughProject(doc: Document, name: QualifiedName, depth: number): Generator<QualifiedName> {
  const dots = /^\.*/.exec(name)?.[0] ?? '';
  const segments = name.slice(dots.length).split('.');
  if (segments.length < 2 && dots === '') return;
  for (let count = segments.length - 1; count >= 0; count -= 1) {
    const prefix = segments.slice(0, count);
    if (prefix.some((segment) => segment.includes('('))) continue;
    const module = importedModule(doc, dots + prefix.join('.'));
    if (module === null) continue;
    const [, bare = '', tail = ''] = /^(\w+)(.*)$/.exec(segments.slice(count).join('.')) ?? [];
    yield* exported(module, bare, tail, depth);
    return;
  }
}

/** What `name` of a module denotes, with the tail behind it; expanded there, since bases and imports are its own. */
function* exported(module: Document, name: string, tail: string, depth: number): Generator<QualifiedName> {
  const { python, names } = module;
  const found = new Set<QualifiedName>();
  const isTopLevel = (node: Node) => names.scope(node).kind === 'Module';
  for (const node of [...python.nodes('ClassDef'), ...python.nodes('FunctionDef')]) {
    if (node.name === name && isTopLevel(node)) expand(module, `@${name}${tail}`, found, depth);
  }
  for (const node of python.nodes('Assign')) {
    const isTarget = node.targets.some((target) => target.kind === 'Name' && target.name === name);
    if (!isTarget || !isTopLevel(node)) continue;
    for (const other of ownNames(module, node.value)) expand(module, other + tail, found, depth);
  }
  for (const node of python.nodes('ImportFrom')) {
    if (!isTopLevel(node)) continue;
    for (const alias of node.names) {
      if ((alias.asname ?? alias.name) !== name) continue;
      const from = '.'.repeat(node.level) + node.module;
      expand(module, `${from}${node.module === '' ? '' : '.'}${alias.name}${tail}`, found, depth);
    }
  }
  for (const other of found) if (!other.startsWith('@') && !other.startsWith('.')) yield other;
}
