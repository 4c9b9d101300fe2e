import { type TruthTable, truthOf } from '../../data/truth-tables.ts';
import { isAscii } from '../syntax/index.ts';
import { giveUp, PythonRaise } from './values.ts';

/** How a library's cast to bool converts a text. Raises if the library does. */
export function truthOfText(table: TruthTable, text: string): boolean {
  if (!isAscii(text)) return giveUp();
  const truth = truthOf(table, text);
  if (truth === null) throw new PythonRaise('builtins.ValueError');
  return truth;
}
