import type { Constructs } from './construct.ts';
import { DEPLOYMENT } from './deployment-constructs.ts';
import { MANIFESTS } from './manifest-constructs.ts';
import { OTHERS } from './other-constructs.ts';
import { PYTHON } from './python-constructs.ts';
import { PYTHON_SHAPES } from './python-shapes.ts';

/** For every construct and format, a file that grows. */
export const CONSTRUCTS: Constructs = { ...PYTHON, ...PYTHON_SHAPES, ...MANIFESTS, ...DEPLOYMENT, ...OTHERS };
