// The repositories whose commits are measured, created again for each run.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** @typedef {readonly [path: string, bytes: string | Buffer]} File */

/** How many files of a repository share a folder, as in large ones that people work in. */
const FILES_A_FOLDER = 25;

export function standardLibrary() {
  const { stdout } = spawnSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))']);
  const path = stdout?.toString().trim();
  if (!path) throw new Error('name a folder with Python modules: python3 was not found');
  return path;
}

/** The modules in a folder whose sizes are closest to the wanted one. */
export function chooseModules(folder, count, size) {
  const sized = readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => ({ name, size: statSync(join(folder, name)).size }));
  sized.sort((a, b) => Math.abs(a.size - size) - Math.abs(b.size - size) || (a.name < b.name ? -1 : 1));
  if (sized.length < count) throw new Error(`${folder} has ${sized.length} Python modules; the bench needs ${count}`);
  return sized.slice(0, count).map(({ name }) => [name, readFileSync(join(folder, name))]);
}

export function git(cwd, env, args, input) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, env, input, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.toString().trim();
}

/**
 * A repository with these files staged, on top of `tracked` committed ones that only exist in the index and in HEAD.
 */
export function makeRepository(cwd, env, files, tracked = 0) {
  mkdirSync(cwd, { recursive: true });
  git(cwd, env, ['init', '--quiet', '.']);
  if (tracked > 0) commitFiles(cwd, env, tracked);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), bytes);
  }
  git(cwd, env, ['add', '--', ...files.map(([path]) => path)]);
  return cwd;
}

/** A repository with all files in a folder committed, except what is compiled, installed or created by tests. */
export function commitTree(cwd, env, source) {
  const leftOut = new Set(['__pycache__', 'site-packages']);
  cpSync(source, cwd, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  git(cwd, env, ['init', '--quiet', '.']);
  git(cwd, env, ['add', '--all', '.']);
  git(cwd, env, ['commit', '--quiet', '--message', 'all']);
  return { files: git(cwd, env, ['ls-files', '*.py']).split('\n').length };
}

/** One blob under many names: neither the disk nor git's store has more than one copy. */
function commitFiles(cwd, env, count) {
  const blob = git(cwd, env, ['hash-object', '-w', '--stdin'], 'x = 1\n');
  let entries = '';
  for (let at = 0; at < count; at += 1) {
    const folder = Math.floor(at / FILES_A_FOLDER);
    entries += `100644 ${blob}\tlib/group${folder % 97}/package${folder}/module${at}.py\n`;
  }
  git(cwd, env, ['update-index', '--index-info'], entries);
  const tree = git(cwd, env, ['write-tree']);
  const commit = git(cwd, env, ['commit-tree', tree, '-m', 'many files']);
  git(cwd, env, ['update-ref', 'HEAD', commit]);
}
