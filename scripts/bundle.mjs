// Bundles the command into dist/, so that a run only loads what it needs: esbuild splits the program into chunks (each
// rule is one), and chunks that are needed together share a file. cli.cjs loads them, with the code that V8 compiled in
// earlier runs; see src/loader. Same input, same output.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compiledReader } from './compile-reader.mjs';
import { ALL_LATE_FILES, LOAD_NOW, lateFileOf, registersWords, sourceImports } from './imports.mjs';
import { billOfMaterials } from './sbom.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The output folder: the given one, or dist/, which is committed. */
const out = resolve(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? join(root, 'dist'));

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // jsonc-parser's CommonJS build requires its parts in a way that cannot be bundled.
  mainFields: ['module', 'main'],
  // One byte per character: V8 reads it faster.
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
};

/** These take milliseconds to load and few runs need them, so they are loaded at the first call. */
const RARELY_NEEDED = new Map([
  ['node:crypto', ['createHash', 'randomUUID']],
  ['node:zlib', ['crc32', 'deflateSync', 'inflateRawSync', 'inflateSync']],
  ['node:child_process', ['execFile', 'spawn', 'spawnSync']],
  ['node:tty', ['isatty', 'WriteStream']],
  ['node:util', ['parseArgs']],
]);

const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ namespace, path }) =>
      namespace === 'lazy' || !RARELY_NEEDED.has(path) ? null : { path, namespace: 'lazy' },
    );
    build.onLoad({ filter: /^node:/, namespace: 'lazy' }, ({ path }) => ({
      contents: RARELY_NEEDED.get(path)
        .map(
          (name) => `export function ${name}(...args) {
          const own = require('${path}').${name};
          return new.target ? new own(...args) : own(...args);
        }`,
        )
        .join('\n'),
    }));
  },
};

/** picocolors inspects standard output when it is loaded, so that it is loaded at the first call. */
const lazyColors = {
  name: 'lazy-colors',
  setup(build) {
    build.onResolve({ filter: /^picocolors$/ }, ({ namespace, path }) =>
      namespace === 'lazy' ? null : { path, namespace: 'lazy' },
    );
    build.onLoad({ filter: /^picocolors$/, namespace: 'lazy' }, ({ path }) => ({
      contents: `export default { createColors: (color) => require('${path}').createColors(color) };`,
      resolveDir: root,
    }));
  },
};

/** Replaces src/rules/registry.ts with a registry that describes the rules without loading their code. */
const registry = {
  name: 'registry',
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\]rules[/\\]registry\.ts$/ }, async () => ({
      contents: await writeRegistry(),
      loader: 'js',
      resolveDir: join(root, 'src', 'rules'),
    }));
  },
};

/** Writes the words that the rules look for into src/python/syntax/vocabulary.ts, so that loading a rule registers nothing. */
const allWords = {
  name: 'vocabulary',
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\]python[/\\]syntax[/\\]vocabulary\.ts$/ }, async () => {
      const { subscriptions, vocabulary } = await allRules();
      const constants = { VOCABULARY: vocabulary(), SUBSCRIPTIONS: subscriptions() };
      const contents = Object.entries(constants).map(
        ([name, text]) => `export const ${name} = ${JSON.stringify(text)};`,
      );
      return { contents: contents.join('\n'), loader: 'js' };
    });
  },
};

/** The reader of Python, as JavaScript. It has its own arrays, which are in the memory of WebAssembly otherwise. */
const javascriptReader = {
  name: 'javascript-reader',
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\]python[/\\]syntax[/\\]javascript-reader\.ts$/ }, () => ({
      contents: "export { javascriptReader } from '../reader/javascript/reader.ts';",
      resolveDir: join(root, 'src', 'python', 'syntax'),
    }));
    build.onResolve({ filter: /^\.\/arrays\.ts$/ }, ({ path, resolveDir }) =>
      resolveDir === join(root, 'src', 'python', 'reader') ? { path: join(resolveDir, 'javascript', path) } : null,
    );
  },
};

const rulesIndex = join(root, 'src', 'rules', 'index.ts');

let loadedRules;
/** All rules with their code, as the sources have it. */
const allRules = () => (loadedRules ??= loadRules());

async function loadRules() {
  const { outputFiles, metafile } = await build({
    ...common,
    minify: false,
    metafile: true,
    stdin: {
      contents: `
        export { CATALOGUE, rules } from './index.ts';
        export { gatesOf, pathGatesOf } from '../engine/gates-of.ts';
        export { subscriptions } from '../python/names/index.ts';
        export { vocabulary } from '../python/syntax/index.ts';`,
      resolveDir: dirname(rulesIndex),
    },
  });
  const temporary = join(out, 'rules.mjs');
  writeFileSync(temporary, outputFiles[0].text);
  const rules = await import(`${pathToFileURL(temporary)}?${Date.now()}`);
  rmSync(temporary);
  return { ...rules, inputs: new Set(Object.keys(metafile.inputs)) };
}

