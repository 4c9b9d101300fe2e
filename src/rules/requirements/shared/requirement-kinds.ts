import type { Kind } from '../../../engine/kind.ts';

/** The kinds of files that name packages, indexes or both. */
export const REQUIREMENT_KINDS: readonly Kind[] = [
  'requirements',
  'toml',
  'ini',
  'yaml',
  'json',
  'dockerfile',
  'dotenv',
  'python',
  'text',
];

/** The arguments of setup() that name packages. No other Python code does. */
export const INSTALL_KEYWORDS = ['install_requires', 'setup_requires', 'tests_require', 'extras_require'];
