import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader } from '../reader/reader.ts';

// TypeScript only declares it for browsers.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
interface Memory {
  readonly buffer: ArrayBuffer;
}
interface Global {
  readonly value: number;
}

declare const BUNDLE_FOLDER: string | undefined;
const folder = typeof BUNDLE_FOLDER === 'undefined' ? join(import.meta.dirname, '../../../dist') : BUNDLE_FOLDER;

let module: WebAssembly.Module | undefined;
/** The messages of the reader by their addresses. */
const literals = new Map<number, string>();

/** The reader as WebAssembly. Throws where that cannot run, or memory is short. */
export function wasmReader(): Reader {
  module ??= new WebAssembly.Module(readFileSync(join(folder, 'reader.wasm')));
  const { exports } = new WebAssembly.Instance(module);
  const memory = exports.memory as Memory;
  const number = (name: string): number => (exports[name] as Global).value;

  function literal(address: number): string {
    let text = literals.get(address);
    if (text === undefined) {
      // The length is in front of it.
      const [size] = new Uint32Array(memory.buffer, address - 4, 1);
      text = Buffer.from(memory.buffer, address, size).toString('utf16le');
      literals.set(address, text);
    }
    return text;
  }

  return {
    run: (name, ...given) => (exports[name] as (...given: number[]) => number | undefined)(...given),
    writeText(name, text) {
      Buffer.from(memory.buffer, number(name)).write(text, 'utf16le');
    },
    writeBytes(name, bytes) {
      new Uint8Array(memory.buffer).set(bytes, number(name));
    },
    writeInts(name, ints) {
      new Int32Array(memory.buffer).set(ints, number(name) / 4);
    },
    number,
    bytes: (name, size) => new Uint8Array(memory.buffer, number(name), size).slice(),
    shorts: (name, size) => new Uint16Array(memory.buffer, number(name), size).slice(),
    ints: (name, size, from = 0) => new Int32Array(memory.buffer, number(name) + 4 * from, size).slice(),
    texts: (name, size) => Array.from(new Uint32Array(memory.buffer, number(name), size), literal),
    memory: () => memory.buffer.byteLength,
  };
}
