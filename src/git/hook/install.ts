import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../../cli/errors.ts';
import { temporaryHome } from '../../cli/installation.ts';
import { openClient } from '../client.ts';
import type { Repository } from '../repository.ts';
import { chainedHook, dropChainedFolder, isThere, keepHook, restoreHook } from './chained.ts';
import { findHooksFolder, type HooksFolder } from './folder.ts';
import {
  BLOCK_END,
  BLOCK_START,
  GENERATED,
  HOOK_MARK,
  hookScript,
  huskyBlock,
  LEGACY_NAME,
  OPT_IN,
  type Program,
  programOf,
  runScript,
} from './script.ts';

/**
 * Writes the pre-commit hook, or our lines into husky's. A hook that is there already is kept and runs first.
 * @returns what was done, a line each
 * @throws UserError the folder cannot be written
 */
export async function installHook(repository: Repository, program: Program): Promise<readonly string[]> {
  const folder = await findHooksFolder(repository);
  const stable = { ...program, node: stableNode(program.node, repository.env.PATH) };
  const lines = await writing(folder.path, () =>
    folder.huskyFile === null
      ? installPlain(repository, folder, stable)
      : installHusky(repository, folder.huskyFile, folder, stable),
  );
  const home = temporaryHome(program.bundle);
  if (home !== null) lines.push(`antivenom runs from ${home.name}, which ${home.owner} may clear: ${home.lasting}`);
  return lines;
}

/**
 * Removes what {@link installHook} wrote and puts the hook back that was there before.
 * @returns what was done, a line each
 */
export async function uninstallHook(repository: Repository): Promise<readonly string[]> {
  const folder = await findHooksFolder(repository);
  return writing(folder.path, () =>
    folder.huskyFile === null
      ? uninstallPlain(repository, folder)
      : uninstallHusky(repository, folder.huskyFile, folder),
  );
}

async function installPlain(repository: Repository, folder: HooksFolder, program: Program): Promise<string[]> {
  const hook = join(folder.path, 'pre-commit');
  const lines: string[] = [];
  mkdirSync(folder.path, { recursive: true });
  const old = textOf(hook);
  const isOurs = old?.includes(HOOK_MARK) ?? false;
  if (lstatSync(hook, { throwIfNoEntry: false }) !== undefined && !isOurs) {
    const kept = chainedHook(folder.path);
    if (isThere(kept)) {
      throw new UserError(
        `${shown(repository, kept)} is in the way`,
        'it is from an earlier install; merge it into the hook and remove it',
      );
    }
    keepHook(hook, kept);
    lines.push(
      isExecutable(kept)
        ? `the hook that was there is kept as ${shown(repository, kept)} and runs first`
        : `the hook that was there is kept as ${shown(repository, kept)}; it is not executable, so it does not run`,
    );
  }
  const script = hookScript(program, folder.shared);
  if (isOurs) lines.push(...keepEdited(repository, hook, old ?? ''));
  writeExecutable(hook, script);
  if (folder.shared) {
    await openClient(repository).raw(['config', '--local', OPT_IN, 'true']);
    lines.push(
      'core.hooksPath is set for all your repositories: the hook there acts only where antivenom install was run',
    );
  }
  if (!folder.shared && isInWorkTree(repository, folder)) {
    lines.push("it lies in the work tree and holds this machine's paths: keep it out of the commit");
  }
  const verb = old === script ? 'is in place already' : isOurs ? 'was renewed' : 'was written';
  return [`the pre-commit hook ${shown(repository, hook)} ${verb}`, ...lines];
}

