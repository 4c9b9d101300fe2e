import { memo } from '../../engine/memo.ts';
import { type Names, writtenName } from '../names/index.ts';
import {
  type ClassDef,
  type Expression,
  type FunctionDef,
  lastName,
  type Node,
  type PythonFile,
} from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';

/**
 * Decorators that make a function handle requests, by their last name: `@app.route`, `@router.get`, `@login_required`.
 */
const DECORATORS =
  /^(?:route|get|post|put|patch|delete|head|options|websocket|api_view|action|login_required|permission_required|require_\w+|view|view_config|csrf_exempt|endpoint|api_route|user_passes_test|cached_view|expose)$/;
const VIEW_BASES = /(?:View|ViewSet|APIView|Handler|Resource|Endpoint|Consumer|Middleware|Mixin|Controller)$/;
const METHODS =
  /^(?:get|post|put|patch|delete|head|options|dispatch|list|create|retrieve|update|destroy|partial_update|process_request|process_view|form_valid|get_queryset|get_object|on_get|on_post|on_put|on_delete)$/;

/** The function around a node that handles requests, judging by its `request` parameter, decorators or class. */
export function requestHandlerOf(node: Node, names: Names): FunctionDef | null {
  for (let at: Node | null = node; at !== null; at = names.file.parent(at)) {
    if (at.kind === 'FunctionDef' && isRequestHandler(at, names)) return at;
  }
  return null;
}

function isRequestHandler(node: FunctionDef, names: Names): boolean {
  if (node.params.items.some((parameter) => /^(?:request|req)$/.test(parameter.name))) return true;
  for (const decorator of node.decorators) {
    const called = decorator.kind === 'Call' ? decorator.func : decorator;
    if (DECORATORS.test(lastName(called))) return true;
  }
  const owner = names.file.parent(node);
  if (owner?.kind !== 'ClassDef' || !METHODS.test(node.name)) return false;
  return owner.bases.some((base) => VIEW_BASES.test(lastName(base)));
}

/**
 * Decorators that pass parts of a request as arguments:
 * https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules
 */
const ROUTES = /^(?:route|get|post|put|patch|delete|head|options|websocket|api_route)$/;
/** https://click.palletsprojects.com/ and https://typer.tiangolo.com/ */
const COMMAND = /^(?:click|typer|rich_click)\b.*\.(?:argument|option|command)$/;
/** What a framework injects rather than reads from the request. */
const INJECTED = /^(?:Depends|Security|BackgroundTasks|Provide|Inject)$/;

/** The parameters that an outsider controls, each with where it comes from: in routes, view methods and commands. */
export function handlerParameters(node: FunctionDef, names: Names): ReadonlyMap<string, string> {
  const known = memo(names, handlersById);
  let found = known.get(node.id);
  if (found === undefined) {
    found = readHandler(node, names);
    known.set(node.id, found);
  }
  return found;
}

const handlersById = (_names: Names): Map<number, ReadonlyMap<string, string>> => new Map();

function readHandler(node: FunctionDef, names: Names): ReadonlyMap<string, string> {
  const what = fillerOf(node, names);
  const filled = new Map<string, string>();
  if (what === null) return filled;
  for (const [index, { name, annotation, default: value, role }] of node.params.items.entries()) {
    if (index === 0 && /^(?:self|cls|ctx|context)$/.test(name)) continue;
    if (/^(?:request|req|response|websocket|ctx|db|session|app|current_user|user|background_tasks)$/.test(name))
      continue;
    if (role === 'var-positional') continue;
    if (value?.kind === 'Call' && INJECTED.test(lastName(value.func))) continue;
    if (annotation !== null && isTypedSafely(annotation)) continue;
    filled.set(name, what);
  }
  return filled;
}

/** The framework checks numbers and truth values. Injected types are not data. */
function isTypedSafely(annotation: Expression): boolean {
  if (annotation.kind === 'Name') {
    return /^(?:int|float|bool|UUID|date|datetime|Decimal|Request|Response|Session|AsyncSession|BackgroundTasks|WebSocket)$/.test(
      annotation.name,
    );
  }
  if (annotation.kind === 'Subscript' && annotation.slice.kind === 'Tuple') {
    // Annotated[Session, Depends(…)]
    return annotation.slice.items.some((item) => item.kind === 'Call' && INJECTED.test(lastName(item.func)));
  }
  return annotation.kind === 'Attribute' && /^(?:UUID|date|datetime|Request|Session)$/.test(annotation.attr);
}

const HTTP_METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

function fillerOf(node: FunctionDef, names: Names): string | null {
  for (const decorator of node.decorators) {
    const called = decorator.kind === 'Call' ? decorator.func : decorator;
    if (names.qualify(called).some((name) => COMMAND.test(name))) return 'the command line';
    if (decorator.kind === 'Call' && called.kind === 'Attribute' && ROUTES.test(called.attr)) {
      const [path] = decorator.args;
      if (path?.kind === 'String' && path.value.startsWith('/')) return 'a request';
    }
  }
  const owner = names.file.parent(node);
  return owner?.kind === 'ClassDef' && HTTP_METHODS.has(node.name) && isViewClass(owner) ? 'a request' : null;
}

const HANDLING_BASES = ['View', 'ViewSet', 'RequestHandler', 'Resource', 'HTTPEndpoint'];
const isHandlingBase = (name: string): boolean => HANDLING_BASES.some((ending) => name.endsWith(ending));

/** A class whose methods handle requests, judging by its bases. */
export const isViewClass = (node: ClassDef): boolean => node.bases.some((base) => isHandlingBase(lastName(base)));

/** Whether a file has such a class. */
export function hasViewClass(file: PythonFile): boolean {
  const { tree } = file.parsed;
  const { kinds } = tree;
  for (let row = kinds.indexOf(K.ClassDef); row >= 0; row = kinds.indexOf(K.ClassDef, row + 1)) {
    if (K.childrenOf(tree, row).some((child) => isHandlingBase(writtenName(file, child) ?? ''))) return true;
  }
  return false;
}
