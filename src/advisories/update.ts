import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { kill, pid } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createCollector, packNames, packTargets } from './build-index.ts';
import { indexFile, openAdvisories } from './cache-folder.ts';
import {
  DOWNLOAD_LIMITS,
  DownloadError,
  type DownloadLimits,
  download,
  type Progress,
  removeDownload,
} from './download.ts';
import type { Header, Section } from './index-format.ts';
import { readNamesList } from './names-list.ts';
import { readOsvRecord } from './osv-record.ts';
import { readJsonEntries, ZIP_LIMITS, ZipError, type ZipLimits } from './read-zip.ts';
import { type SectionBlocks, writeIndex } from './write-index.ts';

/** OSV's export of all PyPI records (https://google.github.io/osv.dev/data/). */
export const ADVISORIES_URL = 'https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip';
/** The 15 000 most downloaded packages, updated every month. */
export const NAMES_URL = 'https://hugovk.github.io/top-pypi-packages/top-pypi-packages.min.json';

export interface UpdateRequest {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The index that comes with the package. */
  readonly builtIn: string;
  /** Null if only the other is wanted. */
  readonly url: URL | null;
  readonly namesUrl: URL | null;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly progress: (what: 'advisories' | 'names') => Progress;
  readonly limits?: { readonly download: DownloadLimits; readonly zip: ZipLimits };
}

export interface UpdateResult {
  readonly header: Omit<Header, 'sections'>;
  /** The size of the new index in bytes. */
  readonly size: number;
  readonly warnings: readonly string[];
}

/** Why the update failed, in words. The old index stays in use. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError';
}

const LIMITS = { download: DOWNLOAD_LIMITS, zip: ZIP_LIMITS };

/**
 * Fetches what is requested and replaces the old index with a new one, atomically and only after everything succeeded.
 * What is not fetched is copied from the current index.
 * @throws UpdateError
 */
export async function updateIndex(request: UpdateRequest): Promise<UpdateResult> {
  mkdirSync(request.folder, { recursive: true, mode: 0o700 });
  const unlock = lock(join(request.folder, 'advisories.lock'));
  try {
    return await update(request);
  } finally {
    unlock();
  }
}

interface Parts {
  readonly facts: Partial<Omit<Header, 'sections'>>;
  readonly sections: Partial<Record<Section, SectionBlocks>>;
}

async function update(request: UpdateRequest): Promise<UpdateResult> {
  const warnings: string[] = [];
  const advisories = request.url === null ? null : await fetchAdvisories(request.url, request, warnings);
  let names: Parts | null = null;
  if (request.namesUrl !== null) {
    try {
      names = await fetchNames(request.namesUrl, request);
    } catch (error) {
      if (advisories === null || !(error instanceof UpdateError)) throw error;
      warnings.push(`the list of popular names is the old one: ${error.message}`);
    }
  }
  const { index } = openAdvisories(request.env, request.builtIn);
  try {
    // Names without records are kept until records of malicious packages exist.
    const hasRecords = (advisories?.facts.advisories?.malicious ?? 0) > 0;
    const facts = {
      ...index.header,
      ...advisories?.facts,
      ...names?.facts,
      ...(hasRecords ? { malicious: null } : {}),
    };
    const kept = (section: Section): SectionBlocks => index.blocks(section);
    const bytes = writeIndex(facts, {
      advisories: advisories?.sections.advisories ?? kept('advisories'),
      malicious: hasRecords ? packNames([]) : kept('malicious'),
      popular: names?.sections.popular ?? kept('popular'),
      targets: names?.sections.targets ?? kept('targets'),
    });
    replace(indexFile(request.folder), bytes);
    return { header: facts, size: bytes.length, warnings };
  } finally {
    index.close();
  }
}

/** The percentage of entries that may be something other than records before we reject the export. */
const MAX_INVALID_PERCENT = 1;

async function fetchAdvisories(url: URL, request: UpdateRequest, warnings: string[]): Promise<Parts> {
  const { file, date, remove } = await fetchFile(url, 'advisories.zip.part', 'advisories', request);
  const collector = createCollector();
  let count = 0;
  let invalid = 0;
  try {
    for await (const { text } of readJsonEntries(file, (request.limits ?? LIMITS).zip)) {
      count += 1;
      const record = readOsvRecord(parseJson(text));
      if (record === null) invalid += 1;
      else collector.add(record);
    }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    throw new UpdateError(`${shown(url)} is not a zip file of advisories: ${error.message}`);
  } finally {
    remove();
  }
  if (invalid * 100 > count * MAX_INVALID_PERCENT) {
    throw new UpdateError(`${shown(url)} is not OSV's export: ${invalid} of ${count} entries are not OSV records`);
  }
  const { section, source } = collector.pack(
    { source: shown(url), licence: 'CC-BY-4.0 and others: see osv.dev' },
    date,
    null,
  );
  if (source.packages === 0) throw new UpdateError(`${shown(url)} holds no advisory about a package of PyPI`);
  if (invalid > 0) warnings.push(`${invalid} of ${count} entries are not OSV records and were left out`);
  return {
    facts: { advisories: { ...source, date: earlier(source.date, request.today) } },
    sections: { advisories: section },
  };
}

async function fetchNames(url: URL, request: UpdateRequest): Promise<Parts> {
  const { file, date, remove } = await fetchFile(url, 'names.part', 'names', request);
  try {
    const list = readNamesList(readFileSync(file, 'utf8'));
    if (list === null) throw new UpdateError(`${shown(url)} is not a list of package names`);
    const facts = {
      source: shown(url),
      licence: 'names are facts',
      date: earlier(list.date ?? date, request.today),
      names: list.names.length,
    };
    return {
      facts: { popular: facts },
      sections: { popular: packNames(list.names), targets: packTargets(list.names) },
    };
  } finally {
    remove();
  }
}

interface Fetched {
  readonly file: string;
  readonly date: string | null;
  remove(): void;
}

/** Also accepts `file:` URLs, for machines without a network. */
async function fetchFile(
  url: URL,
  name: string,
  what: 'advisories' | 'names',
  request: UpdateRequest,
): Promise<Fetched> {
  if (url.protocol === 'file:') {
    const file = fileURLToPath(url);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new UpdateError(`there is no file ${file}`);
    return { file, date: null, remove: () => {} };
  }
  const file = join(request.folder, name);
  try {
    const { date } = await download(url, file, request.progress(what), (request.limits ?? LIMITS).download);
    return { file, date, remove: () => removeDownload(file) };
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new UpdateError(`${shown(url)} could not be fetched: ${error.message}`);
  }
}

/** A URL without its password, for messages and the header. */
function shown(url: URL): string {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  copy.search = '';
  return copy.href;
}

const earlier = (date: string | null, today: string): string => (date === null || date > today ? today : date);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The file always has either the old bytes or the new ones. */
function replace(file: string, bytes: Buffer): void {
  const draft = `${file}.${pid}`;
  try {
    const descriptor = openSync(draft, 'w', 0o600);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new UpdateError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Prevents a second update from writing into the same download. The lock of a killed update does not count. */
function lock(file: string): () => void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, String(pid));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new UpdateError(`${file} cannot be written (${code})`);
      if (isHeld(file)) break;
      rmSync(file, { force: true });
    }
  }
  throw new UpdateError('another update is under way');
}

function isHeld(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    if (!(holder > 0)) return false;
    kill(holder, 0);
    return holder !== pid;
  } catch (error) {
    // The process is gone, or belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
