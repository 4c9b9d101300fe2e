import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS } from './folders.mjs';

/** Makes pip stop after unpacking, whatever Python the package asks for. */
const OPTIONS = ['--no-deps', '--no-build-isolation', '--no-clean', '--no-cache-dir', '--ignore-requires-python'];

/**
 * Downloads and unpacks a source distribution without running any of its code.
 * @param target an empty folder
 * @returns {{ folder: string, problem: null } | { folder: null, problem: string }}
 */
export function fetchSource(name, version, target) {
  const python = fetcher();
  const args = ['-m', 'pip', 'download', '--quiet', ...OPTIONS, '--no-binary', ':all:', '--dest', join(target, 'out')];
  const { stderr } = spawnSync(python, [...args, `${name}==${version}`], {
    cwd: target,
    env: { ...process.env, TMPDIR: target },
    encoding: 'utf8',
    timeout: 300_000,
  });
  const [folder] = readdirSync(target)
    .filter((entry) => entry.startsWith('pip-download-'))
    .flatMap((entry) => readdirSync(join(target, entry)).map((unpacked) => join(target, entry, unpacked)));
  if (folder === undefined) return { folder: null, problem: `not fetched: ${stderr.trim().split('\n').at(-1)}` };
  rmSync(join(folder, 'pip-egg-info'), { recursive: true, force: true });
  return { folder, problem: null };
}

/** The Python of an environment in which pip cannot build anything: no backend, and no way to start one. */
function fetcher() {
  const folder = join(CORPUS, 'fetcher');
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return python;
  run('python3', ['-m', 'venv', folder]);
  run(python, ['-m', 'pip', 'uninstall', '--quiet', '--yes', 'setuptools']);
  const hooks = run(python, ['-c', 'import pip._vendor.pyproject_hooks as hooks; print(hooks.__path__[0])']).trim();
  // In-tree backends would run without this.
  writeFileSync(join(hooks, '_in_process', '_in_process.py'), 'raise SystemExit("nothing is built here")\n');
  writeFileSync(join(folder, 'ready'), '');
  return python;
}

/** The output of a command; throws if it fails. */
export function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
