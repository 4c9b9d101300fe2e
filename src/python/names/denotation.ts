import type { ClassDef, FunctionDef, Lambda } from '../syntax/index.ts';

export type Definition = FunctionDef | ClassDef | Lambda;

/** One thing that an expression may denote; see QualifiedName. */
export interface Denotation {
  readonly text: string;
  /** The function, class or lambda of this file it is, or is an instance of. */
  readonly definition: Definition | null;
  readonly instance: boolean;
  /** The class of this file that it is a base of. */
  readonly via: ClassDef | null;
}

/** Of alternatives, branches and items no more than these are looked at. */
export const MOST = 16;
/** Longer texts denote nothing that a rule asks for. */
export const LONGEST = 240;
export const NOTHING: readonly Denotation[] = [];

export const plain = (text: string): Denotation => ({ text, definition: null, instance: false, via: null });

export function instancesOf(classes: readonly Denotation[]): readonly Denotation[] {
  return classes.map((one) => ({
    ...one,
    text: `${one.text}()`,
    instance: one.definition?.kind === 'ClassDef',
  }));
}

export function distinct(list: readonly Denotation[]): readonly Denotation[] {
  if (list.length === 0) return NOTHING;
  if (list.length === 1) return list[0]!.text.length < LONGEST ? list : NOTHING;
  const seen = new Map<string, Denotation>();
  for (const one of list) {
    if (seen.size < MOST && one.text.length < LONGEST && !seen.has(one.text)) seen.set(one.text, one);
  }
  return [...seen.values()];
}
