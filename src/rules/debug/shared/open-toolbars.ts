import { namesEnvironment } from '../../../engine/context.ts';
import type { Document } from '../../../engine/document.ts';
import type { Problem } from '../../../engine/rule.ts';
import { keyedAssignments } from '../../../python/names/index.ts';
import type { ClassDef, Expression, FunctionDef, Statement } from '../../../python/syntax/index.ts';
import { entries, isOn, knownText } from '../../../python/worth/index.ts';
import { isListed } from '../../../settings/list-changes.ts';
import { settingsOf } from '../../../settings/reader.ts';
import { isLeftOutLater } from '../../../settings/set-again.ts';
import type { Setting } from '../../../settings/setting.ts';
import { isSettingsModule } from '../../../settings/settings-module.ts';

/** django-debug-toolbar's own settings and its place in INSTALLED_APPS, if they let everyone in. */
export function* openToolbars(doc: Document): Generator<Problem> {
  const settings = settingsOf(doc);
  const parts = partsOfInstalledApps(settings);
  for (const setting of settings) {
    for (const { at, message, help } of open(doc, setting, parts)) yield { span: at, message, help };
  }
  if (!doc.text.includes('DEBUG_TOOLBAR_CONFIG') || !isSettingsModule(doc)) return;
  for (const at of putCallbacks(doc)) {
    if (letsEveryoneIn(doc, at)) yield { span: at, ...OPEN_CALLBACK };
  }
}

const OPEN_CALLBACK = {
  message: 'SHOW_TOOLBAR_CALLBACK shows the debug toolbar to everyone, with settings, SQL and requests',
  help: "leave the callback out, or return DEBUG and check the client's address",
};

/** `DEBUG_TOOLBAR_CONFIG["SHOW_TOOLBAR_CALLBACK"] = show`, and the keywords of its `update`. */
function* putCallbacks(doc: Document): Generator<Expression> {
  const isConfig = (node: Expression) => node.kind === 'Name' && node.name === 'DEBUG_TOOLBAR_CONFIG';
  for (const { targets, value } of keyedAssignments(doc.python)) {
    const isPut = targets.some(
      (target) =>
        target.kind === 'Subscript' &&
        isConfig(target.value) &&
        knownText(target.slice, doc.names) === 'SHOW_TOOLBAR_CALLBACK',
    );
    if (isPut) yield value;
  }
  for (const { func, keywords } of doc.python.nodes('Call')) {
    if (func.kind !== 'Attribute' || func.attr !== 'update' || !isConfig(func.value)) continue;
    for (const { name, value } of keywords) if (name === 'SHOW_TOOLBAR_CALLBACK') yield value;
  }
}

interface Found {
  readonly at: Expression;
  readonly message: string;
  readonly help: string;
}

function* open(doc: Document, { name, value }: Setting, parts: ReadonlySet<string>): Generator<Found> {
  if (name === 'DEBUG_TOOLBAR_CONFIG') {
    const callback = entries(value, doc.names).get('SHOW_TOOLBAR_CALLBACK');
    if (callback === undefined || !letsEveryoneIn(doc, callback)) return;
    yield { at: callback, ...OPEN_CALLBACK };
  } else if (name === 'INTERNAL_IPS') {
    const members = value.kind === 'Call' && isAllAddresses(doc, value) ? [value] : elements(value);
    for (const at of members) {
      const text = knownText(at, doc.names);
      if (at !== value && (text === null || !isOpenHost(text))) continue;
      yield {
        at,
        message: 'INTERNAL_IPS contains every address: everyone sees what is meant for developers',
        help: `list the developers' addresses, for example "127.0.0.1"`,
      };
    }
  } else if (parts.has(name) && !namesEnvironment(name)) {
    for (const at of elements(value)) {
      if (at.kind !== 'String' || !/^debug_toolbar(?:\.apps\.\w+)?$/.test(at.value)) continue;
      if (!isListed(at.value, doc.names, true) || isLeftOutLater(at, name, doc)) continue;
      yield {
        at,
        message: 'The debug toolbar is installed in every environment: one wrong switch shows it to everyone',
        help: 'add it under `if DEBUG:`, or in the development settings',
      };
    }
  }
}

/** INSTALLED_APPS, and the lists that it is composed of. */
function partsOfInstalledApps(settings: readonly Setting[]): ReadonlySet<string> {
  const parts = new Set(['INSTALLED_APPS']);
  for (const { name, value } of settings) {
    if (name === 'INSTALLED_APPS') for (const item of elements(value)) if (item.kind === 'Name') parts.add(item.name);
  }
  return parts;
}

export const isOpenHost = (host: string): boolean => ['*', '0.0.0.0/0', '::/0'].includes(host.trim());

/** The elements of a list that are always in it, also of lists that are added together. */
function elements(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'List':
    case 'Tuple':
    case 'Set':
      return value.items.flatMap((item) => (item.kind === 'Starred' ? elements(item.value) : [item]));
    case 'BinOp':
      return value.op === '+' ? [...elements(value.left), ...elements(value.right)] : [];
    case 'Call':
      return value.args.length === 1 && value.func.kind === 'Name' ? elements(value.args[0] as Expression) : [];
    case 'String':
    case 'Name':
      return [value];
    default:
      return [];
  }
}

function letsEveryoneIn(doc: Document, callback: Expression): boolean {
  if (callback.kind === 'Lambda') return isOn(callback.body, doc.names);
  const name = callback.kind === 'Name' ? callback.name : knownText(callback, doc.names)?.split('.').at(-1);
  const definition = doc.python.nodes('FunctionDef').find((node) => node.name === name);
  return definition !== undefined && returnsTrue(doc, definition);
}

function returnsTrue(doc: Document, { body }: FunctionDef): boolean {
  const [statement, ...others] = body.filter((node) => !isDocstring(node));
  if (statement?.kind !== 'Return' || others.length > 0 || statement.value === null) return false;
  return isOn(statement.value, doc.names);
}

const isDocstring = (node: Statement) => node.kind === 'ExpressionStatement' && node.value.kind === 'String';

/** `type("All", (), {"__contains__": lambda *a: True})()`, or an instance of a class with such a method. */
function isAllAddresses(doc: Document, value: Expression): boolean {
  if (value.kind !== 'Call') return false;
  const { func } = value;
  if (func.kind === 'Call' && func.args.length === 3) {
    const member = entries(func.args[2] as Expression, doc.names).get('__contains__');
    return member?.kind === 'Lambda' && isOn(member.body, doc.names);
  }
  if (func.kind !== 'Name') return false;
  const made: ClassDef | undefined = doc.python.nodes('ClassDef').find((node) => node.name === func.name);
  return (made?.body ?? []).some(
    (node) => node.kind === 'FunctionDef' && node.name === '__contains__' && returnsTrue(doc, node),
  );
}
