import type { Kind } from './kind.ts';
import { fileNameOf } from './path-parts.ts';
import { isSettingsFileName } from './settings-name.ts';

/** CI services, by what their configuration files are called here. */
export const CI_SERVICES = [
  'github-workflow',
  'gitlab-ci',
  'azure-pipelines',
  'circleci',
  'bitbucket-pipelines',
  'travis',
] as const;

/** What reads the file. */
export type Role =
  | (typeof CI_SERVICES)[number]
  | 'settings'
  | 'compose'
  | 'kubernetes'
  | 'systemd'
  | 'pyproject'
  | 'setup-cfg'
  | 'tox'
  | 'pipfile'
  | 'pipfile-lock'
  | 'poetry-lock'
  | 'uv-lock'
  | 'pylock'
  | 'conda-environment'
  | 'pre-commit-config'
  | 'readthedocs'
  | 'python-version'
  | 'tool-versions'
  | 'mise'
  | 'runtime-txt'
  | 'pip-conf'
  | 'pypirc'
  | 'netrc'
  | 'serverless'
  | 'cloudformation'
  | 'terraform'
  | 'app-engine'
  | 'render'
  | 'fly'
  | 'heroku-app'
  | 'railway'
  | 'zappa'
  | 'beanstalk'
  | 'other';

const BY_NAME: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['pyproject.toml', 'pyproject'],
  ['setup.cfg', 'setup-cfg'],
  ['tox.ini', 'tox'],
  ['pipfile', 'pipfile'],
  ['pipfile.lock', 'pipfile-lock'],
  ['poetry.lock', 'poetry-lock'],
  ['uv.lock', 'uv-lock'],
  ['.pre-commit-config.yaml', 'pre-commit-config'],
  ['.pre-commit-config.yml', 'pre-commit-config'],
  ['.readthedocs.yaml', 'readthedocs'],
  ['.readthedocs.yml', 'readthedocs'],
  ['readthedocs.yml', 'readthedocs'],
  ['readthedocs.yaml', 'readthedocs'],
  ['.python-version', 'python-version'],
  ['.python-versions', 'python-version'],
  ['.tool-versions', 'tool-versions'],
  ['mise.toml', 'mise'],
  ['.mise.toml', 'mise'],
  ['runtime.txt', 'runtime-txt'],
  ['pip.conf', 'pip-conf'],
  ['pip.ini', 'pip-conf'],
  ['.pypirc', 'pypirc'],
  ['.netrc', 'netrc'],
  ['_netrc', 'netrc'],
  ['render.yaml', 'render'],
  ['render.yml', 'render'],
  ['app.json', 'heroku-app'],
  ['railway.json', 'railway'],
  ['railway.toml', 'railway'],
  ['zappa_settings.json', 'zappa'],
  ['zappa_settings.toml', 'zappa'],
  ['zappa_settings.yml', 'zappa'],
  ['zappa_settings.yaml', 'zappa'],
  ['app.yaml', 'app-engine'],
  ['app.yml', 'app-engine'],
  ['.gitlab-ci.yml', 'gitlab-ci'],
  ['.gitlab-ci.yaml', 'gitlab-ci'],
  ['bitbucket-pipelines.yml', 'bitbucket-pipelines'],
  ['bitbucket-pipelines.yaml', 'bitbucket-pipelines'],
  ['.travis.yml', 'travis'],
]);

/** Several programs use these names. The pattern identifies the files of the program that we mean. */
const MARKS: ReadonlyMap<Role, RegExp> = new Map<Role, RegExp>([
  ['app-engine', /^runtime\s*:/m],
  ['heroku-app', /"(?:buildpacks|formation|addons|stack|environments|postdeploy|success_url)"\s*:/],
]);

/** What the patterns below end in. Each takes a while to build, and most files are of another kind. */
const PATTERNS_END = /\.(?:ya?ml|toml|json|conf|config|tf|service|socket|timer)$/;

