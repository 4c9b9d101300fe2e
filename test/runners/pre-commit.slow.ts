import { testCommands, testCommits, testTryRepo } from './pre-commit.ts';

for (const name of ['pre-commit-3.0', 'pre-commit-4.6.0', 'pre-commit-newest']) testCommits(name);
for (const name of ['pre-commit-3.0', 'pre-commit-newest']) testCommands(name);
testTryRepo('pre-commit-newest');
