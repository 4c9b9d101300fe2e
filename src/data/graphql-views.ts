/**
 * Views and routers that serve GraphiQL, a console for arbitrary queries, if given `graphiql=True` (as of 2026-11).
 * https://docs.graphene-python.org/projects/django/en/latest/installation/ ·
 * https://github.com/graphql-python/graphql-server · https://strawberry.rocks/docs/integrations/fastapi ·
 * https://github.com/lmcgartland/graphene-file-upload
 */
const PACKAGES: ReadonlySet<string> = new Set([
  'graphene_django',
  'graphene_file_upload',
  'flask_graphql',
  'graphql_server',
  'aiohttp_graphql',
  'sanic_graphql',
  'webob_graphql',
  'strawberry',
]);

export function isGraphqlView(name: string): boolean {
  const parts = name.replace(/\.(?:as_view|attach)$/, '').split('.');
  const last = parts.at(-1) as string;
  return parts.length > 1 && PACKAGES.has(parts[0] as string) && last.includes('GraphQL') && /^\w+$/.test(last);
}
