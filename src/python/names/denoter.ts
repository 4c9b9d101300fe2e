import type { Expression, FunctionDef, Lambda, PythonFile, Return } from '../syntax/index.ts';
import type { Definition, Denotation } from './denotation.ts';
import type { Lookup } from './lookup.ts';
import type { Scopes } from './scope.ts';

/** What the answers to "what does this denote?" need of one another, for one file. */
export interface Denoter {
  readonly file: PythonFile;
  readonly scopes: Scopes;
  readonly lookup: Lookup;
  returnsOf(definition: Definition): readonly Return[];
  of(expression: Expression): readonly Denotation[];
  /** What a name denotes at an offset. */
  ofName(name: string, offset: number): readonly Denotation[];
  /** What an attribute of something denotes. */
  ofAttribute(bases: readonly Denotation[], attr: string): readonly Denotation[];
  /** What a call of a function denotes. */
  ofResults(definition: FunctionDef | Lambda): readonly Denotation[];
  /** Reads what costs a level of depth; nothing where there are none left. */
  nested(read: () => readonly Denotation[]): readonly Denotation[];
}
