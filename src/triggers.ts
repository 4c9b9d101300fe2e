/**
 * Finds which of several hundred words stand in a text, in one pass: the first three characters of every place,
 * folded to lower case and hashed, index a table of the words that may begin there. (A regular expression of all
 * words is five times slower, a search per word twenty times.)
 */
export interface TriggerScanner {
  /** The words of the list that the text holds, without regard to (ASCII) case, in lower case. */
  scan(text: string): ReadonlySet<string>;
}

const TABLE_BITS = 13;
const TABLE_MASK = (1 << TABLE_BITS) - 1;

export function compileTriggers(words: Iterable<string>): TriggerScanner {
  const distinct = new Set([...words].map((word) => word.toLowerCase()));
  const short = [...distinct].filter((word) => word.length < 3);
  const buckets = new Map<number, string[]>();
  const table = new Uint8Array(1 << TABLE_BITS);
  for (const word of distinct) {
    if (word.length < 3) continue;
    const hash = hashThree(fold(word.charCodeAt(0)), fold(word.charCodeAt(1)), fold(word.charCodeAt(2)));
    table[hash] = 1;
    buckets.set(hash, [...(buckets.get(hash) ?? []), word]);
  }

  return {
    scan(original) {
      // Python reads names in NFKC (PEP 3131): ｅｖａｌ is eval.
      const text = /[^\0-\x7f]/.test(original) ? original.normalize('NFKC') : original;
      const found = new Set<string>();
      for (const word of short) if (indexOfFolded(text, word)) found.add(word);
      let first = fold(text.charCodeAt(0));
      let second = fold(text.charCodeAt(1));
      for (let index = 2; index < text.length; index += 1) {
        const third = fold(text.charCodeAt(index));
        const hash = hashThree(first, second, third);
        if (table[hash] === 1) {
          const candidates = buckets.get(hash) as string[];
          for (const word of candidates) if (!found.has(word) && standsAt(text, index - 2, word)) found.add(word);
        }
        first = second;
        second = third;
      }
      return found;
    },
  };
}

function fold(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function hashThree(first: number, second: number, third: number): number {
  return (first ^ (second << 4) ^ (third << 8) ^ (third >> 3)) & TABLE_MASK;
}

function standsAt(text: string, start: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (fold(text.charCodeAt(start + index)) !== word.charCodeAt(index)) return false;
  }
  return true;
}

function indexOfFolded(text: string, word: string): boolean {
  return text.includes(word) || text.toLowerCase().includes(word);
}
