import type { SinkArgument } from '../data/code-sinks.ts';
import type { QualifiedName } from '../data/qualified-name.ts';
import type { Call, Expression, Import, ImportFrom } from '../python/syntax/index.ts';
import type { Span } from './span.ts';

/** A call of something in a rule's table. */
export interface CallMatch<Fact> {
  readonly call: Call;
  /** What is called, as the table names it. */
  readonly name: QualifiedName;
  /** What the table says of it. */
  readonly fact: Fact;
}

/** A call that gives something in a rule's table an argument, or is handed it to call: `map(eval, xs)`. */
export interface SinkMatch<Fact extends SinkArgument> extends CallMatch<Fact> {
  /** What reaches the dangerous argument; empty where it cannot be seen. */
  readonly inputs: readonly Expression[];
  /** The reference that is handed over; null for a plain call. */
  readonly reference: Expression | null;
}

/** An import of a module in a rule's table, or of something inside it. */
export interface ImportMatch<Fact> {
  readonly statement: Import | ImportFrom;
  /** The module's name as it is written. */
  readonly span: Span;
  /** The top-level module. */
  readonly module: string;
  readonly fact: Fact;
}
