import type { Document } from '../../../engine/document.ts';
import { type Put, putsOf } from '../../../settings/puts.ts';

/** What a program puts into its own environment, or that of a process that it starts. */
export function* environmentWrites(doc: Document): Generator<Put> {
  for (const put of putsOf(doc)) if (put.by === 'key' && put.holders().includes('os.environ')) yield put;
}
