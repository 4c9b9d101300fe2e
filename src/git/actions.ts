// What needs simple-git, or is not on the way of a check: a chunk of its own, loaded with `await import()`.

export { undoFixes } from './fix/undo.ts';
export { fixStaged, fixWorkingFiles } from './fix/write.ts';
export { installHook, uninstallHook } from './hook/install.ts';
export { resolveCommit } from './resolve-commit.ts';
