import type { QualifiedName } from './qualified-name.ts';

export interface CorsCall {
  /** Keywords that list the origins. */
  readonly origins: readonly string[];
  /** Keywords that take patterns of origins. */
  readonly patterns: readonly string[];
  /** Keywords that let browsers send cookies. */
  readonly credentials: readonly string[];
  /** A keyword that takes a dict of paths, each with the same options. */
  readonly resources?: string;
  /** Without a list of origins, every origin is allowed. */
  readonly isOpenByDefault?: true;
}

const STARLETTE: CorsCall = {
  origins: ['allow_origins'],
  patterns: ['allow_origin_regex'],
  credentials: ['allow_credentials'],
};
const FLASK_CORS: CorsCall = {
  origins: ['origins'],
  patterns: [],
  credentials: ['supports_credentials'],
  resources: 'resources',
  isOpenByDefault: true,
};
const QUART_CORS: CorsCall = { origins: ['allow_origin'], patterns: [], credentials: ['allow_credentials'] };

/**
 * Calls that set which origins may read responses (as of 2026-11).
 * https://www.starlette.io/middleware/#corsmiddleware · https://flask-cors.readthedocs.io/en/latest/api.html
 * https://docs.litestar.dev/latest/reference/config.html · https://falcon.readthedocs.io/en/stable/api/cors.html
 * https://github.com/pgjones/quart-cors
 */
export const CORS_CALLS: ReadonlyMap<QualifiedName, CorsCall> = new Map<QualifiedName, CorsCall>([
  ['starlette.middleware.cors.CORSMiddleware', STARLETTE],
  ['fastapi.middleware.cors.CORSMiddleware', STARLETTE],
  ['flask_cors.CORS', FLASK_CORS],
  ['flask_cors.CORS().init_app', FLASK_CORS],
  ['flask_cors.cross_origin', FLASK_CORS],
  ['flask_cors.extension.CORS', FLASK_CORS],
  ['flask_cors.decorator.cross_origin', FLASK_CORS],
  ['litestar.config.cors.CORSConfig', STARLETTE],
  ['starlite.CORSConfig', STARLETTE],
  ['falcon.CORSMiddleware', { origins: ['allow_origins'], patterns: [], credentials: ['allow_credentials'] }],
  ['quart_cors.cors', QUART_CORS],
  ['quart_cors.route_cors', QUART_CORS],
]);

/** django-cors-headers: https://github.com/adamchainz/django-cors-headers#configuration; Flask-CORS in app.config. */
export const CORS_ALL_SETTINGS: ReadonlySet<string> = new Set(['CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL']);
export const CORS_LIST_SETTINGS: ReadonlySet<string> = new Set([
  'CORS_ORIGINS',
  'CORS_ALLOWED_ORIGINS',
  'CORS_ORIGIN_WHITELIST',
]);
export const CORS_PATTERN_SETTINGS: ReadonlySet<string> = new Set([
  'CORS_ALLOWED_ORIGIN_REGEXES',
  'CORS_ORIGIN_REGEX_WHITELIST',
]);
export const CORS_CREDENTIAL_SETTINGS: ReadonlySet<string> = new Set([
  'CORS_ALLOW_CREDENTIALS',
  'CORS_SUPPORTS_CREDENTIALS',
]);