async function writeRegistry() {
  const { CATALOGUE, rules, gatesOf, pathGatesOf } = await allRules();
  const modules = new Map(
    [...readFileSync(rulesIndex, 'utf8').matchAll(/^import \{ (\w+) \} from '(\.\/[^']+\/([\w-]+)\.ts)';$/gm)].map(
      ([, name, path, id]) => [id, { name, path }],
    ),
  );
  const loaders = rules.map(({ id }) => {
    const { name, path } = modules.get(id);
    return `${JSON.stringify(id)}: () => import(${JSON.stringify(path)}).then((module) => module.${name})`;
  });
  return `
    const load = {${loaders.join(',\n')}};
    const catalogue = {
      ids: new Set(Object.keys(load)),
      families: new Map(${JSON.stringify([...CATALOGUE.families])}),
    };
    const signs = (lists = []) => lists && { words: lists[0] || [], names: lists[1] || [], patterns: lists[2] || [] };
    const gates = JSON.parse(${JSON.stringify(JSON.stringify(gatesOf(rules).map(packedGate)))}).map(
      ([id, kinds, own, others, about]) => ({
        id,
        kinds,
        about: about || null,
        signs: signs(own),
        signsOf: Object.fromEntries((others || []).map(([kind, lists]) => [kind, signs(lists)])),
      }),
    );
    export const openRegistry = async () => ({
      catalogue,
      gates,
      pathGates: ${JSON.stringify(pathGatesOf(rules))},
      load: (ids = catalogue.ids) =>
        Promise.all([...catalogue.ids].filter((id) => ids.has(id)).map((id) => load[id]())),
    });
  `;
}

/** Every commit loads the gates, so they are written without keys, and without empty values at the end. */
function packedGate({ id, kinds, about, signs, signsOf }) {
  const packed = (signs) => signs && withoutEmptyEnd([signs.words, signs.names, signs.patterns]);
  const others = Object.entries(signsOf).map(([kind, signs]) => [kind, packed(signs)]);
  return withoutEmptyEnd([id, kinds, packed(signs), others, about ?? '']);
}

