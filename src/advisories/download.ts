import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { type ClientRequest, get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

export interface DownloadLimits {
  readonly bytes: number;
  /** Milliseconds without a byte after which we give up on the server. */
  readonly idle: number;
  /** Milliseconds that one attempt may take, even if bytes keep coming. */
  readonly duration: number;
  readonly attempts: number;
  /** Milliseconds before the second attempt, doubled before each further one. */
  readonly pause: number;
  readonly redirects: number;
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
  bytes: 1024 * 1024 * 1024,
  idle: 30_000,
  duration: 30 * 60_000,
  attempts: 4,
  pause: 1000,
  redirects: 5,
};

export interface Downloaded {
  /** When the server last changed it, YYYY-MM-DD; null if it does not say. */
  readonly date: string | null;
  readonly bytes: number;
}

/** How many bytes have arrived, and how many there will be if the server says so. */
export type Progress = (done: number, total: number | null) => void;

/** Why a file could not be fetched, in words. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  /** False if another attempt would end the same way. */
  readonly isRetryable: boolean;

  constructor(message: string, isRetryable: boolean) {
    super(message);
    this.isRetryable = isRetryable;
  }
}

/**
 * Fetches a file through the environment's proxies. If the server can tell that the file is unchanged (ETag or
 * Last-Modified), the next attempt or another run continues from what an earlier one left in `file`.
 * @throws DownloadError
 */
export async function download(
  url: URL,
  file: string,
  progress: Progress = () => {},
  limits: DownloadLimits = DOWNLOAD_LIMITS,
): Promise<Downloaded> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchRest(url, file, progress, limits);
    } catch (caught) {
      const error = asError(caught);
      if (!error.isRetryable || attempt >= limits.attempts) throw error;
      await wait(limits.pause * 2 ** (attempt - 1));
    }
  }
}

/** Errors that another attempt would not fix: an unknown host, an untrusted certificate. */
const PERMANENT_ERRORS = /^(?:ENOTFOUND$|ECONNREFUSED$|ERR_TLS_|UNABLE_TO_)|CERT/;

function asError(error: unknown): DownloadError {
  if (error instanceof DownloadError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isUntrusted = /CERT|^UNABLE_TO_/.test(code);
  const hint = isUntrusted ? ' (NODE_EXTRA_CA_CERTS names a file with further authorities)' : '';
  return new DownloadError(`${message === '' ? code : message}${hint}`, !PERMANENT_ERRORS.test(code));
}

/** What we know about a partial file. It is stored beside it. */
interface Validator {
  readonly url: string;
  /** ETag or Last-Modified, to be sent as If-Range. */
  readonly tag: string;
  readonly date: string | null;
}

const validatorFile = (file: string): string => `${file}.json`;

/** Removes a file and what we know about it. */
export function removeDownload(file: string): void {
  rmSync(file, { force: true });
  rmSync(validatorFile(file), { force: true });
}

async function fetchRest(url: URL, file: string, progress: Progress, limits: DownloadLimits): Promise<Downloaded> {
  const validator = readValidator(url, file);
  const had = validator === null ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'antivenom' };
  if (validator !== null && had > 0) Object.assign(headers, { range: `bytes=${had}-`, 'if-range': validator.tag });
  const response = await follow(url, headers, limits);
  const status = response.statusCode ?? 0;
  if (status === 416 && validator !== null) {
    response.destroy();
    const whole = /^bytes \*\/(\d+)$/.exec(response.headers['content-range'] ?? '')?.[1];
    if (Number(whole) === had) return { date: validator.date, bytes: had };
    removeDownload(file);
    throw new DownloadError('the server has another file now', true);
  }
  const start = status === 206 ? rangeStart(response) : 0;
  if ((status !== 200 && status !== 206) || (status === 206 && start !== had)) {
    response.destroy();
    if (status === 206) removeDownload(file);
    const isPassing = status >= 500 || status === 408 || status === 429 || status === 206;
    throw new DownloadError(`the server answers ${status} ${response.statusMessage ?? ''}`.trim(), isPassing);
  }
  const date = dateOf(response);
  if (status === 200) writeValidator(url, file, response, date);
  return { date, bytes: await save(response, file, start, progress, limits) };
}

