// Installs the suites that score.mjs reads: bandit with the examples of its source distribution, ruff, Django.
//   node bench/detection/install.mjs
// ANTIVENOM_SUITES names the folder (default .cache/suites). Nothing of it goes into the repository.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchSource, run } from '../corpus/fetch.mjs';
import { emptyFolder } from '../corpus/folders.mjs';
import { BANDIT_SOURCE, PYTHON, SUITES } from './folders.mjs';

const BANDIT_VERSION = '1.9.4';
const REQUIREMENTS = [`bandit==${BANDIT_VERSION}`, 'ruff==0.17.6', 'Django==5.2.19'];

mkdirSync(SUITES, { recursive: true });
if (!existsSync(PYTHON)) run('python3', ['-m', 'venv', join(SUITES, 'environment')]);
run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', ...REQUIREMENTS]);
if (!existsSync(BANDIT_SOURCE)) {
  const scratch = emptyFolder(join(SUITES, 'scratch'));
  const { folder, problem } = fetchSource('bandit', BANDIT_VERSION, scratch);
  if (folder === null) throw new Error(problem);
  renameSync(folder, BANDIT_SOURCE);
  rmSync(scratch, { recursive: true, force: true });
}
