import type { SinkArgument } from '../data/code-sinks.ts';
import type { QualifiedName } from '../data/qualified-name.ts';
import type { Call, Expression, Import, ImportFrom } from '../python/syntax/index.ts';
import type { Span } from './span.ts';

/** A call of something in a rule's table. */
export interface CallMatch<Fact> {
  readonly call: Call;
  /** The name of what is called, as in the table. */
  readonly name: QualifiedName;
  /** The table's value for it. */
  readonly fact: Fact;
}

/**
 * A call that passes an argument to something in a rule's table, or takes it as a function to call: `map(eval, xs)`.
 */
export interface SinkMatch<Fact extends SinkArgument> extends CallMatch<Fact> {
  /** What reaches the dangerous argument; empty if unknown. */
  readonly inputs: readonly Expression[];
  /** The reference that is passed on; null for a plain call. */
  readonly reference: Expression | null;
}

/** An import of a module in a rule's table, or of something inside it. */
export interface ImportMatch<Fact> {
  readonly statement: Import | ImportFrom;
  /** The module's name in the source. */
  readonly span: Span;
  /** The top-level module. */
  readonly module: string;
  readonly fact: Fact;
}
