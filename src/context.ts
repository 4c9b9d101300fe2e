/** Where a file (or class) is bound to run; see contextOf. */
export type Context = 'test' | 'development' | 'sample' | 'production' | 'base';

/** Contexts that configuration assigns by glob; they win over the path's own signs. */
export interface ContextOverride {
  matches(path: string): boolean;
  readonly context: Context;
}

/** The context of a file, from its path relative to the repository's root. */
export function contextOf(path: string, overrides: readonly ContextOverride[] = []): Context {
  throw new Error(`not yet: ${path} ${overrides.length}`);
}

/** The context that a class's name gives (`DevelopmentConfig`), or null where the name says nothing. */
export function contextOfClass(name: string): Context | null {
  throw new Error(`not yet: ${name}`);
}
