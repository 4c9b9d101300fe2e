import { spawnSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECTS } from './folders.mjs';

// None of the user's own git settings, and nothing that would start git's background work.
const SETTINGS = ['core.autocrlf=false', 'core.excludesFile=', 'gc.auto=0', 'maintenance.auto=false'];

function git(folder, ...args) {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const { status, stderr, error } = spawnSync('git', [...settings, ...args], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} in ${folder}: ${error?.message ?? stderr}`);
}

/** Commits the content of the folder, including what its .gitignore names. */
export function commitAll(folder) {
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all', '--force');
  git(folder, 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', 'Import');
}

/** Stages the content of the folder without committing it. */
export function stageAll(folder) {
  git(folder, 'add', '--all', '--force');
}

/** A project only gets its name once it is complete. */
export function publish(folder, name) {
  rmSync(join(PROJECTS, name), { recursive: true, force: true });
  renameSync(folder, join(PROJECTS, name));
}
