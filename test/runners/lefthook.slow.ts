import { CHECK, CHECK_FILES, testCommits, testManyFiles } from './lefthook.ts';

testCommits('staged files', CHECK_FILES);
testManyFiles('what is staged', CHECK);
testManyFiles('staged files', CHECK_FILES);
