/** Where a file (or class) is bound to run; see contextOf. */
export type Context = 'test' | 'development' | 'sample' | 'production' | 'base';

/** Contexts that configuration assigns by glob; they win over the path's own signs. */
export interface ContextOverride {
  matches(path: string): boolean;
  readonly context: Context;
}

type Sign = Exclude<Context, 'base'>;

const SIGNS: ReadonlyMap<string, Sign> = new Map<string, Sign>([
  ...signs('test', 'test tests testing testutils testsettings testproject runtests quicktest e2e fixtures'),
  ...signs('development', 'dev devel development local debug devcontainer'),
  ...signs('sample', 'docs example examples sample samples demo demos tutorial tutorials'),
  ...signs('production', 'prod production live staging stage deploy uat'),
]);

function signs(context: Sign, words: string): [string, Sign][] {
  return words.split(' ').map((word) => [word, context]);
}

const SAMPLE_FILE = /\.(?:example|sample|template|dist|tmpl|tpl|j2|jinja2?)$|[{][^/]*[}]/;
const TEST_FILE = /^test_.*\.py$|_test\.py$|^conftest\.py$|^noxfile\.py$/;
const DEVELOPMENT_FILE = /\.override\.ya?ml$|^\.env\.dev/;
/**
 * Files that take part in a deployment whatever they are called. Their names say what they do, not where: a folder
 * that says so wins (`docker/dev/Dockerfile`, `examples/wsgi.py`).
 */
const DEPLOYED_FILE = /^(?:docker|container)file(?:\.|$)|\.dockerfile$|^procfile(?:\.|$)|^[aw]sgi\.py$|^gunicorn/;

/** The context of a file, from its path relative to the repository's root. */
export function contextOf(path: string, overrides: readonly ContextOverride[] = []): Context {
  for (const override of overrides) if (override.matches(path)) return override.context;
  const segments = path.toLowerCase().split('/');
  const file = segments.pop() as string;
  const own = fileSign(file);
  if (own !== null) return own;
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const segment = segments[index] as string;
    if (/[{][^/]*[}]/.test(segment)) return 'sample';
    const found = wordsSign(segment.split(/[._-]/));
    if (found !== null) return found;
  }
  return DEPLOYED_FILE.test(file) ? 'production' : 'base';
}

function fileSign(file: string): Sign | null {
  if (SAMPLE_FILE.test(file)) return 'sample';
  if (TEST_FILE.test(file)) return 'test';
  if (DEVELOPMENT_FILE.test(file)) return 'development';
  return wordsSign(file.split(/[._-]/));
}

/** The context that a class's name gives (`DevelopmentConfig`), or null where the name says nothing. */
export function contextOfClass(name: string): Context | null {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [];
  return wordsSign(words.map((word) => word.toLowerCase()));
}

/** Test and sample words outrank the others (`test_production`, `prod.example`); else the last one counts. */
function wordsSign(words: readonly string[]): Sign | null {
  let found: Sign | null = null;
  for (const word of words) {
    const sign = SIGNS.get(word);
    if (sign === undefined || found === 'test') continue;
    if (found === 'sample' && sign !== 'test') continue;
    found = sign;
  }
  return found;
}
