import { testLintStaged } from './lint-staged.ts';

testLintStaged('lint-staged-17');