/** core.hooksPath names a folder that a team may commit. */
function isInWorkTree(repository: Repository, { path, commonDir }: HooksFolder): boolean {
  return isBelow(repository.root, path) && !isBelow(commonDir, path);
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function uninstallPlain(repository: Repository, folder: HooksFolder): Promise<string[]> {
  const hook = join(folder.path, 'pre-commit');
  const text = textOf(hook);
  if (text === null || !text.includes(HOOK_MARK)) return uninstallLegacy(repository, folder);
  if (folder.shared) {
    // Status 5: it was not set.
    await openClient(repository)
      .raw(['config', '--local', '--unset-all', OPT_IN])
      .catch(() => '');
    return [`the hook no longer acts here; ${hook} stays for the other repositories that use core.hooksPath`];
  }
  const lines = keepEdited(repository, hook, text);
  const kept = chainedHook(folder.path);
  if (!isThere(kept)) {
    rmSync(hook);
    return [`the pre-commit hook ${shown(repository, hook)} was removed`, ...lines];
  }
  restoreHook(kept, hook);
  return [`the pre-commit hook ${shown(repository, hook)} was removed and the one before it put back`, ...lines];
}

/** Behind a runner that was installed over our hook and runs it as its legacy. */
function uninstallLegacy(repository: Repository, folder: HooksFolder): string[] {
  const legacy = join(folder.path, LEGACY_NAME);
  if (!textOf(legacy)?.includes(HOOK_MARK)) return ['there is no hook of antivenom here; nothing was changed'];
  const kept = chainedHook(folder.path);
  const keptText = textOf(kept);
  if (keptText === null || new RegExp(GENERATED).test(keptText)) {
    rmSync(legacy);
    rmSync(kept, { force: true });
    dropChainedFolder(kept);
  } else {
    restoreHook(kept, legacy);
  }
  return [`the hook ${shown(repository, legacy)} was removed`];
}

/** Lines that somebody added to our hook are not ours to delete. */
function keepEdited(repository: Repository, hook: string, text: string): string[] {
  const program = programOf(text);
  if (program !== null && [true, false].some((shared) => hookScript(program, shared) === text)) return [];
  const copy = freeName(`${hook}.edited`);
  writeFileSync(copy, text);
  return [`it had been edited: a copy is kept as ${shown(repository, copy)}`];
}

/** Earlier copies stay: each holds what a person wrote. */
function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}.${number}`;
    if (!isThere(candidate)) return candidate;
  }
}

async function installHusky(
  repository: Repository,
  file: string,
  folder: HooksFolder,
  program: Program,
): Promise<string[]> {
  const script = localScript(folder);
  mkdirSync(join(folder.commonDir, 'antivenom'), { recursive: true });
  writeExecutable(script, `#!/bin/sh\n${HOOK_MARK}\n${runScript(program)}`);
  const text = textOf(file) ?? '';
  const before = withoutBlock(text);
  // Behind a line that leaves the script our lines would never run.
  const leaves = /^[ \t]*(exec|exit)\b/m.test(before);
  const glue = before === '' || before.endsWith('\n') ? '' : '\n';
  const after = leaves ? afterShebang(before, huskyBlock) : `${before}${glue}${huskyBlock}`;
  writeExecutable(file, after);
  const verb = after === text ? 'are in place already' : 'were written';
  return [
    `husky is in use: the lines that run antivenom in ${shown(repository, file)} ${verb}`,
    `this machine's paths stand in ${shown(repository, script)}; others need antivenom in devDependencies or on PATH`,
  ];
}

async function uninstallHusky(repository: Repository, file: string, folder: HooksFolder): Promise<string[]> {
  rmSync(localScript(folder), { force: true });
  const text = textOf(file);
  if (text === null || !text.includes(BLOCK_START)) return ['there is no hook of antivenom here; nothing was changed'];
  const rest = withoutBlock(text);
  if (rest.trim() === '') rmSync(file);
  else writeFileSync(file, rest);
  return [`the lines that run antivenom were removed from ${shown(repository, file)}`];
}

const localScript = (folder: HooksFolder): string => join(folder.commonDir, 'antivenom', 'pre-commit');

function withoutBlock(text: string): string {
  const start = text.indexOf(BLOCK_START);
  const end = text.indexOf(BLOCK_END, start);
  if (start === -1 || end === -1) return text;
  return text.slice(0, start) + text.slice(end + BLOCK_END.length).replace(/^\r?\n/, '');
}

function afterShebang(text: string, block: string): string {
  const end = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  return text.slice(0, end) + block + text.slice(end);
}

/**
 * The name on PATH that leads to the same node, if there is one: /opt/homebrew/bin/node outlives an upgrade, the
 * folder with the version in its name does not.
 */
export function stableNode(node: string, path: string | undefined): string {
  const real = realpathOf(node);
  for (const folder of (path ?? '').split(delimiter)) {
    const candidate = join(folder, node.endsWith('.exe') ? 'node.exe' : 'node');
    const lasts = folder.startsWith(sep) && !SHORT_LIVED.test(folder) && !candidate.includes('node_modules');
    if (lasts && realpathOf(candidate) === real) return candidate;
  }
  return node;
}

/** fnm makes a folder for each shell; what is in a runtime folder is gone at the next start. */
const SHORT_LIVED = /[/\\]fnm_multishells[/\\]|^\/run\/user\//;

function realpathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** By temp file and rename: a hook that runs at this moment is read to its end. */
function writeExecutable(file: string, text: string): void {
  const growing = `${file}.antivenom-new`;
  writeFileSync(growing, text, { mode: 0o755 });
  chmodSync(growing, 0o755);
  renameSync(growing, file);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function shown(repository: Repository, file: string): string {
  const way = relative(repository.root, file);
  return way.startsWith('..') ? file : way;
}

async function writing(folder: string, action: () => Promise<string[]>): Promise<string[]> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof UserError) throw error;
    throw new UserError(`the hook in ${folder} cannot be written (${code})`);
  }
}
