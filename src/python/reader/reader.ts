/**
 * The reader in this folder, which splits Python source into tokens and parses them: as WebAssembly, or as
 * JavaScript where that cannot run. Its functions leave what they find in arrays and numbers, of which this gives copies
 * by the names under which index.ts exports them.
 */
export interface Reader {
  /** Calls a function of the reader. */
  run(name: string, ...given: number[]): number | undefined;
  /** Writes the code units of a text to an array. */
  writeText(name: string, text: string): void;
  writeBytes(name: string, bytes: Uint8Array): void;
  writeInts(name: string, ints: readonly number[]): void;
  number(name: string): number;
  bytes(name: string, size: number): Uint8Array;
  shorts(name: string, size: number): Uint16Array;
  ints(name: string, size: number, from?: number): Int32Array;
  texts(name: string, size: number): readonly string[];
  /** How much memory the reader holds, in bytes; 0 if that is not known. */
  memory(): number;
}
