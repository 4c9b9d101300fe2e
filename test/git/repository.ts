import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listStaged } from '../../src/git/list/changes.ts';
import type { Listing } from '../../src/git/list/entry.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';

/** A throw-away repository with real git. It is removed after the test. */
export interface TestRepository {
  readonly root: string;
  readonly env: Record<string, string>;
  /** Runs git in the root and returns its output; throws if git fails. */
  git(...args: string[]): string;
  /** The same, but never throws. */
  tryGit(
    args: readonly string[],
    extra?: { env?: Record<string, string>; cwd?: string; input?: string | Buffer },
  ): Outcome;
  write(path: string, content: string | Buffer): void;
  read(path: string): string;
  /** Writes and stages. */
  stage(path: string, content: string | Buffer): void;
  /** The same for many files, with one process. */
  stageAll(files: Readonly<Record<string, string | Buffer>>): void;
  /** Writes, stages and commits, skipping every hook. */
  commit(path: string, content: string | Buffer): string;
  /** The same for many files, in one commit. */
  commitAll(files: Readonly<Record<string, string | Buffer>>): string;
  /** An executable hook script: `#!/bin/sh` and the given lines. */
  hook(name: string, script: string): void;
  open(cwd?: string, env?: Record<string, string>): Repository;
}

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Without it, git starts one more process after each commit, to see if the repository needs tidying. */
const GIT_CONFIG = fileURLToPath(new URL('../../../test/git/test.gitconfig', import.meta.url));

/** The environment for git and the programs under test: only the test's own configuration. */
export function cleanEnvironment(home: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(GIT_|PRE_COMMIT|GITHUB_|CI$|LEFTHOOK|HUSKY|XDG_)/.test(name),
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    HOME: home,
    GIT_CONFIG_GLOBAL: GIT_CONFIG,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Git asks whom a repository belongs to since 2.35.2 (and in the last fixes of older versions). */
export const ASKS_FOR_OWNER = !/ 2\.(?:2\d|3[0-5])\./.test(execFileSync('git', ['--version'], { encoding: 'utf8' }));

export function makeFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'antivenom-')));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

export function makeRepository(t: TestContext, ...initOptions: string[]): TestRepository {
  const folder = makeFolder(t);
  const root = join(folder, 'repo');
  mkdirSync(root);
  // Nothing here talks to a server, and reading extra certificates doubles the start-up time of every Node.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = cleanEnvironment(folder);
  const repository = repositoryAt(root, env);
  if (initOptions.length > 0) repository.git('init', '--quiet', '--initial-branch=main', ...initOptions);
  else cpSync(initialized(), root, { recursive: true });
  return repository;
}

let template: string | null = null;

/** A folder after `git init`, for copies. Of the sample hooks only one is left. */
export function initialized(): string {
  if (template !== null) return template;
  const folder = mkdtempSync(join(tmpdir(), 'antivenom-init-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder, env: cleanEnvironment(folder) });
  const hooks = join(folder, '.git', 'hooks');
  for (const name of existsSync(hooks) ? readdirSync(hooks) : []) {
    if (name !== 'pre-commit.sample') rmSync(join(hooks, name));
  }
  template = folder;
  return folder;
}

/** A handle for an existing repository: a clone, a linked work tree, a submodule. */
export function repositoryAt(root: string, env: Record<string, string>): TestRepository {
  const repository: TestRepository = {
    root,
    env,
    git: (...args) =>
      execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    tryGit(args, extra = {}) {
      const { status, stdout, stderr } = spawnSync('git', args, {
        cwd: extra.cwd ?? root,
        env: { ...env, ...extra.env },
        encoding: 'utf8',
        ...(extra.input === undefined ? {} : { input: extra.input }),
      });
      return { status: status ?? -1, stdout, stderr };
    },
    write(path, content) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    read: (path) => readFileSync(join(root, path), 'latin1'),
    stage: (path, content) => repository.stageAll({ [path]: content }),
    stageAll(files) {
      for (const [path, content] of Object.entries(files)) repository.write(path, content);
      repository.git('add', '--', ...Object.keys(files).map((path) => `:(literal)${path}`));
    },
    commit: (path, content) => repository.commitAll({ [path]: content }),
    commitAll(files) {
      repository.stageAll(files);
      repository.git('commit', '--quiet', '--no-verify', '-m', Object.keys(files).join(', '));
      return headIn(join(root, '.git')) ?? repository.git('rev-parse', 'HEAD').trim();
    },
    hook(name, script) {
      const file = join(root, repository.git('rev-parse', '--git-path', `hooks/${name}`).trim());
      const absolute = existsSync(dirname(file))
        ? file
        : repository.git('rev-parse', '--git-path', `hooks/${name}`).trim();
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, `#!/bin/sh\n${script}\n`);
      chmodSync(absolute, 0o755);
    },
    open: (cwd = root, extra = {}) => openRepository(cwd, { ...env, ...extra }),
  };
  return repository;
}

/** What HEAD points to, read from git's own files: it saves a process for each commit. Null if it is elsewhere. */
function headIn(gitDir: string): string | null {
  try {
    const head = readFileSync(join(gitDir, 'HEAD'), 'latin1').trim();
    const commit = head.startsWith('ref: ') ? readFileSync(join(gitDir, head.slice(5)), 'latin1').trim() : head;
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
  } catch {
    return null;
  }
}

/** What antivenom would judge, by path: the text (one character per byte), or why it cannot be judged. */
export type Judged = Record<string, string>;

export async function judge(
  repository: Repository,
  list: (repository: Repository) => Listing | Promise<Listing> = listStaged,
): Promise<Judged> {
  const listing = await list(repository);
  const contents = openSnapshot(repository, listing.source).contents(listing.entries);
  return {
    ...Object.fromEntries(listing.problems.map(({ path, kind }) => [path, `<${kind}>`])),
    ...Object.fromEntries(
      listing.entries.map(({ path }, i) => {
        const content = contents[i]!;
        return [path, content.problem === null ? content.bytes.toString('latin1') : `<${content.problem.kind}>`];
      }),
    ),
  };
}

/**
 * Runs a command that commits, with a pre-commit hook that records what antivenom judges at that moment.
 * @returns what was judged; null if git did not call the hook
 */
export function judgedDuring(repository: TestRepository, ...command: string[]): Judged | null {
  return judgedWithHook(repository, 'pre-commit', ...command);
}

export function judgedWithHook(repository: TestRepository, hook: string, ...command: string[]): Judged | null {
  const note = join(dirname(repository.root), 'judged.json');
  rmSync(note, { force: true });
  const program = new URL('./judge-staged.js', import.meta.url).pathname;
  repository.hook(hook, `exec '${process.execPath}' '${program}' '${note}'`);
  const outcome = repository.tryGit(command);
  if (outcome.status !== 0) throw new Error(`git ${command.join(' ')}: ${outcome.stderr}${outcome.stdout}`);
  return existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as Judged) : null;
}
