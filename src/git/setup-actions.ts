// What doctor alone needs: a chunk of its own, loaded with `await import()`, since it brings every parser.

export { inspectSetup, type Setup } from './hook/setup.ts';
export { type TriedCommit, tryCommit } from './try/try-commit.ts';
