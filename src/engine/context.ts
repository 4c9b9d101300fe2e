import { CI_WORDS, type EnvironmentSense, FOLDER_SENSES, NAME_SENSES } from '../data/environment-words.ts';
import { isSettingsModulePath } from './settings-name.ts';

/** Where a file (or class) is going to run; see contextOf. */
export type Context = EnvironmentSense | 'base';

/** Contexts that the configuration assigns by glob. They override what the path says. */
export interface ContextOverride {
  matches(path: string): boolean;
  readonly context: Context;
}

/** True unless the context is test, development or sample: where visitors reach the program. */
export const isDeployed = (context: Context): boolean => context === 'production' || context === 'base';

const SAMPLE_ENDINGS = new Set(['example', 'sample', 'template', 'dist', 'tmpl', 'tpl', 'j2', 'jinja', 'jinja2']);
/** What a template tool fills in, as in `{{cookiecutter.name}}`. */
const hasBraces = (name: string): boolean => name.includes('{') && name.indexOf('{') < name.lastIndexOf('}');
const TEST_FILES = new Set(['conftest.py', 'noxfile.py']);
const isTestFile = (name: string): boolean =>
  name.endsWith('.py') && (name.startsWith('test_') || name.endsWith('_test.py') || TEST_FILES.has(name));
const isDevelopmentFile = (name: string): boolean =>
  name.startsWith('.env.dev') || name.endsWith('.override.yml') || name.endsWith('.override.yaml');
/**
 * Files that take part in a deployment by their name. Names like these say what a file does, not where, so a folder
 * that says where takes precedence (`docker/dev/Dockerfile`, `examples/wsgi.py`).
 */
const DEPLOYED_FILE = /^(?:docker|container)file(?:\.|$)|\.dockerfile$|^procfile(?:\.|$)|^[aw]sgi\.py$|^gunicorn/;
const CODE_ENDINGS = new Set(['py', 'pyw', 'pyi', 'py3']);
/** Behind the last dot; empty if there is none. */
const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1 || name.length);
/** Files that a CI service reads. In their names `ci` means the service, and `smoke` one of its jobs. */
const CI_FILE =
  /(?:^|\/)\.(?:github|gitlab|circleci|azure-pipelines|buildkite)\/|(?:^|\/)(?:\.gitlab-ci|\.travis|\.drone|\.?appveyor|\.?azure-pipelines|bitbucket-pipelines)[^/]*\.ya?ml$|\.gitlab-ci\.ya?ml$/;

/**
 * The context of a file, from its path relative to the repository's root. The file takes precedence over folders; among
 * folders, the rightmost one that says something counts.
 * @param exists whether the repository has a file: the folder of a Python package is named after what its code is about
 */
export function contextOf(
  path: string,
  overrides: readonly ContextOverride[] = [],
  exists: (path: string) => boolean = () => false,
): Context {
  for (const override of overrides) if (override.matches(path)) return override.context;
  const lower = path.toLowerCase();
  const segments = lower.split('/');
  const file = segments.pop() as string;
  const isSettings = !CODE_ENDINGS.has(endingOf(file)) || isSettingsModulePath(lower);
  const mayBeOfCi = lower.startsWith('.') || lower.includes('/.') || lower.endsWith('ml');
  const skipped = mayBeOfCi && CI_FILE.test(lower) ? CI_WORDS : NONE;
  const own = fileSign(file, isSettings && skipped === NONE ? NAME_SENSES : FOLDER_SENSES, skipped);
  if (own !== null) return own;
  const mayBePackage = !isSettings && !DEPLOYED_FILE.test(file);
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const segment = segments[index] as string;
    if (hasBraces(segment)) return 'sample';
    const found = contextOfWords(segment.split(/[._-]/), FOLDER_SENSES, skipped);
    if (found === null) continue;
    const isQuiet = found === 'development' || found === 'sample';
    if (!isQuiet || !mayBePackage || !isPackage(path, index, exists)) return found;
  }
  return DEPLOYED_FILE.test(file) ? 'production' : 'base';
}

const NONE: ReadonlySet<string> = new Set();

/** Whether the folder at an index of the path's segments has an `__init__.py`. */
function isPackage(path: string, index: number, exists: (path: string) => boolean): boolean {
  const folder = path
    .split('/')
    .slice(0, index + 1)
    .join('/');
  return exists(`${folder}/__init__.py`);
}

function fileSign(
  file: string,
  senses: ReadonlyMap<string, EnvironmentSense>,
  skipped: ReadonlySet<string>,
): EnvironmentSense | null {
  if (SAMPLE_ENDINGS.has(endingOf(file)) || hasBraces(file)) return 'sample';
  if (isTestFile(file)) return 'test';
  if (isDevelopmentFile(file)) return 'development';
  return contextOfWords(file.split(/[._-]/), senses, skipped);
}

/** The context that a class's name implies (`DevelopmentConfig`); null if the name says nothing. */
export function contextOfClass(name: string): Context | null {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [];
  return contextOfWords(
    words.map((word) => word.toLowerCase()),
    NAME_SENSES,
    NONE,
  );
}

/** True for the name of a class or list that is meant for one environment: `DevelopmentConfig`, `LOCAL_APPS`. */
export const namesEnvironment = (name: string): boolean => contextOfClass(name) !== null;

/**
 * Words for tests and samples outrank the others (`test_production`, `prod.example`); otherwise the last one counts.
 */
function contextOfWords(
  words: readonly string[],
  senses: ReadonlyMap<string, EnvironmentSense>,
  skipped: ReadonlySet<string>,
): EnvironmentSense | null {
  let found: EnvironmentSense | null = null;
  for (const word of words) {
    const sign = skipped.has(word) ? undefined : senses.get(word);
    if (sign === undefined || found === 'test') continue;
    if (found === 'sample' && sign !== 'test') continue;
    found = sign;
  }
  return found;
}
