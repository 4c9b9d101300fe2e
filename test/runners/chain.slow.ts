import { IS_THOROUGH } from '../is-ci.ts';
import { testChain } from './chain.ts';

// orders.slow.ts takes the newest one through every order.
for (const name of IS_THOROUGH ? ['pre-commit-3.0', 'pre-commit-newest'] : ['pre-commit-3.0']) testChain(name);
