import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { program, XDG_CACHE_HOME } from '../git/program.ts';
import {
  cleanEnvironment,
  initialized,
  makeFolder,
  type Outcome,
  repositoryAt,
  type TestRepository,
} from '../git/repository.ts';
import { IS_CI } from '../is-ci.ts';

/** This repository's root; compiled tests run from build/test/runners. */
const project = fileURLToPath(new URL('../../../', import.meta.url));

const runners = resolve(process.env.ANTIVENOM_RUNNERS ?? join(project, '.cache', 'runners'));

/**
 * The folder of a program that scripts/install-runners.mjs installed. Null if it is missing; the test is then skipped.
 * CI must have it.
 */
export function runnerFolder(t: TestContext, name: string): string | null {
  const folder = join(runners, name);
  if (existsSync(join(folder, 'installed'))) return folder;
  const words = `${name} is not installed: node scripts/install-runners.mjs`;
  if (IS_CI) throw new Error(words);
  t.skip(words);
  return null;
}

/** A recipe in docs/runners.md, by the name in the comment above it. */
export function recipe(name: string): string {
  const page = readFileSync(join(project, 'docs', 'runners.md'), 'utf8');
  const block = new RegExp(`<!-- recipe: ${name} -->\n(?:<!--.*-->\n)*\`\`\`\\w+\n([^]*?)\n\`\`\``).exec(page);
  if (block === null) throw new Error(`docs/runners.md has no recipe ${name}`);
  return `${block[1]}\n`;
}

let clone: string | null = null;

/**
 * A clone of this repository's HEAD, as runners use it, with the bundle of its sources. The committed bundle lags
 * behind during development, and CI compares the two.
 */
export function projectClone(): string {
  if (clone !== null) return clone;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'antivenom-project-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const target = join(folder, 'antivenom');
  const env = cleanEnvironment(folder);
  execFileSync('git', ['clone', '--quiet', '--shared', project, target], { env, stdio: 'pipe' });
  const repository = repositoryAt(target, env);
  if (repositoryAt(project, env).tryGit(['diff', '--quiet', 'HEAD']).status === 0) {
    rmSync(join(target, 'dist'), { recursive: true });
    cpSync(dirname(program), join(target, 'dist'), { recursive: true });
  } else {
    symlinkSync(realpathSync(join(project, 'node_modules')), join(target, 'node_modules'));
    execFileSync(process.execPath, ['scripts/bundle.mjs'], { cwd: target, env, stdio: 'pipe' });
    rmSync(join(target, 'node_modules'));
  }
  repository.git('add', '--force', 'dist');
  repository.git('commit', '--quiet', '--no-verify', '--allow-empty', '-m', 'Build');
  clone = target;
  return target;
}

/** Checked, blocked and repaired: the rule assert-always-true. */
export const BAD = "def check(total):\n    assert (total == 1, 'one')\n";
export const FIXED = "def check(total):\n    assert total == 1, 'one'\n";
export const GOOD = 'def check(total):\n    return total == 1\n';

/** A user's repository, with the given programs first on PATH. */
export function userRepository(t: TestContext, ...bins: readonly string[]): TestRepository {
  const folder = makeFolder(t);
  const root = join(folder, 'repo');
  mkdirSync(root);
  // Nothing here talks to a server, and reading extra certificates doubles the start-up time of every Node.
  const { NODE_EXTRA_CA_CERTS: _, ...clean } = cleanEnvironment(folder);
  const env: Record<string, string> = {
    ...clean,
    PATH: [...bins, dirname(process.execPath), process.env.PATH].join(delimiter),
    npm_config_cache: join(folder, 'npm'),
    npm_config_update_notifier: 'false',
  };
  cpSync(initialized(), root, { recursive: true });
  return repositoryAt(root, env);
}

/** The bundle as an installed command: a folder for PATH with `antivenom` in it. */
export function commandFolder(repository: TestRepository): string {
  const folder = join(dirname(repository.root), 'bin');
  const script = `#!/bin/sh\nXDG_CACHE_HOME='${XDG_CACHE_HOME}' exec '${process.execPath}' '${program}' "$@"\n`;
  repository.write('../bin/antivenom', script);
  execFileSync('chmod', ['+x', join(folder, 'antivenom')]);
  return folder;
}

export function run(
  repository: TestRepository,
  command: string,
  args: readonly string[],
  extra: { env?: Record<string, string>; cwd?: string } = {},
): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: extra.cwd ?? repository.root,
    env: { ...repository.env, ...extra.env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined && status === null) throw error;
  return { status: status ?? -1, stdout, stderr };
}

/** Everything that a program printed. */
export const said = ({ status, stdout, stderr }: Outcome): string => `status ${status}\n${stdout}${stderr}`;

/** Stages a file and commits; the commit's outcome. */
export function commit(
  repository: TestRepository,
  path: string,
  content: string,
  extra: { env?: Record<string, string>; cwd?: string } = {},
): Outcome {
  repository.stage(path, content);
  return repository.tryGit(['commit', '-m', path], extra);
}

/** Enough paths that they do not fit into one argument list. They are long, so that a few hundred do. The last one is bad. */
export function stageMany(repository: TestRepository): number {
  const count = 300;
  // macOS takes paths up to 1024 bytes.
  const folder = `many/${'a-rather-long-folder-name/'.repeat(30)}`;
  for (let i = 0; i < count; i++) repository.write(`${folder}module_${i}.py`, 'x = 1\n');
  repository.write('many/z_last.py', BAD);
  repository.git('add', '-A');
  return count + 1;
}
