import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Verdict, verdictOf } from './compare.ts';
import { ROOT } from './corpus.ts';

/** The part of pyodide's interface that we use. */
interface Pyodide {
  runPython(code: string): unknown;
  readonly globals: { get(name: string): (...args: unknown[]) => string };
  toPy(value: unknown): unknown;
}

/** CPython compiled to WebAssembly: its version, its verdict on a file, and its standard library. */
export interface NewestPython {
  readonly version: string;
  judge(source: Uint8Array): Verdict | null;
  readonly library: readonly string[];
  libraryFile(name: string): Uint8Array;
}

const CODE = `
import base64, zipfile, sys as _sys
def judge(source):
    return read("<file>", base64.b64decode(source), False)
_library = zipfile.ZipFile(next(p for p in _sys.path if p.endswith(".zip")))
def library():
    return "\\n".join(name for name in _library.namelist() if name.endswith(".py"))
def library_file(name):
    return base64.b64encode(_library.read(name)).decode()
warnings.simplefilter("ignore")
_sys.set_int_max_str_digits(0)
`;

/** Starts it, which takes seconds; null if it is not installed. */
export async function newestPython(): Promise<NewestPython | null> {
  let entry: string;
  try {
    entry = createRequire(`${ROOT}/test/oracles/package.json`).resolve('pyodide');
  } catch {
    return null;
  }
  const url = pathToFileURL(entry.replace(/pyodide\.js$/, 'pyodide.mjs')).href;
  const { loadPyodide } = (await import(url)) as { loadPyodide(): Promise<Pyodide> };
  const python = await loadPyodide();
  const dump = readFileSync(`${ROOT}/test/oracles/syntax_dump.py`, 'utf8');
  python.runPython(dump.slice(0, dump.indexOf('if __name__')) + CODE);
  const judge = python.globals.get('judge');
  const libraryFile = python.globals.get('library_file');
  return {
    version: String(python.runPython('sys.version.split()[0]')),
    judge: (source) => verdictOf(judge(Buffer.from(source).toString('base64'))),
    library: python.globals.get('library')().split('\n'),
    libraryFile: (name) => Buffer.from(libraryFile(name), 'base64'),
  };
}
