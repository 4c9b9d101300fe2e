import { countParts } from '../python/syntax/index.ts';
import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { memo } from './memo.ts';

/** CPython's longest module has 100 000, the longest lock files some 500 000. A million takes some five seconds. */
const MOST_PARTS = 1_000_000;
/** These are read faster, and files of data are often longer. */
const MOST_PARTS_OF: ReadonlyMap<Kind, number> = new Map([
  ['json', 5_000_000],
  ['ini', 3_000_000],
]);

/** Why a file is not judged at all, although it is within the limit of bytes; null if it is. */
export function tooLong(doc: Document): string | null {
  const most = MOST_PARTS_OF.get(doc.kind) ?? MOST_PARTS;
  // A part has a character at least.
  if (doc.text.length <= most || memo(doc, partsOf) <= most) return null;
  return `it has more than ${most} words and signs`;
}

const partsOf = ({ kind, text }: Document): number => {
  if (kind === 'python') return countParts(text);
  return kind === 'text' ? 0 : countWordsAndSigns(text);
};

/** What the formats' readers make of a text has a part for each word, and for each sign or line end outside of words. */
function countWordsAndSigns(text: string): number {
  let count = 0;
  let isInWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isWord =
      (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code > 127;
    if (isWord ? !isInWord : code !== 32 && code !== 9) count += 1;
    isInWord = isWord;
  }
  return count;
}
