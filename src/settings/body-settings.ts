import { namesEnvironment } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import type { Names } from '../python/names/index.ts';
import type { ClassDef, Expression, Statement } from '../python/syntax/index.ts';
import * as K from '../python/syntax/tree.ts';
import { isSettingName, type Setting } from './setting.ts';

const ADDING_METHODS = new Set(['append', 'extend', 'insert', 'add', 'update']);
const ENUMS = new Set(['Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag'].map((name) => `enum.${name}`));

/** What the bodies of the module (if it is a settings module) and of its settings classes assign. */
export function* bodySettings(doc: Document, inModule: boolean): Generator<Setting> {
  const { python } = doc;
  const owners: (ClassDef | null)[] = inModule ? [null] : [];
  if (inModule) yield* ofBody(python.module.body, null);
  for (const node of python.nodes('ClassDef')) {
    if (!isNamedForSettings(node, inModule)) continue;
    owners.push(node);
    let isOwner: boolean | null = null;
    for (const setting of ofBody(node.body, node)) {
      // Asked last, as it resolves the bases: most classes with such a name set nothing.
      isOwner ??= isOrdinaryTopClass(node, doc.names);
      if (!isOwner) break;
      yield setting;
    }
  }
  // `(DEBUG := True)`, wherever an expression is allowed.
  if (!python.parsed.tree.kinds.includes(K.NamedExpr)) return;
  for (const node of python.nodes('NamedExpr')) {
    const scope = doc.names.scope(node);
    const owner = owners.find((one) => (one ?? python.module).id === scope.id);
    if (owner !== undefined && (owner === null || isOrdinaryTopClass(owner, doc.names)))
      yield* pair(node.target, node.value, { form: 'assign', node, owner });
  }
}

/** True for a class at the top of a module that is not an enum. */
const isOrdinaryTopClass = (node: ClassDef, names: Names): boolean =>
  names.scope(node).kind === 'Module' && !node.bases.some((base) => names.denotes(base, ENUMS));

/** A settings class, judging by its name or those of its bases. */
function isNamedForSettings(node: ClassDef, inModule: boolean): boolean {
  const words = node.name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [];
  return (
    words.some((word) => /^(?:config|configuration|settings|conf)$/i.test(word)) ||
    (inModule && namesEnvironment(node.name)) ||
    node.bases.some(isConfigurationBase)
  );
}

function isConfigurationBase(base: Expression): boolean {
  const name = base.kind === 'Name' ? base.name : base.kind === 'Attribute' ? base.attr : '';
  return /(?:^|[a-z])(?:Config|Configuration|Settings)$/.test(name);
}

function* ofBody(body: readonly Statement[], owner: ClassDef | null): Generator<Setting> {
  for (const node of runStatements(body)) {
    switch (node.kind) {
      case 'Assign':
        for (const target of node.targets) yield* pair(target, node.value, { form: 'assign', node, owner });
        break;
      case 'AnnAssign':
        if (node.value !== null) yield* pair(node.target, node.value, { form: 'assign', node, owner });
        break;
      case 'AugAssign':
        if (node.op === '+' || node.op === '|') yield* pair(node.target, node.value, { form: 'add', node, owner });
        break;
      case 'ExpressionStatement': {
        const call = node.value;
        if (call.kind !== 'Call' || call.func.kind !== 'Attribute' || !ADDING_METHODS.has(call.func.attr)) break;
        const value = call.args.at(-1);
        if (value !== undefined) yield* pair(call.func.value, value, { form: 'add', node, owner });
        break;
      }
      default:
    }
  }
}

/**
 * Statements that run when the module (or class body) is executed, including those in `if`, `try`, `with` and `for`.
 */
export function* runStatements(body: readonly Statement[]): Generator<Statement> {
  const open = [{ statements: body, next: 0 }];
  // Not recursive: a chain of ten thousand elifs nests that deep.
  for (let block = open.at(-1); block !== undefined; block = open.at(-1)) {
    const statement = block.statements[block.next];
    block.next += 1;
    if (statement === undefined) {
      open.pop();
      continue;
    }
    yield statement;
    for (const statements of blocksIn(statement).reverse()) open.push({ statements, next: 0 });
  }
}

/** In source order. */
function blocksIn(statement: Statement): (readonly Statement[])[] {
  switch (statement.kind) {
    case 'If':
    case 'For':
    case 'While':
      return [statement.body, statement.orelse];
    case 'With':
      return [statement.body];
    case 'Try':
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.orelse,
        statement.finalbody,
      ];
    case 'Match':
      return statement.cases.map((branch) => branch.body);
    default:
      return [];
  }
}

function* pair(target: Expression, value: Expression, at: Omit<Setting, 'name' | 'value'>): Generator<Setting> {
  if (target.kind === 'Name') {
    if (isSettingName(target.name)) yield { ...at, name: target.name, value };
  } else if (target.kind === 'Tuple' || target.kind === 'List') {
    if (value.kind !== 'Tuple' && value.kind !== 'List') return;
    if (value.items.length !== target.items.length || value.items.some((item) => item.kind === 'Starred')) return;
    for (const [index, item] of target.items.entries()) yield* pair(item, value.items[index]!, at);
  }
}
