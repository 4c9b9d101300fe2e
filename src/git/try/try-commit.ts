import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GitError } from '../../cli/errors.ts';
import { fileNameOf } from '../../engine/path-parts.ts';
import type { Environment } from '../environment.ts';
import { findGit } from '../program.ts';
import type { Repository } from '../repository.ts';
import { firstLine, runGitSync } from '../run.ts';
import { makeThrowAway, STAND_IN, type ThrowAway } from './throw-away.ts';

/** What happened to a commit of a bad file. */
export interface TriedCommit {
  /** The path of the bad file. */
  readonly path: string;
  readonly outcome: 'stopped by us' | 'stopped otherwise' | 'went through';
  /** The last output of the hooks, if it was not us who stopped it. */
  readonly words: string;
}

/** No family of rules lets this pass, and no safe fix repairs it. */
const BAD = `import os


def show(request):
    os.system("ls " + request.GET["folder"])
    exec(request.POST["code"])
`;
const RULES = /shell-command|dynamic-code/;

/** A hook that takes longer is considered to hang. */
const LIMIT = 10 * 60_000;

/**
 * Commits a bad file in a copy of the repository, through its real hooks, and deletes the copy. There is never an
 * actual commit: its editor fails, after the pre-commit hook and before any other hook that could act on it.
 * @param env the user's own environment
 * @throws GitError if the copy cannot be created
 */
export async function tryCommit(repository: Repository, env: Environment): Promise<TriedCommit> {
  const copy = await makeThrowAway(repository, env);
  try {
    return commitIn(copy, probePath(repository, `antivenom_${basename(copy.folder).slice(0, 12).replace('-', '_')}`));
  } finally {
    copy.remove();
  }
}

/** In the folder with the most Python files, so that a runner's globs and the configuration treat it like them. */
function probePath(repository: Repository, name: string): string {
  const { stdout } = runGitSync(repository, ['ls-files', '-z', '--full-name', '--', ':(top)*.py']);
  const folders = new Map<string, number>();
  for (const path of stdout.toString().split('\0')) {
    if (path === '' || /(?:^|[/_])(?:tests?|conftest|examples?|docs?|migrations)(?:[/_.]|$)/.test(path)) continue;
    const folder = dirname(path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const [most = '.'] = [...folders].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))[0] ?? [];
  return `${most === '.' ? '' : `${most}/`}${name}.py`;
}

function commitIn(copy: ThrowAway, path: string): TriedCommit {
  const file = join(copy.root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, BAD);
  const added = runGitSync(copy, ['add', '--force', '--', path]);
  if (added.status !== 0) throw new GitError('git could not stage the bad file in the throw-away copy', added.stderr);
  const reached = join(copy.folder, 'reached');
  const isNamed = runGitSync(copy, ['var', 'GIT_COMMITTER_IDENT']).status === 0;
  const { status, stdout, stderr, error } = spawnSync(findGit(copy.env), ['commit', '--allow-empty'], {
    cwd: copy.root,
    env: {
      ...copy.userEnv,
      ...(isNamed ? {} : STAND_IN),
      GIT_EDITOR: `echo reached > '${reached.replaceAll('\\', '/').replaceAll("'", "'\\''")}'; false #`,
      GIT_TERMINAL_PROMPT: '0',
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT,
    maxBuffer: 1 << 28,
    windowsHide: true,
  });
  const output = `${stdout ?? ''}\n${stderr ?? ''}`;
  const words = output.trim().split('\n').at(-1) ?? '';
  if (error !== undefined && status === null) return { path, outcome: 'stopped otherwise', words: error.message };
  if (existsSync(reached) || status === 0) return { path, outcome: 'went through', words: '' };
  const isOurs = output.includes(fileNameOf(path)) && RULES.test(output);
  return { path, outcome: isOurs ? 'stopped by us' : 'stopped otherwise', words: firstLine(words) };
}
