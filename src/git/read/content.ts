import { wordsIn } from '../../data/words-in.ts';
import type { FileProblem, ProblemKind } from '../list/entry.ts';
import { encryptedBy } from './encrypted.ts';
import type { ObjectResult } from './objects.ts';
import { SIZE_LIMIT } from './objects.ts';

/** A file's bytes, or why they cannot be judged. */
export type Content =
  | { readonly bytes: Buffer; readonly problem: null }
  | { readonly bytes: null; readonly problem: FileProblem };

export const readable = (bytes: Buffer): Content => ({ bytes, problem: null });

export const unreadable = (path: string, kind: ProblemKind, reason: string): Content => ({
  bytes: null,
  problem: { path, kind, reason },
});

export function tooLarge(path: string, size: number, limit: number = SIZE_LIMIT): Content {
  return unreadable(path, 'too-large', `it has ${megabytes(size)} MB, more than the limit of ${megabytes(limit)} MB`);
}

/** Bytes that come neither from git nor from disk. */
export const withinLimit = (path: string, bytes: Buffer): Content =>
  bytes.length > SIZE_LIMIT ? tooLarge(path, bytes.length) : readable(bytes);

const megabytes = (size: number): string => (size / 1024 / 1024).toFixed(size % (1024 * 1024) === 0 ? 0 : 1);

/** What the names of files end in that no rule reads: hundreds of pictures in a commit are not worth reading. */
const ASSETS: ReadonlySet<string> = new Set(
  wordsIn(`
  png jpg jpeg gif ico bmp tif tiff webp avif heic psd mp3 mp4 m4a m4v mov avi mkv webm wav ogg flac
  zip gz tgz bz2 xz zst 7z rar tar jar whl egg pdf docx xlsx pptx woff woff2 ttf otf eot
  so dylib dll exe a o lib pyd pyc pyo class wasm npy npz pkl pickle pt onnx h5 hdf5 parquet arrow
  safetensors ckpt sqlite sqlite3 mo dmg iso`),
);

/** Why a file with this name is not read at all; null if it is. */
export function unreadByName(path: string): Content | null {
  return isAsset(path) ? unreadable(path, 'binary', 'its name says that it is a binary file') : null;
}

/** True for a file that is not read, see {@link unreadByName}. */
export function isAsset(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot >= 0 && ASSETS.has(path.slice(dot + 1).toLowerCase());
}

/** What git's store has for `path`. */
export function contentOf(path: string, object: ObjectResult): Content {
  switch (object.status) {
    case 'ok':
      return checkText(path, object.bytes);
    case 'too-large':
      return tooLarge(path, object.size);
    case 'missing':
      return unreadable(path, 'missing', 'its content is not in this repository (a partial clone?); fetch it first');
    case 'not-a-blob':
      return unreadable(path, 'unreadable', 'git has no file under that name');
  }
}

/** Bytes that are text, or a description of what they are. */
export function checkText(path: string, bytes: Buffer): Content {
  if (isLfsPointer(bytes)) {
    return unreadable(path, 'lfs-pointer', 'it is kept in Git LFS; only its pointer is here');
  }
  const tool = encryptedBy(bytes);
  if (tool !== null) {
    return unreadable(path, 'encrypted', `it is encrypted (${tool}) and cannot be read; ${EXCLUDE}`);
  }
  if (isBinary(bytes)) return unreadable(path, 'binary', `it is binary; ${EXCLUDE}`);
  return readable(bytes);
}

/** How to proceed with a file that is meant to be like this. */
const EXCLUDE = 'if that is meant to be, name it under exclude in the configuration';

/** The format of pointers: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export function isLfsPointer(bytes: Buffer): boolean {
  return (
    bytes.length < 1024 && /^version https:\/\/(git-lfs|hawser)\.github\.com\/spec\//.test(bytes.toString('latin1'))
  );
}

/** Git's own test: a NUL in the first 8000 bytes. UTF-16 with a byte order mark is text nevertheless. */
export function isBinary(bytes: Buffer): boolean {
  const nul = bytes.subarray(0, 8000).includes(0);
  return nul && !hasUtf16Mark(bytes);
}

export function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
