import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const SUITES = resolve(process.env.ANTIVENOM_SUITES || join(ROOT, '.cache', 'suites'));

const BIN = join(SUITES, 'environment', 'bin');

export const PYTHON = join(BIN, 'python');
export const BANDIT = join(BIN, 'bandit');
export const RUFF = join(BIN, 'ruff');
export const BANDIT_SOURCE = join(SUITES, 'bandit');