async function save(
  response: IncomingMessage,
  file: string,
  start: number,
  progress: Progress,
  limits: DownloadLimits,
): Promise<number> {
  const { 'content-length': length, 'content-encoding': encoding } = response.headers;
  const total = length === undefined ? null : start + Number(length);
  const refuse = (words: string): never => {
    response.destroy();
    removeDownload(file);
    throw new DownloadError(words, false);
  };
  if (encoding !== undefined && encoding !== 'identity') refuse(`the server sends it in the encoding ${encoding}`);
  const tooLarge = `it is larger than ${Math.round(limits.bytes / 1024 / 1024)} MB`;
  if (total !== null && total > limits.bytes) refuse(tooLarge);
  let done = start;
  progress(done, total);
  const tooLong = new DownloadError(`it took longer than ${Math.round(limits.duration / 60_000)} minutes`, true);
  const timer = setTimeout(() => response.destroy(tooLong), limits.duration);
  const descriptor = openSync(file, start === 0 ? 'w' : 'a', 0o600);
  try {
    // Written immediately, so that what has arrived is kept if the connection is lost.
    for await (const chunk of response as AsyncIterable<Buffer>) {
      done += chunk.length;
      if (done > limits.bytes) refuse(tooLarge);
      for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
      progress(done, total);
    }
  } finally {
    clearTimeout(timer);
    closeSync(descriptor);
  }
  if (total !== null && done !== total) throw new DownloadError(`only ${done} of ${total} bytes arrived`, true);
  return done;
}

/** The response at the end of the redirects. */
async function follow(from: URL, headers: Record<string, string>, limits: DownloadLimits): Promise<IncomingMessage> {
  let url = from;
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    const response = await request(url, headers, limits.idle);
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined) return response;
    response.destroy();
    if (!URL.canParse(location, url.href))
      throw new DownloadError('the server redirects to what is not an address', false);
    const next = new URL(location, url);
    if (next.protocol !== 'https:' && (url.protocol === 'https:' || next.protocol !== 'http:')) {
      throw new DownloadError(`the server redirects from https to ${next.protocol}//`, false);
    }
    url = next;
  }
  throw new DownloadError('the server redirects in a circle', false);
}

function request(url: URL, headers: Record<string, string>, idle: number): Promise<IncomingMessage> {
  const proxy = getProxyForUrl(url.href);
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | null = null;
    const onAnswer = (response: IncomingMessage): void => {
      answer = response;
      resolve(response);
    };
    const sent: ClientRequest =
      url.protocol === 'https:'
        ? httpsGet(url, { headers, ...(proxy === '' ? {} : { agent: new HttpsProxyAgent(proxy) }) }, onAnswer)
        : httpGet(url, { headers, ...(proxy === '' ? {} : { agent: new HttpProxyAgent(proxy) }) }, onAnswer);
    sent.on('error', reject);
    // A timeout of the socket, so it also applies while the body arrives.
    sent.setTimeout(idle, () => {
      (answer ?? sent).destroy(new DownloadError(`nothing came for ${idle / 1000} seconds`, true));
    });
  });
}

function rangeStart({ headers }: IncomingMessage): number {
  return Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1] ?? Number.NaN);
}

function dateOf({ headers }: IncomingMessage): string | null {
  const date = new Date(headers['last-modified'] ?? '');
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

function readValidator(url: URL, file: string): Validator | null {
  try {
    const validator = JSON.parse(readFileSync(validatorFile(file), 'utf8')) as Validator;
    return validator.url === withoutUser(url) && typeof validator.tag === 'string' ? validator : null;
  } catch {
    // Without it, the file is fetched from the start.
    return null;
  }
}

function writeValidator(url: URL, file: string, { headers }: IncomingMessage, date: string | null): void {
  // A weak tag does not promise the same bytes. https://www.rfc-editor.org/rfc/rfc9110#name-if-range
  const etag = headers.etag?.startsWith('W/') ? undefined : headers.etag;
  const tag = etag ?? headers['last-modified'];
  if (tag === undefined) removeDownload(file);
  else writeFileSync(validatorFile(file), JSON.stringify({ url: withoutUser(url), tag, date }), { mode: 0o600 });
}

function withoutUser(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
