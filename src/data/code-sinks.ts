import type { QualifiedName } from './qualified-name.ts';

/** Which argument of a call is dangerous. */
export interface SinkArgument {
  readonly index: number;
  readonly keyword: string | null;
}

export interface CodeSink extends SinkArgument {
  /** What the call does with the text, as a verb for the message: 'runs', 'compiles'. */
  readonly verb: 'runs' | 'compiles';
  /** It evaluates its own language, so only text from outside is worth reporting. */
  readonly outsideTextOnly?: true;
}

const run = (index = 0, keyword: string | null = null): CodeSink => ({ index, keyword, verb: 'runs' });

/** https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.query.html: "this can run arbitrary code" */
const FRAMES = [
  'DataFrame',
  'read_csv',
  'read_excel',
  'read_json',
  'read_parquet',
  'read_sql',
  'read_table',
  'read_feather',
  'concat',
  'merge',
].map((name) => `pandas.${name}()`);

/**
 * Calls that turn text into running Python (as of 2026-11).
 * https://docs.python.org/3/library/functions.html#eval, #exec, #compile
 * https://docs.python.org/3/library/code.html
 * https://six.readthedocs.io/#six.exec_
 */
export const CODE_SINKS: ReadonlyMap<QualifiedName, CodeSink> = new Map<QualifiedName, CodeSink>([
  ['builtins.eval', run(0, 'source')],
  ['builtins.exec', run(0, 'source')],
  ['builtins.compile', { index: 0, keyword: 'source', verb: 'compiles' }],
  ['code.compile_command', { index: 0, keyword: 'source', verb: 'compiles' }],
  ['codeop.compile_command', { index: 0, keyword: 'source', verb: 'compiles' }],
  ['builtins.__builtins__.eval', run(0, 'source')],
  ['builtins.__builtins__.exec', run(0, 'source')],
  ['code.InteractiveInterpreter().runsource', run(0, 'source')],
  ['code.InteractiveInterpreter().runcode', run(0, 'code')],
  ['code.InteractiveConsole().runsource', run(0, 'source')],
  ['code.InteractiveConsole().runcode', run(0, 'code')],
  ['code.InteractiveConsole().push', run(0, 'line')],
  ['six.exec_', run()],
  ['pandas.eval', { ...run(0, 'expr'), outsideTextOnly: true }],
  ...FRAMES.flatMap((frame) =>
    ['query', 'eval'].map((name): [QualifiedName, CodeSink] => [
      `${frame}.${name}`,
      { ...run(0, 'expr'), outsideTextOnly: true },
    ]),
  ),
]);
