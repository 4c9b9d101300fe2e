import { groupBy } from '../../engine/group-by.ts';
import { memo } from '../../engine/memo.ts';
import type { Attribute, Name, PythonFile, StringLiteral } from '../syntax/index.ts';

/** Where a file writes a name, whatever it means there, in source order. */
export const mentionsOf = (file: PythonFile, name: string): readonly Name[] => memo(file, names).get(name) ?? [];
/** Likewise as an attribute. */
export const attributesCalled = (file: PythonFile, name: string): readonly Attribute[] =>
  memo(file, attributes).get(name) ?? [];
/** The strings with that text. */
export const stringsSaying = (file: PythonFile, text: string): readonly StringLiteral[] =>
  memo(file, strings).get(text) ?? [];

const names = (file: PythonFile): ReadonlyMap<string, readonly Name[]> =>
  groupBy(file.nodes('Name'), ({ name }) => name);
const attributes = (file: PythonFile): ReadonlyMap<string, readonly Attribute[]> =>
  groupBy(file.nodes('Attribute'), ({ attr }) => attr);
const strings = (file: PythonFile): ReadonlyMap<string, readonly StringLiteral[]> =>
  groupBy(file.nodes('String'), ({ value }) => value);
