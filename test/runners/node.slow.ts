import { testNode } from './node.ts';

for (const name of ['node-22', 'node-26']) testNode(name);
