import { testCommands, testCommits, testTryRepo } from './pre-commit.ts';

// pre-commit itself, in Python, takes many times as long: pre-commit.slow.ts.
testCommits('prek');
testCommands('prek');
testTryRepo('prek');
