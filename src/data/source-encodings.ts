/**
 * Encodings under which Python runs different source than the file shows: each drops plain ASCII characters or reads
 * several as one, and so can split a word that we search for. From CPython 3.11's Lib/encodings and its aliases.py,
 * each tested with bytes that only such a codec changes
 * (https://docs.python.org/3/library/codecs.html#standard-encodings).
 */
const DISGUISES = [
  'utf_7 utf7 u7 unicode_1_1_utf_7 unicode_escape raw_unicode_escape unicodeescape rawunicodeescape',
  'hz hzgb hz_gb hz_gb_2312 idna punycode',
  'iso2022_jp csiso2022jp iso2022jp iso_2022_jp iso2022_jp_1 iso2022jp_1 iso_2022_jp_1',
  'iso2022_jp_2 iso2022jp_2 iso_2022_jp_2 iso2022_jp_2004 iso2022jp_2004 iso_2022_jp_2004',
  'iso2022_jp_3 iso2022jp_3 iso_2022_jp_3 iso2022_jp_ext iso2022jp_ext iso_2022_jp_ext',
  'iso2022_kr csiso2022kr iso2022kr iso_2022_kr',
];

/** Transforms of text or bytes. CPython needs help to run them, and nobody names one by accident. */
const TRANSFORMS = [
  'rot13 rot_13 base64 base64_codec base_64 bz2 bz2_codec hex hex_codec',
  'quopri quopri_codec quoted_printable quotedprintable uu uu_codec zip zlib zlib_codec',
];

const NAMES: ReadonlySet<string> = new Set([...DISGUISES, ...TRANSFORMS].flatMap((names) => names.split(' ')));

/** True for each name that Python's codec registry accepts for one of them: case, `-`, `_` and `.` do not matter. */
export function disguisesCode(encoding: string): boolean {
  const parts = encoding.toLowerCase().match(/[a-z0-9]+/g);
  return parts !== null && NAMES.has(parts.join('_'));
}
