import type { SwitchFact } from '../../../data/frameworks.ts';
import { offWord } from '../../../data/truth-tables.ts';
import type { Expression } from '../../../python/syntax/nodes.ts';

/**
 * How to write off where a value is now on: 1 becomes 0, all else False. Text stays text where its reader (or
 * os.environ) wants text; FLASK_DEBUG has no word for off but 0, no and false.
 */
export function offValue(value: Expression, source: string, truth: SwitchFact['truth']): string {
  if (value.kind === 'Number') return '0';
  if (value.kind !== 'String' || truth === undefined) return 'False';
  const quote = /["']/.exec(source)?.[0] ?? '"';
  const word = truth === 'asbool' ? (offWord(value.value) ?? '0') : /^true$/i.test(value.value) ? 'False' : '0';
  return `${quote}${word}${quote}`;
}

/**
 * What to try in the place of a literal that switches debug on, the closest in style first. `isName` for the default
 * of a variable that holds an environment's name.
 */
export function offLiterals(literal: Expression, source: string, isName = false): readonly string[] {
  switch (literal.kind) {
    case 'Constant':
      return literal.value === true ? ['False', '"False"', '""'] : [];
    case 'Number':
      return ['0', 'False', '"0"', '""'];
    case 'String': {
      const [, prefix = '', quote = '"'] = /^([A-Za-z]*)("""|'''|"|')/.exec(source) ?? [];
      const word = isName ? 'production' : offWord(literal.value);
      const words = [...(word === null ? [] : [word]), 'False', '0', ''];
      return [...new Set(words)].map((text) => `${/r/i.test(prefix) ? prefix : ''}${quote}${text}${quote}`);
    }
    default:
      return ['"False"', 'False', '"0"', '""'];
  }
}
