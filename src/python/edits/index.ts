/** The public functions for edits of Python code that are more than a replaced value. */

export { commaBetween, raiseInstead, raiseText } from './assert.ts';
export { type ImportedName, importModule, importsOs } from './import.ts';
export { type Blocks, blocksOf, removeStatements } from './statement-removal.ts';
