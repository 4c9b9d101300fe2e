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
