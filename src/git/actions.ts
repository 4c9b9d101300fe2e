// What needs simple-git, or is not on the way of a check: a chunk of its own, loaded with `await import()`.
export { installHook, uninstallHook } from './install.ts';
export { resolveCommit } from './resolve-commit.ts';
export { inspectSetup, type Setup } from './setup.ts';
export { undoFixes } from './undo.ts';
export { fixStaged, fixWorkingFiles } from './write-fixes.ts';
