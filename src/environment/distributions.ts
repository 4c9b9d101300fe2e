import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { normalizeName } from '../formats/requirement.ts';

/** An installed package, according to its metadata. */
export interface Distribution {
  readonly name: string;
  /** PEP 503. */
  readonly normalized: string;
  readonly version: string;
  /** The packages that it requires on some platform or with some extra, normalised. */
  readonly requires: readonly string[];
  /** Installed from a folder, a repository or a file rather than from an index (PEP 610). */
  readonly isLocal: boolean;
}

/**
 * Lists everything installed in site-packages folders, from `.dist-info` folders
 * (https://packaging.python.org/en/latest/specifications/recording-installed-packages/) and setuptools' older
 * `.egg-info`, without running Python.
 */
export function installedDistributions(sitePackages: readonly string[]): readonly Distribution[] {
  const found = sitePackages.flatMap((folder) => namesIn(folder).flatMap((name) => distribution(folder, name) ?? []));
  return found.sort((a, b) => (a.normalized < b.normalized ? -1 : 1));
}

function distribution(folder: string, entry: string): Distribution | null {
  const parts = /^(.+?)-([^-]+?)(?:-py\d[\d.]*)?\.(dist|egg)-info$/.exec(entry);
  if (parts === null) return null;
  const [, fileName = '', fileVersion = '', kind] = parts;
  const path = join(folder, entry);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const metadata = headersOf(isFolder ? join(path, kind === 'dist' ? 'METADATA' : 'PKG-INFO') : path);
  // If pip is killed, it leaves folders without metadata behind.
  if (metadata === null && kind === 'dist') return null;
  const name = metadata?.get('name')?.[0] ?? fileName;
  const requires = (metadata?.get('requires-dist') ?? []).flatMap((line) => /^[\w.-]+/.exec(line)?.[0] ?? []);
  return {
    name,
    normalized: normalizeName(name),
    version: metadata?.get('version')?.[0] ?? fileVersion,
    requires: requires.map(normalizeName),
    isLocal: isFolder && namesIn(path).includes('direct_url.json'),
  };
}

/** How many bytes of metadata to read. The headers come before the description. */
const HEADER_LIMIT = 256 * 1024;

/** The headers by lower-case name; null if the file cannot be read. */
function headersOf(file: string): ReadonlyMap<string, readonly string[]> | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const buffer = Buffer.alloc(HEADER_LIMIT);
    const text = buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, HEADER_LIMIT, 0));
    const headers = new Map<string, string[]>();
    for (const line of text.split(/\r?\n/)) {
      if (line === '') break;
      const colon = line.indexOf(':');
      if (colon <= 0 || /^\s/.test(line)) continue;
      const key = line.slice(0, colon).toLowerCase();
      headers.set(key, [...(headers.get(key) ?? []), line.slice(colon + 1).trim()]);
    }
    return headers;
  } finally {
    closeSync(descriptor);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that cannot be listed has nothing installed.
    return [];
  }
}
