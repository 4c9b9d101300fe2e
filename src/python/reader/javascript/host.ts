// Replaces ../host.ts where the reader runs as JavaScript.
import type { ReaderHost } from '../reader.ts';

let host: ReaderHost;

export function askHost(given: ReaderHost): void {
  host = given;
}

export const startsName = (at: number): boolean => host.startsName(at);
export const endOfName = (at: number): number => host.endOfName(at);
export const wordOfName = (start: number, end: number): number => host.wordOfName(start, end);
