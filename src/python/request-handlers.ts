import type { Names } from './names.ts';
import type { FunctionDef, Node } from './nodes.ts';

/** Decorators that make a function answer requests, by their last name: `@app.route`, `@router.get`, `@login_required`. */
const DECORATORS =
  /^(?:route|get|post|put|patch|delete|head|options|websocket|api_view|action|login_required|permission_required|require_\w+|view|view_config|csrf_exempt|endpoint|api_route|user_passes_test|cached_view|expose)$/;
const VIEW_BASES = /(?:View|ViewSet|APIView|Handler|Resource|Endpoint|Consumer|Middleware|Mixin|Controller)$/;
const METHODS =
  /^(?:get|post|put|patch|delete|head|options|dispatch|list|create|retrieve|update|destroy|partial_update|process_request|process_view|form_valid|get_queryset|get_object|on_get|on_post|on_put|on_delete)$/;

/** The function around a node that answers requests: by its `request` parameter, its decorators or its class. */
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
    const name = called.kind === 'Attribute' ? called.attr : called.kind === 'Name' ? called.name : '';
    if (DECORATORS.test(name)) return true;
  }
  const owner = names.file.parent(node);
  if (owner?.kind !== 'ClassDef' || !METHODS.test(node.name)) return false;
  return owner.bases.some((base) =>
    VIEW_BASES.test(base.kind === 'Attribute' ? base.attr : base.kind === 'Name' ? base.name : ''),
  );
}
