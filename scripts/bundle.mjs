// Bundles the command into dist/: one minified CommonJS file starts fastest, and what is seldom needed (format
// parsers, simple-git, the diff) stays in files of its own that are loaded on demand. Same input, same output.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { billOfMaterials } from './sbom.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Where it goes: dist/, which is committed, or the folder that is given. */
const out = resolve(process.argv[2] ?? join(root, 'dist'));

/** Modules that are imported with `await import()` only, each with its chunk. */
const CHUNKS = new Map([
  ['src/main.ts', 'main.cjs'],
  ['src/formats/parsers.ts', 'formats.cjs'],
  ['src/git/actions.ts', 'git.cjs'],
  ['src/report/diff.ts', 'diff.cjs'],
  ['src/commands/advisories.ts', 'advisories.cjs'],
]);

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's CommonJS build requires its parts in a way that cannot be bundled.
  mainFields: ['module', 'main'],
  // One byte a character: V8 reads it faster.
  charset: 'ascii',
  // A real import() would load Node's machinery for ES modules.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** Turns a dynamic import of a chunk's module into a require of the chunk beside the bundle. */
const chunks = {
  name: 'chunks',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return null;
      const chunk = CHUNKS.get(
        join(resolveDir, path)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      );
      return chunk === undefined ? null : { path: `./${chunk}`, external: true };
    });
  },
};

/** node:crypto takes 2 ms to load and is needed by few runs: here it is loaded by the first call. */
const lazyCrypto = {
  name: 'lazy-crypto',
  setup(build) {
    build.onResolve({ filter: /^node:crypto$/ }, ({ namespace }) =>
      namespace === 'lazy' ? null : { path: 'node:crypto', namespace: 'lazy' },
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: ['createHash', 'randomUUID']
        .map((name) => `export const ${name} = (...args) => require('node:crypto').${name}(...args);`)
        .join('\n'),
    }));
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const results = [
  await build({
    ...common,
    entryPoints: ['src/cli.ts'],
    outfile: join(out, 'cli.cjs'),
    define: { BUNDLE_FOLDER: '__dirname', 'import.meta.dirname': '""' },
    // This file has to be read by a Node that is too old, for it to say so.
    target: 'node12',
    banner: { js: await head() },
    plugins: [chunks],
  }),
];
for (const [module, chunk] of CHUNKS) {
  results.push(
    await build({ ...common, entryPoints: [module], outfile: join(out, chunk), plugins: [chunks, lazyCrypto] }),
  );
}
copyFileSync(join(root, 'data', 'advisories.idx'), join(out, 'advisories.idx'));
await cacheCode();

const packages = new Set();
for (const { metafile } of results) {
  for (const input of Object.keys(metafile.inputs)) {
    const found = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found !== null) packages.add(found[1]);
  }
}
const names = [...packages].sort();
writeFileSync(join(out, 'LICENSES.txt'), licences(names));
writeFileSync(join(out, 'sbom.cdx.json'), billOfMaterials(root, names));

/** What runs before the command itself: the shebang and the look at Node's version. */
async function head() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['scripts/check-node.cjs'],
    bundle: false,
    format: undefined,
    target: 'node12',
    metafile: false,
    write: false,
  });
  return `#!/usr/bin/env node\n${outputFiles[0].text.trim()}`;
}

/** Puts the loader with V8's code cache in the place of main.cjs. */
async function cacheCode() {
  const code = readFileSync(join(out, 'main.cjs'));
  writeFileSync(join(out, 'main.code.js'), code);
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  await build({
    ...common,
    entryPoints: ['src/loader/entry.ts'],
    outfile: join(out, 'main.cjs'),
    allowOverwrite: true,
    define: { __CODE_HASH__: JSON.stringify(hash) },
  });
}

/** Of the data, whose header says from which day they are. */
function dataNotice() {
  return `advisories.idx holds advisories of the PyPA advisory database (https://github.com/pypa/advisory-database),
Copyright its contributors, under CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/). They were changed: cut to
names, affected versions, scores and one sentence each.\n`;
}

/** The licence of every package whose code is in the bundle, as they all ask. */
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
