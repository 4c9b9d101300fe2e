import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileAutomaton } from '../../src/engine/sign-automaton.ts';
import { compileNames, compileTriggers, type FoundSigns, searchable } from '../../src/engine/triggers.ts';

/** What regular expressions find, as for a commit. */
function byExpressions(words: readonly string[], names: readonly string[], text: string): FoundSigns {
  const searched = searchable(text);
  return sorted({ words: [...compileTriggers(words).scan(searched)], names: [...compileNames(names).scan(searched)] });
}

const sorted = ({ words, names }: FoundSigns): FoundSigns => ({ words: [...words].sort(), names: [...names].sort() });

function assertAlike(words: readonly string[], names: readonly string[], texts: readonly string[]): void {
  const automaton = compileAutomaton(words, names);
  assert.ok(automaton !== null);
  for (const text of texts) {
    const found = automaton(text);
    // The letter whose small form is an i and a dot is left to the expressions.
    if (found === null) assert.ok(searchable(text).includes('\u0130'));
    else assert.deepEqual(sorted(found), byExpressions(words, names, text), JSON.stringify(text));
  }
}

const WORDS = [
  'debug',
  'bug',
  '\u2066x',
  '中文',
  '\u0307',
  'ebu',
  'import *',
  'q',
  'kelvin',
  '\u202e',
  'é',
  'straße',
  'ünïx',
  '"-x"',
];
const NAMES = ['DEBUG', 'debug', 'os', 'system', '_os', 'exec', 'eval', 'E'];

test('words are found inside of others and at both ends, names alone', () => {
  assertAlike(WORDS, NAMES, [
    '',
    'q',
    'debug',
    'DEBUG = True',
    'FLASK_DEBUG',
    'debugger.debug',
    'x.debu\ngdebug',
    'from a import *',
    'os.system("-x")',
    'osystem os_system system_os',
    '_os',
    'execeval exec.eval',
    `${' '.repeat(4000)}eval`,
    `eval${' '.repeat(4000)}`,
    'E',
  ]);
});

test('letters outside of ASCII are read as Python reads them', () => {
  assertAlike(WORDS, NAMES, [
    'ｅｖａｌ(x)',
    'ｅｖａｌé',
    'éeval',
    'evalé',
    '\u212aelvin \u212aELVIN',
    'É',
    'STRASSE straße STRAßE',
    'ÜNÏX',
    'x = 1 \u202e',
    '\u2066X \u2066ｘ 中文 e\u0307 \u0307',
    'dıebug debug\u0131',
    '\ud800eval\udc00',
    'ＤＥＢＵＧ',
    '𝐞𝐯𝐚𝐥 𝐃𝐄𝐁𝐔𝐆',
    'ﬁ ﬀ … \u00a0eval\u00a0',
    `${'é'.repeat(64)}ｅｖａｌ${'\u0301'.repeat(200)}`,
  ]);
  assert.equal(compileAutomaton(WORDS, NAMES)?.('debug İ'), null);
});

test('no letter has a small form with a character of one case, other than ASCII and U+0130', () => {
  for (let code = 0x80; code < 0x11_0000; code += 1) {
    const letter = String.fromCodePoint(code);
    const small = letter.toLowerCase();
    if (small === letter || letter === '\u0130' || letter === '\u212a') continue;
    for (const one of small) assert.notEqual(one.toUpperCase(), one.toLowerCase(), `U+${code.toString(16)}`);
  }
});

test('both ways find the same in any text', () => {
  const alphabets = [
    ['a', 'b', 'A', 'B', '_', '.'],
    ['a', 'b', 'c', ' ', '\n', '*', '\t'],
    ['k', 'K', '\u212a', 'ｋ', 'i', 'I', 'ı', 'İ', '\u0307'],
    ['s', 'S', 'ß', 'ẞ', 'ſ', 'é', 'É', 'e', '\u0301', '\u202e', '中', '\ud835', '\udc00', '𝐚', 'ﬁ'],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...alphabets).chain((letters) => {
        const letter = fc.constantFrom(...letters);
        const written = (most: number) => fc.string({ unit: letter, minLength: 1, maxLength: most });
        return fc.record({
          words: fc.array(
            written(5).filter((word) => !word.includes('\n')),
            { maxLength: 12 },
          ),
          names: fc.array(
            written(4).filter((name) => /^\w+$/.test(name)),
            { maxLength: 12 },
          ),
          texts: fc.array(written(80), { maxLength: 6 }),
          padding: fc.constantFrom('', '\n'.repeat(4000)),
        });
      }),
      ({ words, names, texts, padding }) =>
        assertAlike(
          words,
          names,
          texts.flatMap((text) => [text, padding + text, text + padding]),
        ),
    ),
    { numRuns: 400 },
  );
});

test('too many signs for the numbers of its states are left to the expressions', () => {
  const words = Array.from({ length: 5000 }, (_, i) => `word${i}`);
  assert.equal(compileAutomaton(words, []), null);
});
