import { type PythonVersion, readPythonVersion } from './python-version.ts';

/** The Python in a container image. */
export interface ImagePython {
  readonly version: PythonVersion;
  /** The version in the image's name, as written: `3.8`. */
  readonly written: string;
}

/** A tag of an official Python image: `3.8`, `3.8.12-slim-bullseye`, `3.9rc1-alpine`, `2-alpine`. */
const VERSION_TAG = /^v?([23](?:\.\d{1,2}(?:\.\d+)?)?)(?:(?:a|b|rc)\d+)?(?:-[\w.-]+)?$/;
/** Dev containers put their own version first: `1-3.8-bullseye`. */
const DEVCONTAINER_TAG = /^(?:dev-)?(?:\d+(?:\.\d+)*-)?([23]\.\d{1,2})(?:-[\w.-]+)?$/;
/** A word in a name or tag that names Python in full: `python3.8`, `4-python3.8-slim`, `build-python3.7`, `py3.8`. */
const PYTHON_WORD = /(?:^|[-_.])(?:python|py)-?([23]\.\d{1,2})(?:\.\d+)?(?=$|[-_])/;
/** Red Hat's `python-38`, `python-36-rhel7`. */
const RED_HAT_NAME = /^python-([23])(\d{1,2})(?:-(?:rhel|centos|minimal)[\w-]*)?$/;
/** Names of images that are Python under another owner. In a private `mypython`, a tag may mean anything. */
const PYTHON_NAMES: ReadonlySet<string> = new Set(['python', 'python3', 'aws-lambda-python', 'python-slim']);

/**
 * The Python of a container image: for the official image and its mirrors by the tag, for images that name a Python in
 * full by that name. Null for private names (`mypython:3.7tools`), `python:latest`, and tags that contain a variable.
 */
export function pythonOfImage(image: string): ImagePython | null {
  const [reference = ''] = image
    .trim()
    .replace(/^docker:\/\//, '')
    .split('@sha256:', 1);
  if (/[\s$<>{}]/.test(reference)) return null;
  const slash = reference.lastIndexOf('/');
  const colon = reference.indexOf(':', slash + 1);
  const name = (colon < 0 ? reference : reference.slice(0, colon)).slice(slash + 1).toLowerCase();
  const tag = colon < 0 ? '' : reference.slice(colon + 1).toLowerCase();
  if (/pypy|graalpy/.test(`${name}-${tag}`)) return null;
  const written = writtenVersion(name, tag, reference);
  const version = written === null ? null : readPythonVersion(written);
  return version === null || written === null ? null : { version, written };
}

function writtenVersion(name: string, tag: string, reference: string): string | null {
  const word = PYTHON_WORD.exec(tag) ?? PYTHON_WORD.exec(name);
  if (word?.[1] !== undefined) return word[1];
  const redHat = RED_HAT_NAME.exec(name);
  if (redHat !== null) return `${redHat[1]}.${redHat[2]}`;
  if (!PYTHON_NAMES.has(name)) return null;
  if (/devcontainers?\//.test(reference)) return DEVCONTAINER_TAG.exec(tag)?.[1] ?? null;
  return VERSION_TAG.exec(tag)?.[1] ?? null;
}
