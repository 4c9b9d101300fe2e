import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PACKAGES, ROOT } from './corpus.ts';

/** Installs what the oracle tests need: CPython 3.14 from npm, and packages from PyPI. */
function run(command: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit ${status}`}`);
}

const here = `${ROOT}/test/oracles`;
if (!existsSync(`${here}/node_modules/pyodide`))
  run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'], here);

const requirements = readFileSync(`${here}/requirements.txt`, 'utf8');
const stamp = `${PACKAGES}/installed.txt`;
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== requirements) {
  mkdirSync(PACKAGES, { recursive: true });
  const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-compile', '--only-binary', ':all:', '--upgrade'];
  run('python3', [...args, '--target', PACKAGES, '-r', `${here}/requirements.txt`], ROOT);
  writeFileSync(stamp, requirements);
}
