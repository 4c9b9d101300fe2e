import { isGraphqlView } from '../../data/graphql-views.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { keyedAssignments } from '../../python/names/index.ts';
import type { Call, Expression, Node } from '../../python/syntax/index.ts';
import { argumentEntries, isOff, isOn, knownText } from '../../python/worth/index.ts';
import { frameworkNames } from '../../settings/framework-names.ts';
import { isOpenHost, openToolbars } from './shared/open-toolbars.ts';
import { openToolsInConfig } from './shared/open-tools-in-config.ts';

/** What starts or includes a debug toolbar, in the spelling of `Names.qualify`. */
const INCLUDES = new Set(['django.urls.include', 'django.conf.urls.include', 'django.urls.conf.include']);
const AIOHTTP_SETUP = new Set(['aiohttp_debugtoolbar.setup', 'aiohttp_debugtoolbar.main.setup']);
/** https://www.gradio.app/docs/gradio/interface#interface-launch: (inline, inbrowser, share, …) */
const GRADIO =
  /^gradio\.(?:\w+\.)*(?:Interface|Blocks|TabbedInterface|ChatInterface|load|Server)\(\)(?:\.queue\(\))*\.launch$/;
const SHARE_POSITION = 2;
const DEBUGGED = new Set(['werkzeug.debug.DebuggedApplication']);

const PIN_WORDS =
  'anyone who triggers an error gets a Python console on the server without the PIN that Werkzeug asks for';

export const openDebugTool = defineRule({
  id: 'open-debug-tool',
  kinds: ['python', 'dotenv', 'yaml', 'json', 'ini', 'dockerfile', 'procfile', 'toml', 'text'],
  triggers: ['toolbar', 'graphiql', 'INTERNAL_IPS', 'WERKZEUG_DEBUG_PIN', 'pin_security', 'gradio', 'env_file'],
  // Of other texts, only shell scripts count.
  triggersOf: { text: ['WERKZEUG_DEBUG_PIN=', 'GRADIO_SHARE='] },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: null,
  summary: 'A debug tool open to everyone',
  why: 'A debug toolbar shows settings, SQL and the requests of all users, and a debugger without its PIN runs code, for anyone who finds the address.',
  details:
    'Reports the debug toolbars of Django, Pyramid and aiohttp where no debug switch guards them, callbacks and address lists that let everyone in, the Werkzeug debugger without its PIN and, as warnings, public links to Gradio applications and GraphiQL consoles.',
  examplePath: 'mysite/settings.py',
  bad: 'DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: True}\n',
  good: 'DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: DEBUG}\n',

  *check(doc) {
    if (doc.kind !== 'python') {
      yield* openToolsInConfig(doc);
      return;
    }
    yield* openToolbars(doc);
    for (const call of doc.python.nodes('Call')) {
      const problems = [...inCall(doc, call)];
      if (problems.length > 0 && !isConditional(doc, call)) yield* problems;
    }
    for (const node of keyedAssignments(doc.python)) {
      for (const target of node.targets) {
        const key = target.kind === 'Subscript' ? knownText(target.slice, doc.names) : null;
        if (target.kind !== 'Subscript' || (key !== 'debugtoolbar.hosts' && key !== 'WERKZEUG_DEBUG_PIN')) continue;
        if (key === 'debugtoolbar.hosts') yield* openHosts(doc, node.value);
        else yield* environmentPin(doc, target.value, key, node.value);
      }
    }
    for (const { key, value } of doc.python.nodes('DictItem')) {
      if (key?.kind === 'String' && key.value === 'debugtoolbar.hosts') yield* openHosts(doc, value);
    }
  },
});

/** `x if DEBUG else y`, `DEBUG and x`: a part of an expression that only runs on a condition. */
export function isConditional(doc: Document, node: Node): boolean {
  for (let at: Node | null = doc.python.parent(node); at !== null; at = doc.python.parent(at)) {
    if (at.kind === 'IfExp' || at.kind === 'BoolOp' || at.kind === 'Comprehension' || at.kind === 'Lambda') return true;
  }
  return false;
}

/** Whether `settings.DEBUG` can be used as it is. */
const importsSettings = ({ text }: Document): boolean =>
  text.split(/[\r\n]+/).some((line) => {
    const code = line.split('#', 1)[0]!;
    const at = code.search(/\bimport\b/);
    return at >= 0 && /\bsettings\b/.test(code.slice(at));
  });

