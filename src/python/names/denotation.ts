import type { ClassDef, FunctionDef, Lambda } from '../syntax/index.ts';

export type Definition = FunctionDef | ClassDef | Lambda;

/** One thing that an expression may denote; see QualifiedName. */
export interface Denotation {
  readonly text: string;
  /** The function, class or lambda in this file that it is or is an instance of. */
  readonly definition: Definition | null;
  readonly instance: boolean;
  /** The class in this file of which it is a base. */
  readonly via: ClassDef | null;
}

/** How many alternatives, branches and items to look at. */
export const MAX_ALTERNATIVES = 16;
/** Longer texts do not denote anything that a rule asks about. */
export const MAX_TEXT = 240;
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
  if (list.length === 1) return list[0]!.text.length < MAX_TEXT ? list : NOTHING;
  const seen = new Map<string, Denotation>();
  for (const one of list) {
    if (seen.size < MAX_ALTERNATIVES && one.text.length < MAX_TEXT && !seen.has(one.text)) seen.set(one.text, one);
  }
  return [...seen.values()];
}
