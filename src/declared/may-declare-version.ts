import type { Document } from '../engine/document.ts';

/** False for Python files that do not declare any Python version. */
export const mayDeclareVersion = ({ kind, path, text }: Document): boolean =>
  kind !== 'python' ||
  text.startsWith('#!') ||
  /(?:^|\/)(?:setup|noxfile)\.py$/.test(path) ||
  text.includes('Runtime.PYTHON_');
