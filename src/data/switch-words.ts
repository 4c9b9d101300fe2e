/**
 * Words in the names of switches (identifiers, keys, environment variables) and in what they are compared with,
 * after the environments that Django, Flask, Rails-like and cloud templates name. Dated 2026-11-23.
 */
export const DEVELOPMENT_WORDS: ReadonlySet<string> = new Set(
  'debug debugging debugger dev devel develop development developer local localhost test tests testing sandbox'.split(
    ' ',
  ),
);
export const PRODUCTION_WORDS: ReadonlySet<string> = new Set(
  'production prod prd live staging stage uat release deployed'.split(' '),
);
export const ENVIRONMENT_WORDS: ReadonlySet<string> = new Set(
  'env environment stage deployment mode profile tier'.split(' '),
);