const BY_PATH: readonly (readonly [RegExp, Role])[] = [
  [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, 'github-workflow'],
  [/(?:^|\/)action\.ya?ml$/, 'github-workflow'],
  [/\.gitlab-ci\.ya?ml$|^(?=.*\.ya?ml$)(?:.*\/)?\.gitlab\//, 'gitlab-ci'],
  [/(?:^|\/)\.circleci\/[^/]+\.ya?ml$/, 'circleci'],
  [/^(?=.*\.ya?ml$)(?:.*\/)?(?:\.?azure-pipelines[^/]*$|\.azure-pipelines\/)/, 'azure-pipelines'],
  [/(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/, 'compose'],
  [/(?:^|\/)kustomization\.ya?ml$/, 'kubernetes'],
  [/(?:^|\/)pylock(?:\.[^/]+)?\.toml$/, 'pylock'],
  [/(?:^|\/)(?:\.mise|mise)\.[^/]+\.toml$|(?:^|\/)\.?(?:config\/)?mise\/config\.toml$/, 'mise'],
  [
    /(?:^|\/)(?:conda[._-])?environment(?:[._-][^/]*)?\.ya?ml$|(?:^|\/)[^/]*[._-]environment\.ya?ml$/,
    'conda-environment',
  ],
  [/(?:^|\/)serverless(?:\.[^/]+)?\.(?:ya?ml|json)$/, 'serverless'],
  [/(?:^|\/)(?:sam[._-])?template\.(?:ya?ml|json)$/, 'cloudformation'],
  [/(?:^|\/)fly(?:[._-][^/]+)?\.toml$/, 'fly'],
  [/(?:^|\/)\.ebextensions\/[^/]+\.config$/, 'beanstalk'],
  [/\.tf(?:\.json)?$/, 'terraform'],
  [/\.(?:service|socket|timer)$|\.(?:service|socket|timer)\.d\/[^/]+\.conf$/, 'systemd'],
];

const SETTINGS_KINDS: ReadonlySet<Kind> = new Set<Kind>(['yaml', 'toml', 'json', 'ini']);

/** At the start of a line, or in JSON after the bracket or comma of an object on one line. */
const API_VERSION = /(?:^["']?[ \t]*|^[ \t]*\{(?:[^{}]*,)?\s*)["']?apiVersion["']?\s*:/m;
const KIND = /(?:^[ \t]*|^[ \t]*\{(?:[^{}]*,)?\s*)["']?kind["']?\s*:/m;
const OPENAPI = /^(?:\{\s*)?["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\b/m;

/**
 * What reads a file: judging by its path, and for YAML and JSON that only the content identifies (Kubernetes,
 * CloudFormation), by its text. Files of the Python kind are 'other': rules recognise settings modules by their
 * content.
 */
export function roleOf(path: string, kind: Kind, text: string): Role {
  const lower = path.toLowerCase();
  const name = fileNameOf(lower);
  const named = BY_NAME.get(name);
  if (named !== undefined && (MARKS.get(named)?.test(text) ?? true)) return named;
  if (kind === 'python') return 'other';
  if (!SETTINGS_KINDS.has(kind) && !PATTERNS_END.test(name)) return 'other';
  for (const [pattern, role] of BY_PATH) if (pattern.test(lower)) return role;
  if (kind === 'yaml' || kind === 'json') {
    if (/(?:^[ \t]*|[{,]\s*)["']?AWSTemplateFormatVersion["']?\s*:/m.test(text) || /\bAWS::Serverless\b/.test(text)) {
      return 'cloudformation';
    }
    if (API_VERSION.test(text) && KIND.test(text)) return 'kubernetes';
    if (OPENAPI.test(text)) return 'other';
  }
  return SETTINGS_KINDS.has(kind) && isSettingsFileName(name) && !TRANSLATIONS.test(lower) ? 'settings' : 'other';
}

/** Texts for people, in files that are often named base, common or default. */
const TRANSLATIONS = /(?:^|\/)(?:locales?|i18n|l10n|translations?|lang|langs|languages?)\//;
