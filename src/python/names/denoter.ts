import type { Expression, FunctionDef, Lambda, PythonFile, Return } from '../syntax/index.ts';
import type { Definition, Denotation } from './denotation.ts';
import type { Lookup } from './lookup.ts';
import type { Scopes } from './scope.ts';

/** What the answers to "what does this denote?" for one file need from each other. */
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
  /** Runs something that uses up a level of depth; empty if none is left. */
  nested(read: () => readonly Denotation[]): readonly Denotation[];
}
