import { testChain } from './chain.ts';

for (const name of ['pre-commit-3.0', 'pre-commit-newest']) testChain(name);
