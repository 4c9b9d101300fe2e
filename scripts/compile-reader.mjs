// Compiles src/python/reader to WebAssembly. Same input, same output.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = 'src/python/reader';

/** Nothing is freed, and no index is checked: see src/python/reader/arrays.ts. */
const OPTIONS = [
  `${sources}/index.ts`,
  ...['--runtime', 'stub', '--noAssert', '--uncheckedBehavior', 'always', '--use', 'abort='],
  ...['--optimizeLevel', '3', '--shrinkLevel', '1'],
];

/** Compiling takes seconds, so the last result is kept. */
export async function compiledReader() {
  const folder = join(root, '.cache', 'reader');
  const file = join(folder, `${digest()}.wasm`);
  if (!existsSync(file)) {
    const bytes = await compile();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes);
  }
  return readFileSync(file);
}

/** Of everything that the result depends on. */
function digest() {
  const names = readdirSync(join(root, sources)).filter((name) => name.endsWith('.ts'));
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(JSON.stringify([version, OPTIONS]));
  for (const name of names.sort()) hash.update(`\n${name}\n`).update(readFileSync(join(root, sources, name)));
  return hash.digest('hex').slice(0, 16);
}

async function compile() {
  const { main } = await import('assemblyscript/asc');
  let bytes;
  const { error, stderr } = await main([...OPTIONS, '--baseDir', root, '--outFile', 'reader.wasm'], {
    writeFile(_, contents) {
      bytes = contents;
    },
  });
  if (error !== null) throw new Error(`${sources} does not compile:\n${stderr}`, { cause: error });
  return bytes;
}