function* inCall(doc: Document, call: Call): Generator<Problem> {
  const { func, args } = call;
  yield* openConsole(doc, call);
  const [first] = args;
  const isUrls = first !== undefined && doc.names.denotes(func, INCLUDES) && isToolbarUrls(doc, first);
  if (isUrls && !isWhereInstalled(doc, call)) {
    const importing = importsSettings(doc) ? '' : 'import settings from django.conf, and ';
    const message = "The debug toolbar's URLs are served whether DEBUG is on or not";
    yield problem(call, message, `${importing}put this under \`if settings.DEBUG:\``);
  }
  if (doc.names.denotes(func, AIOHTTP_SETUP)) {
    yield problem(
      call,
      'aiohttp_debugtoolbar is set up in every environment: it shows requests and code, and its tracebacks run Python',
      'call it only where a debug switch is on',
    );
  }
  if (func.kind !== 'Attribute') {
    yield* debuggedWithoutPin(doc, call);
    return;
  }
  if (func.attr === 'include' && first !== undefined && isPyramidToolbar(doc, first)) {
    yield problem(
      call,
      'pyramid_debugtoolbar is included in every environment: its traceback pages run Python code from the browser',
      'include it in development.ini (pyramid.includes = pyramid_debugtoolbar) or under `if asbool(settings["debug"]):`',
    );
  }
  if (func.attr === 'launch') yield* sharedLaunch(doc, call);
  if (func.attr === 'setdefault' || func.attr === '__setitem__') {
    const [key, value] = args;
    const text = key === undefined ? null : knownText(key, doc.names);
    if (text !== null && value !== undefined) yield* environmentPin(doc, func.value, text, value);
  }
  if (func.attr === 'update') {
    for (const [key, value] of argumentEntries(call, doc.names)) {
      yield* environmentPin(doc, func.value, key, value);
    }
  }
  yield* debuggedWithoutPin(doc, call);
}

/** Under `if "debug_toolbar" in settings.INSTALLED_APPS:` any mistake is where it is installed. */
function isWhereInstalled(doc: Document, call: Call): boolean {
  let child: Node = call;
  for (let at = doc.python.parent(call); at !== null; child = at, at = doc.python.parent(at)) {
    if (at.kind !== 'If' || !at.body.some(({ id }) => id === child.id)) continue;
    const test = doc.text.slice(at.test.start, at.test.end);
    if (/["']debug_toolbar["']/.test(test) && !/\bnot\b/.test(test)) return true;
  }
  return false;
}

function isToolbarUrls(doc: Document, expression: Expression): boolean {
  const target = expression.kind === 'Tuple' ? expression.items[0] : expression;
  if (target === undefined) return false;
  return knownText(target, doc.names) === 'debug_toolbar.urls' || doc.names.denotes(target, TOOLBAR_URLS);
}
const TOOLBAR_URLS = new Set(['debug_toolbar.urls', 'debug_toolbar.urls.urlpatterns']);

function isPyramidToolbar(doc: Document, expression: Expression): boolean {
  return knownText(expression, doc.names) === 'pyramid_debugtoolbar' || doc.names.denotes(expression, PYRAMID_TOOLBAR);
}
const PYRAMID_TOOLBAR = new Set(['pyramid_debugtoolbar', 'pyramid_debugtoolbar.includeme']);

function* sharedLaunch(doc: Document, call: Call): Generator<Problem> {
  const named = call.keywords.find(({ name }) => name === 'share')?.value;
  const value = named ?? (call.args.some(({ kind }) => kind === 'Starred') ? undefined : call.args[SHARE_POSITION]);
  if (value === undefined || !isOn(value, doc.names)) return;
  if (!frameworkNames(call.func, doc.names).some((name) => GRADIO.test(name))) return;
  yield {
    ...problem(
      value,
      'share=True opens a public link to this Gradio application: anyone who has it can use the application',
      'write share=False, and put the application behind your own host with a login',
    ),
    severity: 'warning',
  };
}

function* openConsole(doc: Document, call: Call): Generator<Problem> {
  const value = call.keywords.find(({ name }) => name === 'graphiql')?.value;
  if (value === undefined || !isOn(value, doc.names)) return;
  if (!doc.names.qualify(call.func).some(isGraphqlView)) return;
  yield {
    ...problem(
      value,
      'graphiql=True serves a console for every query, with the whole schema, to anyone who finds the address',
      importsSettings(doc) ? 'write graphiql=settings.DEBUG' : 'write graphiql=False',
    ),
    severity: 'warning',
  };
}

function* debuggedWithoutPin(doc: Document, call: Call): Generator<Problem> {
  const value = call.keywords.find(({ name }) => name === 'pin_security')?.value;
  if (value === undefined || !frameworkNames(call.func, doc.names).some((name) => DEBUGGED.has(name))) return;
  if (isOff(value, doc.names)) {
    yield problem(value, `pin_security is off: ${PIN_WORDS}`, 'remove pin_security, and the debugger with it');
  }
}

function* environmentPin(doc: Document, mapping: Expression, key: string, value: Expression): Generator<Problem> {
  if (key !== 'WERKZEUG_DEBUG_PIN' || knownText(value, doc.names) !== 'off') return;
  if (!doc.names.denotes(mapping, ENVIRON)) return;
  yield problem(value, `WERKZEUG_DEBUG_PIN=off: ${PIN_WORDS}`, 'delete it');
}
const ENVIRON = new Set(['os.environ']);

function* openHosts(doc: Document, value: Expression): Generator<Problem> {
  const items = value.kind === 'List' || value.kind === 'Tuple' ? value.items : [value];
  for (const item of items) {
    const text = knownText(item, doc.names);
    if (text === null || !text.split(/[\s,]+/).some(isOpenHost)) continue;
    yield problem(item, 'debugtoolbar.hosts lets every address use the Pyramid debug toolbar', 'name 127.0.0.1 ::1');
  }
}

function problem(span: Node, message: string, help: string): Problem {
  return { span, message, help };
}
