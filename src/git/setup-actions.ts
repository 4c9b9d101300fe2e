// What only doctor needs. A separate chunk, loaded with `await import()`, because it includes every parser.

export { inspectSetup, type Setup } from './hook/setup.ts';
export { type TriedCommit, tryCommit } from './try/try-commit.ts';
