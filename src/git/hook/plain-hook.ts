import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/errors.ts';
import { openClient } from '../client.ts';
import type { Repository } from '../repository.ts';
import { chainedHook, dropChainedFolder, isThere, keepHook, restoreHook } from './chained.ts';
import type { HooksFolder } from './folder.ts';
import { isExecutable, textOf, writeExecutable } from './hook-file.ts';
import { GENERATED, HOOK_MARK, hookScript, LEGACY_NAME, OPT_IN, type Program, programOf } from './script.ts';

/** The places of a hooks folder that a hook of ours may be in, and what is done there. */
interface Work {
  readonly repository: Repository;
  readonly folder: HooksFolder;
  readonly shown: (file: string) => string;
  readonly hook: string;
  /** Where pre-commit and prek run the hook that was there before them. */
  readonly legacy: string;
  /** Where we keep it. */
  readonly kept: string;
}

const workIn = (repository: Repository, folder: HooksFolder, shown: (file: string) => string): Work => ({
  repository,
  folder,
  shown,
  hook: join(folder.path, 'pre-commit'),
  legacy: join(folder.path, LEGACY_NAME),
  kept: chainedHook(folder.path),
});

const isOurs = (file: string): boolean => textOf(file)?.includes(HOOK_MARK) ?? false;

/** A hook of pre-commit's or prek's, which runs its legacy first. */
const isRunner = (file: string): boolean => new RegExp(GENERATED, 'i').test(textOf(file) ?? '') && isExecutable(file);

/**
 * Writes our hook. One that is there already is kept and runs first; a runner that runs what was there before it goes
 * on to do so, with ours in that place: either can be taken out without the other.
 */
export async function installPlain(
  repository: Repository,
  folder: HooksFolder,
  shown: (file: string) => string,
  program: Program,
): Promise<string[]> {
  const work = workIn(repository, folder, shown);
  const { hook, legacy, kept } = work;
  mkdirSync(folder.path, { recursive: true });
  // An older version of ours stood before the runner.
  if (isOurs(hook) && isRunner(kept)) {
    if (isThere(legacy) && !isOurs(legacy)) throw inTheWay(work, legacy);
    renameSync(hook, legacy);
    restoreHook(kept, hook);
  }
  const isBehind = isRunner(hook);
  const target = isBehind ? legacy : hook;
  const script = hookScript(program, folder.shared);
  const lines: string[] = [];
  const old = textOf(target);
  if (isOurs(target)) lines.push(...keepEdited(work, target, old ?? ''));
  else if (isThere(target)) lines.push(keepOther(work, target));
  if (!isBehind && isOurs(legacy)) rmSync(legacy);
  const verb = old === script ? 'is in place already' : isOurs(target) ? 'was renewed' : 'was written';
  writeExecutable(target, script);
  const by = isBehind ? ', where the runner whose hook is there runs it first' : '';
  lines.unshift(`the pre-commit hook ${shown(target)} ${verb}${by}`);
  if (!isExecutable(target)) {
    throw new UserError(`git cannot run ${shown(target)}: its file system lets nothing be executed`);
  }
  return [...lines, ...(await aboutFolder(work))];
}

async function aboutFolder({ repository, folder }: Work): Promise<string[]> {
  if (folder.shared) {
    await openClient(repository).raw(['config', '--local', OPT_IN, 'true']);
    return [
      'core.hooksPath is set for all your repositories: the hook there acts only where antivenom install was run',
    ];
  }
  if (!folder.inWorkTree) return [];
  return ["it lies in the work tree and holds this machine's paths: keep it out of the commit"];
}

function keepOther(work: Work, target: string): string {
  const { shown, kept } = work;
  if (isThere(kept)) {
    // lefthook and kin write theirs over ours each time that they are installed.
    if (textOf(kept) !== textOf(target) && !isSameRunner(kept, target)) throw inTheWay(work, kept);
    rmSync(kept);
  }
  keepHook(target, kept);
  return isExecutable(kept)
    ? `the hook that was there is kept as ${shown(kept)} and runs first`
    : `the hook that was there is kept as ${shown(kept)}; it is not executable, so it does not run`;
}

function isSameRunner(a: string, b: string): boolean {
  const texts = [textOf(a) ?? '', textOf(b) ?? ''];
  return [/\bcall_lefthook\b/, new RegExp(GENERATED, 'i')].some((mark) => texts.every((text) => mark.test(text)));
}

const inTheWay = ({ shown }: Work, file: string): UserError =>
  new UserError(`${shown(file)} is in the way`, 'it is from an earlier install; merge it into the hook and remove it');

/** Removes our hook and puts back what was there before it. */
export async function uninstallPlain(
  repository: Repository,
  folder: HooksFolder,
  shown: (file: string) => string,
): Promise<string[]> {
  const work = workIn(repository, folder, shown);
  const { hook, legacy, kept } = work;
  if (isOurs(hook) && folder.shared) {
    // Status 5: it was not set.
    await openClient(repository)
      .raw(['config', '--local', '--unset-all', OPT_IN])
      .catch(() => '');
    return [`the hook no longer acts here; ${hook} stays for the other repositories that use core.hooksPath`];
  }
  const lines: string[] = [];
  if (isOurs(hook)) {
    lines.push(...keepEdited(work, hook, textOf(hook) ?? ''));
    const isChained = isThere(kept);
    if (isChained) restoreHook(kept, hook);
    else rmSync(hook);
    const more = isChained ? ' and the one before it put back' : '';
    lines.unshift(`the pre-commit hook ${shown(hook)} was removed${more}`);
  }
  // Behind a runner that runs it as its legacy.
  if (isOurs(legacy)) lines.push(...uninstallLegacy(work));
  return lines.length > 0 ? lines : ['there is no hook of antivenom here; nothing was changed'];
}

function uninstallLegacy(work: Work): string[] {
  const { legacy, kept, shown } = work;
  const lines = [`the hook ${shown(legacy)} was removed`, ...keepEdited(work, legacy, textOf(legacy) ?? '')];
  if (isThere(kept) && !new RegExp(GENERATED, 'i').test(textOf(kept) ?? '')) {
    restoreHook(kept, legacy);
  } else {
    rmSync(legacy);
    rmSync(kept, { force: true });
    dropChainedFolder(kept);
  }
  return lines;
}

/** We do not delete lines that somebody added to our hook. */
function keepEdited({ shown }: Work, hook: string, text: string): string[] {
  const program = programOf(text);
  if (program !== null && [true, false].some((shared) => hookScript(program, shared) === text)) return [];
  const copy = freeName(`${hook}.edited`);
  writeFileSync(copy, text);
  return [`it had been edited: a copy is kept as ${shown(copy)}`];
}

/** Earlier copies stay: each contains what a person wrote. */
function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}.${number}`;
    if (!isThere(candidate)) return candidate;
  }
}
