/**
 * Views and routers that serve GraphiQL, a console for every query, where `graphiql=True` asks for it (as of 2026-11).
 * https://docs.graphene-python.org/projects/django/en/latest/installation/ ·
 * https://github.com/graphql-python/graphql-server · https://strawberry.rocks/docs/integrations/fastapi ·
 * https://github.com/lmcgartland/graphene-file-upload
 */
export const GRAPHQL_VIEW =
  /^(?:graphene_django|graphene_file_upload|flask_graphql|graphql_server|aiohttp_graphql|sanic_graphql|webob_graphql|strawberry)(?:\.\w+)*\.\w*(?:GraphQL\w*|FileUploadGraphQLView)(?:\.as_view|\.attach)?$/;
