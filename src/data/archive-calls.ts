import type { QualifiedName } from './qualified-name.ts';

/**
 * Objects whose `extractall` and `extract` follow names and links that the archive dictates, unless a filter is given
 * (PEP 706; the default is 'data' only from Python 3.14 on). zipfile drops `..` and absolute paths by itself.
 * https://docs.python.org/3/library/tarfile.html#tarfile-extraction-filter (as of 2026-11)
 */
export const TAR_OBJECTS: readonly QualifiedName[] = [
  'tarfile.open()',
  'tarfile.TarFile()',
  'tarfile.TarFile.open()',
  'tarfile.TarFile.gzopen()',
  'tarfile.TarFile.bz2open()',
  'tarfile.TarFile.xzopen()',
  'tarfile.TarFile.taropen()',
];

/** Filters that do not check anything. */
export const UNSAFE_FILTERS: ReadonlySet<QualifiedName> = new Set(['tarfile.fully_trusted_filter']);

/** Formats of shutil.unpack_archive other than tar. */
export const OTHER_FORMATS: ReadonlySet<string> = new Set(['zip']);
