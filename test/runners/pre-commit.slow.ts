import { IS_THOROUGH } from '../is-ci.ts';
import { testCommands, testCommits, testPlain, testTryRepo } from './pre-commit.ts';

// Each version first installs the hook's environment, with our development dependencies. What differs between them is
// above all that.
for (const name of ['pre-commit-3.0', 'pre-commit-4.6.0']) (IS_THOROUGH ? testCommits : testPlain)(name);
if (IS_THOROUGH) testCommands('pre-commit-3.0');
for (const name of ['pre-commit-newest', 'prek']) {
  testCommits(name);
  testCommands(name);
  testTryRepo(name);
}
