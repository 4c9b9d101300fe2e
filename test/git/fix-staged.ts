import { writeFileSync } from 'node:fs';
import { openRepository } from '../../src/git/repository.ts';
import { fixAllStaged, outcomes } from './fixing.ts';

// A hook that fixes what is staged. Arguments: where to write the report, and the number of the step before which the
// process kills itself.
const [, , note, lastStep] = process.argv;
let step = 0;
const onStep = (): void => {
  if (step++ === Number(lastStep)) process.kill(process.pid, 'SIGKILL');
};
const report = await fixAllStaged(openRepository(process.cwd(), process.env), { onStep });
writeFileSync(note!, JSON.stringify(outcomes(report)));
