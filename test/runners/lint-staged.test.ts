import { testLintStaged } from './lint-staged.ts';

// The newest: lint-staged.slow.ts.
testLintStaged('lint-staged-16');
