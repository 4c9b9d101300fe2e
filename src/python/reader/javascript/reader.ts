import * as exports from '../index.ts';
import type { Reader } from '../reader.ts';

/** The reader where WebAssembly cannot run: `node --jitless`, or too little address space. */
export function javascriptReader(): Reader {
  // What is exported changes, as arrays are replaced by longer ones.
  const current: Readonly<Record<string, unknown>> = exports;
  return {
    run: (name, ...given) => (current[name] as (...given: number[]) => number | undefined)(...given),
    writeText(name, text) {
      const units = current[name] as Uint16Array;
      for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
    },
    writeBytes: (name, bytes) => (current[name] as Uint8Array).set(bytes),
    writeInts: (name, ints) => (current[name] as Int32Array).set(ints),
    number: (name) => current[name] as number,
    bytes: (name, size) => (current[name] as Uint8Array).slice(0, size),
    shorts: (name, size) => (current[name] as Uint16Array).slice(0, size),
    ints: (name, size, from = 0) => (current[name] as Int32Array).slice(from, from + size),
    texts: (name, size) => (current[name] as string[]).slice(0, size),
    memory: () => 0,
  };
}
