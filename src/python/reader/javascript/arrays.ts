// Replaces ../arrays.ts where the reader runs as JavaScript.

export type Bytes = Uint8Array;
export type Shorts = Uint16Array;
export type Ints = Int32Array;
export type Texts = string[];

export const bytes = (size: number): Bytes => new Uint8Array(size);
export const shorts = (size: number): Shorts => new Uint16Array(size);
export const ints = (size: number): Ints => new Int32Array(size);
export const texts = (size: number): Texts => new Array<string>(size).fill('');

export function longerBytes(old: Bytes, size: number): Bytes {
  const longer = bytes(size);
  longer.set(old);
  return longer;
}

export function longerShorts(old: Shorts, size: number): Shorts {
  const longer = shorts(size);
  longer.set(old);
  return longer;
}

export function longerInts(old: Ints, size: number): Ints {
  const longer = ints(size);
  longer.set(old);
  return longer;
}

export const longerTexts = (old: Texts, size: number): Texts => [...old, ...texts(size - old.length)];

export function clearBytes(array: Bytes, size: number): void {
  array.fill(0, 0, size);
}

export function clearShorts(array: Shorts, size: number): void {
  array.fill(0, 0, size);
}
