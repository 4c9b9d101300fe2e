import type { Document } from '../../../engine/document.ts';
import { memo } from '../../../engine/memo.ts';

/** True if the words in a settings module are those of a Django project. */
export const isDjango = (doc: Document): boolean => memo(doc, namesDjango);

const namesDjango = ({ text }: Document): boolean => /\bdjango\b|INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE/.test(text);
