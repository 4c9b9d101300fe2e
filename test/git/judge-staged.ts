import { writeFileSync } from 'node:fs';
import { openRepository } from '../../src/git/repository.ts';
import { judge } from './repository.ts';

// The hook of judgedDuring: writes what is judged to the file named by the first argument.
writeFileSync(process.argv[2]!, JSON.stringify(await judge(openRepository(process.cwd(), process.env))));
