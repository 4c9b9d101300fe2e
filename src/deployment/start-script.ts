import type { Document } from '../engine/document.ts';
import { kindOf } from '../engine/kind.ts';
import { fileNameOf, folderOf } from '../engine/path-parts.ts';
import { parseDockerfile } from '../formats/dockerfile.ts';
import { programName } from './command.ts';
import { dockerfileDeployment } from './dockerfile.ts';

const SHELL = /\b(?:ba|da|a|z|k)?sh\b/;

/** `#!/bin/sh`, `#!/usr/bin/env -S bash -e`. */
function startsShell(text: string): boolean {
  if (!text.startsWith('#!')) return false;
  const [line = ''] = text.slice(2, 300).split(/[\r\n]/, 1);
  const [program = '', ...words] = line.trim().split(/\s+/);
  return SHELL.test(program.endsWith('/env') ? (words.find((word) => word !== '-S') ?? '') : program);
}

/** A shell script, judging by its extension or its first line. */
export const isShellScript = ({ kind, path, text }: Document): boolean =>
  kind === 'text' && (/\.(?:sh|bash)$/.test(path) || startsShell(text));

/**
 * A shell script that starts the program: its name says so (`entrypoint.sh`, `start-web`), or a Dockerfile's ENTRYPOINT
 * or CMD names it.
 */
export function isStartScript(doc: Document): boolean {
  if (!isShellScript(doc)) return false;
  const words = fileNameOf(doc.path).toLowerCase().split(/[._-]/);
  return words.some((word) => word === 'entrypoint' || word === 'start') || isNamedByDockerfile(doc);
}

/** How many Dockerfiles to search at most. */
const MAX_DOCKERFILES = 50;

function isNamedByDockerfile(doc: Document): boolean {
  const name = fileNameOf(doc.path);
  const paths = doc.project.paths();
  const dockerfiles = paths.filter((path) => kindOf(path) === 'dockerfile').slice(0, MAX_DOCKERFILES);
  return dockerfiles.some((path) => {
    const text = doc.sibling(path)?.text;
    if (text === undefined || !text.includes(name)) return false;
    const file = parseDockerfile(text);
    const started = dockerfileDeployment(text, file, 'base').commands.flatMap(({ words }) =>
      words.slice(0, 2).filter((word) => programName(word) === name),
    );
    if (started.length === 0) return false;
    const copied = file.instructions
      .filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
      .flatMap(({ exec, body }) => exec?.map((item) => item.text) ?? body.text.split(/\s+/))
      .filter((source) => fileNameOf(source) === name);
    return isBestMatch(doc.path, path, [...copied, ...started.map((word) => word.text)], paths);
  });
}

/** Of several files with that name, this is the one whose folder COPY or the command names, otherwise the nearest. */
function isBestMatch(
  script: string,
  dockerfile: string,
  written: readonly string[],
  paths: readonly string[],
): boolean {
  const name = fileNameOf(script);
  const others = paths.filter((path) => fileNameOf(path) === name && path !== script);
  if (others.length === 0) return true;
  const score = (path: string): number =>
    written.reduce((most, each) => Math.max(most, commonEnd(path, each)), -Infinity);
  const own = score(script);
  const best = others.filter((path) => score(path) >= own);
  if (best.length === 0) return true;
  if (best.some((path) => score(path) > own)) return false;
  const folder = folderOf(dockerfile);
  return script === `${folder}${name}`;
}

/** How many trailing segments two paths share. */
function commonEnd(a: string, b: string): number {
  const [left, right] = [a, b].map((path) =>
    path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .reverse(),
  );
  let count = 0;
  while (count < left!.length && left![count] === right![count]) count++;
  return count;
}
