// How the bundle resolves imports in src/.
import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/**
 * What few runs need, by folder or file in src/, and the file in dist/ that it goes to. It is loaded when one of its
 * functions is first called from outside. No module in it may register words at load: by then, files may have been
 * read.
 */
const LATE = {
  'python/worth': 'values',
  'python/syntax/javascript-reader.ts': 'reader',
  settings: 'values',
  deployment: 'files',
  declared: 'files',
  'advisories/package-facts.ts': 'packages',
  'fix.ts': 'fixes',
  'git/read/working-blobs.ts': 'long-run',
  'report/github.ts': 'reports',
  'report/gitlab.ts': 'reports',
  'report/json.ts': 'reports',
  'report/sarif.ts': 'reports',
};
/** What every commit asks for. Some only load the rest of their folder where there is something to read. */
const NOT_LATE = new Set([
  'declared/environment-roots.ts',
  'declared/fixtures.ts',
  'declared/shebang.ts',
  'declared/versions.ts',
  'settings/framework-names.ts',
  'settings/guards.ts',
  'settings/puts.ts',
  'settings/setting.ts',
  'settings/watched.ts',
]);

export const ALL_LATE_FILES = [...new Set(Object.values(LATE))];

/** The file in dist/ of a late module; undefined for other modules. */
export function lateFileOf(path) {
  const inSources = relative(sources, path).replaceAll('\\', '/');
  return NOT_LATE.has(inSources) ? undefined : (LATE[inSources] ?? LATE[posix.dirname(inSources)]);
}

const REGISTERS = /\b(?:intern|subscribe|watchSettings|watchHolders)\(|\.map\(intern\)/;

/** True for a module that registers words when it is loaded. */
export const registersWords = (path) => REGISTERS.test(readFileSync(path, 'utf8'));
const IMPORT = /^import \{([^}]*)\} from '(\.[^']*\.ts)';$/gm;

/** Marks an import that is not waited for. */
export const LOAD_NOW = '$loadNow';

/**
 * An import from the index.ts of a folder in src/python becomes one from the file that defines the name. Otherwise
 * esbuild would put a chunk that needs one of the folder's files together with all of them. An import of functions
 * from a late module becomes one of functions that load it.
 */
export const sourceImports = {
  name: 'source-imports',
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\].*\.ts$/, namespace: 'file' }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (lateFileOf(path) !== undefined && REGISTERS.test(source)) throw new Error(`${path} registers words too late`);
      const contents = source.replaceAll(IMPORT, (statement, names, from) => {
        const imports = withoutIndex(resolve(dirname(path), from), listed(names));
        return imports === null ? statement : imports.map((one) => written(one, path)).join(' ');
      });
      return { contents, loader: 'ts' };
    });
    // Named by its path in src/, as esbuild's names of chunks must not depend on where the project is.
    build.onResolve({ filter: /\?late$/ }, ({ path, resolveDir }) => ({
      path: relative(sources, join(resolveDir, path.replace(/\?late$/, ''))).replaceAll('\\', '/'),
      namespace: 'late',
    }));
    build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: `let loaded;
        const load = () => (loaded ??= ${LOAD_NOW}(import('./${path}')));
        ${functionsOf(join(sources, path))
          .map((name) => `export const ${name} = (...given) => load().${name}(...given);`)
          .join('\n')}`,
      resolveDir: sources,
    }));
  },
};

/** What is imported from which file; null for an import of types. */
function withoutIndex(path, names) {
  if (names.length === 0) return null;
  if (!/[/\\]src[/\\]python[/\\]\w+[/\\]index\.ts$/.test(path)) return [{ names, from: path }];
  const files = exportsOf(path);
  return names.map((name) => ({ names: [name], from: join(dirname(path), files.get(ownName(name))) }));
}

/** The statements of an import: functions of late modules are loaded with their first call. */
function written({ names, from }, importer) {
  const late = lateFileOf(from);
  const functions = late !== undefined && late !== lateFileOf(importer) ? functionsOf(from) : [];
  const isLate = (name) => functions.includes(ownName(name));
  const path = relative(dirname(importer), from).replaceAll('\\', '/');
  const specifier = path.startsWith('.') ? path : `./${path}`;
  return [
    [names.filter(isLate), `${specifier}?late`],
    [names.filter((name) => !isLate(name)), specifier],
  ]
    .filter(([group]) => group.length > 0)
    .map(([group, source]) => `import { ${group.join(', ')} } from '${source}';`)
    .join(' ');
}

/** The names in an import or export list, without types. */
const listed = (names) =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));

/** Without `as …`. */
const ownName = (name) => name.split(' as ')[0];

/** Each name that an index.ts re-exports, with its file. */
function exportsOf(path) {
  const exports = readFileSync(path, 'utf8').matchAll(/^export \{([^}]*)\} from '(\.[^']+)';$/gm);
  return new Map([...exports].flatMap(([, names, file]) => listed(names).map((name) => [name, file])));
}

const EXPORTED_FUNCTION = /^export (?:(?:async )?function\*? (\w+)|const (\w+)\b[^\n]* = (?:async )?\(?[^\n]*=>)/gm;

const functionsOf = (path) =>
  [...readFileSync(path, 'utf8').matchAll(EXPORTED_FUNCTION)].map(([, declared, constant]) => declared ?? constant);
