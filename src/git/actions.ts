// What needs simple-git, or is not needed for a check. A separate chunk, loaded with `await import()`.

export { undoFixes } from './fix/undo.ts';
export { fixStaged, fixWorkingFiles } from './fix/write.ts';
export { installHook, uninstallHook } from './hook/install.ts';
export { resolveCommit } from './resolve-commit.ts';