function withoutEmptyEnd(values) {
  const last = values.findLastIndex((value) => value === null || value.length > 0);
  return values.slice(0, last + 1);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const { outputFiles, metafile } = await build({
  ...common,
  entryPoints: ['src/cli.ts', 'src/shares/thread.ts'],
  splitting: true,
  outdir: out,
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  define: { BUNDLE_FOLDER: '__dirname', 'import.meta.dirname': '__dirname' },
  metafile: true,
  plugins: [lazyBuiltins, lazyColors, registry, allWords, javascriptReader, sourceImports],
});
const { inputs: inputsOfRules } = await allRules();
for (const path of Object.keys(metafile.inputs)) {
  if (path.startsWith('src/') && registersWords(path) && !inputsOfRules.has(path))
    throw new Error(`${path} registers words, but no rule loads it`);
}

// ── From ES modules to functions ─────────────────────────────────────────────────────────────────

/** In the form that esbuild prints. A statement begins where another ends. */
const IMPORT = /(?<=^|[;}\n])import(?:(?:([\w$]+)|\*as ([\w$]+)|(?:([\w$]+),)?\{([^{}"]*)\})from)?"([^"\n]+)";/g;
const EXPORT = /export\{([^}]*)\};\s*$/;

/** A chunk that no other code names: it is only imported by other chunks, with names that esbuild chose. */
const isShared = (name) => name.startsWith('chunk-');

/** What a chunk exports, by the names under which others import it: the names that it has in the chunk. */
const exportsOf = (code) =>
  new Map(
    (EXPORT.exec(code)?.[1].split(',') ?? []).map((one) => one.split(' as ')).map(([own, name]) => [name ?? own, own]),
  );

/**
 * A chunk as a function of `require`, `$load`, `$list` and `__dirname` that returns its exports. Imported names become
 * constants, which V8 reads as fast as local ones; a getter for each use, as in esbuild's CommonJS, costs a tenth.
 * A shared chunk returns a list: in code that runs once, V8 takes 3000 instructions for each property of an object.
 */
function toFunction(name, code) {
  let head = '';
  let lists = 0;
  const withoutImports = code.replaceAll(IMPORT, (_, byDefault, star, besides, names, path) => {
    const source = path.startsWith('./')
      ? `$load(${JSON.stringify(basename(path))})`
      : `require(${JSON.stringify(path)})`;
    if (isShared(basename(path)) && names !== undefined) {
      const order = [...exportsOf(codeOf.get(basename(path))).keys()];
      const list = `$list${lists++}`;
      const constants = names.split(',').map((one) => {
        const [imported, local = imported] = one.split(' as ');
        return `${local}=${list}[${order.indexOf(imported)}]`;
      });
      head += `const ${[`${list}=${source}`, ...constants].join(',')};`;
      return '';
    }
    const whole = byDefault ?? star ?? besides;
    if (whole !== undefined) head += `const ${whole}=${source};`;
    if (names !== undefined) head += `const{${names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$1:$2')}}=${whole ?? source};`;
    if (whole === undefined && names === undefined) head += `${source};`;
    return '';
  });
  const exported = EXPORT.exec(withoutImports);
  const listed = exported === null ? '' : `return{${exported[1].replaceAll(/([\w$]+) as ([\w$]+)/g, '$2:$1')}};`;
  const tail = isShared(name) ? `return $list(${[...exportsOf(code).values()].join(',')});` : listed;
  const eager = new RegExp(`\\${LOAD_NOW}\\(import\\("\\./([^"]+)"\\)\\)`, 'g');
  // A real import() would load Node's machinery for ES modules.
  const body = (exported === null ? withoutImports : withoutImports.slice(0, exported.index))
    .replaceAll(eager, (_, name) => `$load(${JSON.stringify(name)})`)
    .replaceAll(
      /\bimport\("(\.\/)?([^"]+)"\)/g,
      (_, own, name) => `Promise.resolve().then(()=>${own ? '$load' : 'require'}(${JSON.stringify(name)}))`,
    );
  const left = /[;}\n](?:import|export)[{*"(]/.exec(body);
  if (left !== null) throw new Error(`not understood: ${body.slice(left.index, left.index + 120)}`);
  return `function(require,$load,$list,__dirname){"use strict";${head}${body}${tail}}`;
}

const codeOf = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
const chunks = new Map([...codeOf].map(([name, code]) => [name, toFunction(name, code)]));
const facts = new Map(Object.entries(metafile.outputs).map(([path, fact]) => [basename(path), fact]));

// ── Which chunks share a file ────────────────────────────────────────────────────────────────────

/** A chunk and what it statically imports. */
function closureOf(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { path, kind } of facts.get(name).imports) {
    if (kind === 'import-statement' && facts.has(basename(path))) closureOf(basename(path), seen);
  }
  return seen;
}

function groupOfEntry(entryPoint) {
  const late = lateFileOf(join(root, entryPoint));
  if (late !== undefined) return late;
  const [, folder, name] = /^src\/(?:(.*)\/)?([\w-]+)\.ts$/.exec(entryPoint);
  return folder === undefined || folder === 'commands' ? name : folder.replaceAll('/', '-');
}

const chunkOf = (path) => [...facts].find(([, { entryPoint }]) => entryPoint === path)[0];
const entries = [...facts].flatMap(([name, { entryPoint }]) => (entryPoint ? [[name, groupOfEntry(entryPoint)]] : []));
/** What every run loads first, and what may answer without loading more: each without what the earlier ones contain. */
const ORDER = [
  ['src/cli.ts', 'cli'],
  ['src/main.ts', 'main'],
  ['src/kept/commit-keeper.ts', 'kept'],
  ['src/kept/unchanged-tree.ts', 'kept'],
];
const groupOf = new Map();
for (const [path, group] of ORDER) {
  for (const member of closureOf(chunkOf(path))) if (!groupOf.has(member)) groupOf.set(member, group);
}
const reachedBy = new Map();
// Commands and hooks import rules and parsers of every kind. They must not take chunks away from runs that need less.
const isOfCommands = (group) => group === 'run-command' || group === 'git';
for (const [name, group] of entries.sort(([, a], [, b]) => Number(isOfCommands(a)) - Number(isOfCommands(b)))) {
  for (const member of closureOf(name)) {
    if (
      groupOf.has(member) ||
      (isOfCommands(group) && [...(reachedBy.get(member) ?? [])].some((other) => !isOfCommands(other)))
    )
      continue;
    if (!reachedBy.has(member)) reachedBy.set(member, new Set());
    reachedBy.get(member).add(group);
  }
}
for (const [member, groups] of reachedBy) {
  // Late files may load each other, and so may commands, but rules do not load them with what they share.
  const late = ALL_LATE_FILES.find((group) => groups.has(group));
  const isLate =
    late !== undefined && [...groups].every((group) => ALL_LATE_FILES.includes(group) || isOfCommands(group));
  groupOf.set(member, isLate ? late : groups.size === 1 ? [...groups][0] : 'shared');
}

/** With `charset: 'ascii'`, esbuild leaves regular expressions as they are. The loader reads a byte as a character. */
const inAscii = (code) =>
  code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Tells each `$load` in which file its chunk is. */
const withFiles = (code) =>
  code.replaceAll(/\$load\("([^"]+)"\)/g, (_, name) => `$load("${name}","${groupOf.get(name)}")`);

const files = Map.groupBy
  ? Map.groupBy(chunks.keys(), (name) => groupOf.get(name))
  : [...chunks.keys()].reduce((map, name) => {
      const group = groupOf.get(name);
      map.set(group, [...(map.get(group) ?? []), name]);
      return map;
    }, new Map());
const written = [...files]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([group, names]) => {
    // In brackets, V8 compiles a function immediately, instead of first finding its end and compiling it later.
    const members = names.sort().map((name) => `${JSON.stringify(name)}:(${withFiles(chunks.get(name))})`);
    return [group, inAscii(`({${members.join(',\n')}})\n`)];
  });
for (const [group, code] of written) writeFileSync(join(out, `${group}.js`), code);
copyFileSync(join(root, 'data', 'advisories.idx'), join(out, 'advisories.idx'));
const reader = await compiledReader();
writeFileSync(join(out, 'reader.wasm'), reader);

// ── The file that is run ─────────────────────────────────────────────────────────────────────────

const hash = createHash('sha256')
  .update(written.map(([group, code]) => `${group}\n${code}`).join('\n'))
  .update(readFileSync(join(root, 'data', 'advisories.idx')))
  .update(reader)
  .digest('hex')
  .slice(0, 16);
// A Node that is too old must be able to parse both, so that it can say so.
const forOldNodes = { ...common, format: 'cjs', target: 'node12' };
const checkNode = await build({
  ...forOldNodes,
  entryPoints: ['scripts/check-node.cjs'],
  bundle: false,
  format: undefined,
});
const loader = await build({
  ...forOldNodes,
  entryPoints: ['src/loader/entry.ts'],
  define: {
    CODE_HASH: JSON.stringify(hash),
    FIRST_CHUNK: JSON.stringify(chunkOf('src/cli.ts')),
    FIRST_FILE: JSON.stringify(groupOf.get(chunkOf('src/cli.ts'))),
    THREAD_CHUNK: JSON.stringify(chunkOf('src/shares/thread.ts')),
    THREAD_FILE: JSON.stringify(groupOf.get(chunkOf('src/shares/thread.ts'))),
  },
});
writeFileSync(
  join(out, 'cli.cjs'),
  `#!/usr/bin/env node\n${checkNode.outputFiles[0].text.trim()}\n${loader.outputFiles[0].text}`,
  { mode: 0o755 },
);

// ── What else belongs beside the code ────────────────────────────────────────────────────────────

// Its allocator and text functions are in reader.wasm.
const packages = new Set(['assemblyscript']);
for (const input of Object.keys(metafile.inputs)) {
  const found = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found !== null) packages.add(found[1]);
}
const names = [...packages].sort();
writeFileSync(join(out, 'LICENSES.txt'), licences(names));
writeFileSync(join(out, 'sbom.cdx.json'), billOfMaterials(root, names));
if (process.argv.includes('--sizes')) {
  for (const [group, code] of written) console.log(`${String(code.length).padStart(8)} ${group}.js`);
  // What every commit loads.
  const first = [...groupOf]
    .filter(([, group]) => group === 'cli')
    .flatMap(([name]) => Object.entries(facts.get(name).inputs));
  for (const [input, { bytesInOutput }] of first
    .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
    .slice(0, 25)) {
    console.log(`${String(bytesInOutput).padStart(8)} ${input}`);
  }
}

/** For the data. Its header gives the day that it is from. */
function dataNotice() {
  return `advisories.idx holds advisories of the PyPA advisory database (https://github.com/pypa/advisory-database),
Copyright its contributors, under CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/). They were changed: cut to
names, affected versions, scores and one sentence each.\n`;
}

/** The licence of every package whose code is in the bundle, as they all require. */
function licences(names) {
  const parts = names.map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence file`);
    const text = readFileSync(join(folder, file), 'utf8').trim().replaceAll('\r\n', '\n');
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const line = `\n${'-'.repeat(80)}\n\n`;
  return `The files in this folder contain code of these packages.\n\n${[...parts, dataNotice()].join(line)}`;
}
