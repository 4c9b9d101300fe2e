import type { SwitchFact } from '../../../data/frameworks.ts';
import { offText, offWord } from '../../../data/truth-tables.ts';
import type { Expression } from '../../../python/syntax/index.ts';
import type { PyValue } from '../../../python/worth/index.ts';

/**
 * How to write off if a value is on: 1 becomes 0, everything else False. Text stays text if its reader (or os.environ)
 * wants text, in the author's style as far as the reader takes that as off.
 */
export function offValue(value: Expression, source: string, { truth, off }: Pick<SwitchFact, 'truth' | 'off'>): string {
  if (value.kind === 'Number') return '0';
  if (value.kind !== 'String' || truth === undefined) return 'False';
  const quote = /["']/.exec(source)?.[0] ?? '"';
  return `${quote}${off ?? offText(value.value, truth)}${quote}`;
}

/** A literal that is off, with its value. */
export interface OffLiteral {
  readonly text: string;
  readonly value: PyValue;
}

const FALSE: OffLiteral = { text: 'False', value: false };
const quotedOff = (text: string, quote = '"', prefix = ''): OffLiteral => ({
  text: `${prefix}${quote}${text}${quote}`,
  value: text,
});

/**
 * What to try instead of a literal that turns debug on, closest in style first. `isName` for the default of a variable
 * that holds an environment's name.
 */
export function offLiterals(literal: Expression, source: string, isName = false): readonly OffLiteral[] {
  switch (literal.kind) {
    case 'Constant':
      return literal.value === true ? [FALSE, quotedOff('False'), quotedOff('')] : [];
    case 'Number':
      return [{ text: '0', value: 0 }, FALSE, quotedOff('0'), quotedOff('')];
    case 'String': {
      const [, prefix = '', quote = '"'] = /^([A-Za-z]*)("""|'''|"|')/.exec(source) ?? [];
      const word = isName ? 'production' : offWord(literal.value);
      const words = new Set([...(word === null ? [] : [word]), 'False', '0', '']);
      return [...words].map((text) => quotedOff(text, quote, /r/i.test(prefix) ? prefix : ''));
    }
    default:
      return [quotedOff('False'), FALSE, quotedOff('0'), quotedOff('')];
  }
}
