import { PRODUCTION_WORDS } from '../data/environment-words.ts';

/**
 * The format of a file, that is, which parser reads it. What uses the file (compose, a CI service, a settings loader)
 * is its role; see role.ts.
 */
export type Kind =
  | 'python'
  | 'dotenv'
  | 'ini'
  | 'toml'
  | 'yaml'
  | 'json'
  | 'dockerfile'
  | 'procfile'
  | 'requirements'
  /** Any other text: only rules about any text read it. */
  | 'text';

const BY_EXTENSION: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['py', 'python'],
  ['pyw', 'python'],
  ['pyi', 'python'],
  ['py3', 'python'],
  ['wsgi', 'python'],
  ['tac', 'python'],
  ['env', 'dotenv'],
  ['ini', 'ini'],
  ['cfg', 'ini'],
  ['service', 'ini'],
  ['toml', 'toml'],
  ['yml', 'yaml'],
  ['yaml', 'yaml'],
  ['json', 'json'],
  ['jsonc', 'json'],
  ['dockerfile', 'dockerfile'],
  ['containerfile', 'dockerfile'],
]);

const BY_NAME: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['.env', 'dotenv'],
  ['.flaskenv', 'dotenv'],
  ['pipfile', 'toml'],
  ['poetry.lock', 'toml'],
  ['uv.lock', 'toml'],
  ['pdm.lock', 'toml'],
  ['pipfile.lock', 'json'],
  ['procfile', 'procfile'],
  ['pip.conf', 'ini'],
  ['pip.ini', 'ini'],
  ['.pypirc', 'ini'],
  ['.condarc', 'yaml'],
  ['gunicorn.conf', 'python'],
  // https://scons.org/doc/production/HTML/scons-user.html · https://waf.io/book/
  ['sconstruct', 'python'],
  ['sconscript', 'python'],
  ['wscript', 'python'],
  ['wscript_build', 'python'],
  ['wscript_configure', 'python'],
  ['.pythonrc', 'python'],
]);

const DOCKERFILE = /^(?:docker|container)file(?:[._-]|$)/;
const REQUIREMENTS_WORDS: ReadonlySet<string> = new Set(['requirements', 'requirement', 'constraints', 'reqs']);
const REQUIREMENTS_FOLDERS: ReadonlySet<string> = new Set(['requirements', 'requires', 'reqs', 'constraints']);
/** `.env.py` or `.env.ts` is a program. */
const DOTENV_PROGRAM = /\.(?:[cm]?[jt]sx?|sh|bash|zsh|fish|md|rst|html|php|rb)$/;
/** Without the leading dot: `env.production`. */
const BARE_ENV = /^env[._-](\w+)$/;
/** Extensions that mark a file as an example or an editor's copy. What comes before tells the kind. */
const COPY_ENDING = /\.(?:example|sample|template|dist|bak|orig|default|tmpl|tpl)$/;
/** Also `uv run --script`: https://docs.astral.sh/uv/guides/scripts/#using-a-shebang-to-create-an-executable-file */
const PYTHON_SHEBANG =
  /^#![^\n\r]{0,100}\b(?:(?:python|pypy)[\d.]*(?:\s|$)|uv\s+run\s(?:[^\n\r]{0,100}\s)?(?:--script|--gui-script|-s)\b|pipx\s+run\b)/;

/**
 * The kind of a file, from its path and, if that does not tell, from its first line.
 * @param head the beginning of the text, if available
 */
export function kindOf(path: string, head = ''): Kind {
  const kind = kindOfName(path);
  // Without its text, it may be the weights of a model.
  if (isPathFile(path)) return head === '' ? 'text' : 'python';
  return kind === 'text' && PYTHON_SHEBANG.test(head) ? 'python' : kind;
}

/** `site` reads these at every start: it runs lines that begin with `import`; the others are folders. */
export const isPathFile = (path: string): boolean => path.slice(-4).toLowerCase() === '.pth';

/** Most files, whatever else their names might say. */
const PLAIN_MODULE = /(?:^|\/)(?!procfile)[^/.][^/]*\.py$/i;

function kindOfName(path: string): Kind {
  if (PLAIN_MODULE.test(path)) return 'python';
  const segments = path.toLowerCase().split('/');
  const name = (segments.pop() as string).replace(COPY_ENDING, '');
  const named = BY_NAME.get(name);
  if (named !== undefined) return named;
  if (DOCKERFILE.test(name) && !/\.(?:py|sh|md|rst|ya?ml|json|toml)$/.test(name)) return 'dockerfile';
  if (/^procfile[._-]/.test(name)) return 'procfile';
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot + 1) : '';
  if (extension === 'txt' || extension === 'in' || extension === 'pip') {
    return isRequirements(name.slice(0, dot), segments) ? 'requirements' : 'text';
  }
  if (extension === 'config' && segments.at(-1) === '.ebextensions') return 'yaml';
  if (extension === 'conf') return isIniConf(name, segments) ? 'ini' : 'text';
  const byExtension = BY_EXTENSION.get(extension);
  if (byExtension !== undefined) return byExtension;
  if (name.startsWith('.env.') || name.startsWith('.env-')) return DOTENV_PROGRAM.test(name) ? 'text' : 'dotenv';
  if (PRODUCTION_WORDS.has(BARE_ENV.exec(name)?.[1] ?? '')) return 'dotenv';
  // cookiecutter-django and similar: .envs/.production/.django
  if (segments.includes('.envs') && !DOTENV_PROGRAM.test(name)) return 'dotenv';
  return 'text';
}

function isRequirements(stem: string, folders: readonly string[]): boolean {
  if (stem.split(/[._-]/).some((word) => REQUIREMENTS_WORDS.has(word))) return true;
  return REQUIREMENTS_FOLDERS.has(folders.at(-1) ?? '');
}

/** Many tools use `.conf`; these are in INI format. */
function isIniConf(name: string, folders: readonly string[]): boolean {
  return /^supervisord?\b/.test(name) || /\.(?:service|socket|timer)\.d$/.test(folders.at(-1) ?? '');
}
