/**
 * Words that name environments: in paths, in names of classes, services and keys, and in conditions. Based on the
 * environments that the templates of Django, Flask and cookiecutter, Rails-like tools and clouds name. Dated
 * 2026-11-25.
 */
export type EnvironmentSense = 'test' | 'development' | 'sample' | 'production';

const words = (text: string): readonly string[] => text.split(' ');

/** Words with this meaning everywhere. */
const PLAIN: Readonly<Record<EnvironmentSense, readonly string[]>> = {
  test: words('test tests testing e2e ci travis pytest unittest unittests smoke smoketest smoketests'),
  development: words('dev devel develop development local debug devcontainer'),
  sample: words('docs example examples sample samples demo demos tutorial tutorials'),
  production: words('prod prd production live staging stage deploy uat preprod preproduction'),
};

/** Words with this meaning in the name of an environment, but with many meanings in folders and modules of code. */
const ORDINARY: Readonly<Record<EnvironmentSense, readonly string[]>> = {
  test: [],
  development: words('debugging debugger developer localhost sandbox'),
  sample: [],
  production: words('release deployed'),
};

/** Folders and modules for tests. */
const TEST_FOLDERS = words('testutils testsettings testproject runtests quicktest fixtures');

/** Environments whose name does not tell whether visitors reach them. */
const AMBIGUOUS = words('qa integration acceptance acc int preview canary');

function senses(
  ...tables: readonly Readonly<Record<EnvironmentSense, readonly string[]>>[]
): ReadonlyMap<string, EnvironmentSense> {
  const found = new Map<string, EnvironmentSense>();
  for (const table of tables) {
    for (const sense of ['test', 'development', 'sample', 'production'] as const) {
      for (const word of table[sense]) found.set(word, sense);
    }
  }
  for (const word of TEST_FOLDERS) found.set(word, 'test');
  return found;
}

/** What a word means in the name of a folder or of a module of code. */
export const FOLDER_SENSES = senses(PLAIN);
/** What a word means in the name of an environment: a settings file, a class, a service, a key. */
export const NAME_SENSES = senses(PLAIN, ORDINARY);

/** Words from above that name services and steps of continuous integration, which have their own files. */
export const CI_WORDS: ReadonlySet<string> = new Set(
  words('ci travis pytest unittest unittests smoke smoketest smoketests'),
);

/** Every word that can name an environment. */
export const ENVIRONMENT_NAMES: ReadonlySet<string> = new Set([...NAME_SENSES.keys(), ...AMBIGUOUS]);

/** Names and values of switches that ask for development, including tests. */
export const DEVELOPMENT_WORDS: ReadonlySet<string> = new Set([
  ...PLAIN.test,
  ...PLAIN.development,
  ...ORDINARY.development,
]);
/** Names and values of switches that ask for production. */
export const PRODUCTION_WORDS: ReadonlySet<string> = new Set([...PLAIN.production, ...ORDINARY.production]);
/** Names of switches for reloading, which only developers want: `--reload`, `use_reloader`. */
export const RELOAD_WORDS: ReadonlySet<string> = new Set(words('reload reloader autoreload livereload'));
/** Words in the names of switches that hold an environment's name. */
export const SWITCH_WORDS: ReadonlySet<string> = new Set(words('env environment stage deployment mode profile tier'));
