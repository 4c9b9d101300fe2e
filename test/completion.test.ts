import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { COMMAND_NAMES, OPTION_NAMES } from '../src/cli/argv.ts';
import { makeRepository } from './git/repository.ts';
import { runMain } from './run-main.ts';

const hasShell = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

test('every shell gets every option and command, and its own parser accepts the script', async (t) => {
  const repository = makeRepository(t);
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout, status } = await runMain(repository, ['completion', shell]);
    assert.equal(status, 0);
    for (const name of OPTION_NAMES) assert.match(stdout, new RegExp(`(?:--|-l )${name}\\b`), `${shell} ${name}`);
    for (const name of COMMAND_NAMES) assert.match(stdout, new RegExp(`\\b${name}\\b`), `${shell} ${name}`);
    if (!hasShell(shell)) continue;
    const parsed = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
    assert.deepEqual([parsed.status, parsed.stderr], [0, '']);
  }
  const refused = await runMain(repository, ['completion', 'fsh']);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /no completion for fsh, only for bash, zsh, fish \(did you mean zsh\?\)/);
});

test('bash completes options, values, rules and commands', async (t) => {
  const { stdout } = await runMain(makeRepository(t), ['completion', 'bash']);
  const complete = (...words: string[]): string[] => {
    const script = `${stdout}\nCOMP_WORDS=(antivenom "$@"); COMP_CWORD=$#; _antivenom; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout: said } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8', cwd: '/' });
    return said.split('\n').filter((line) => line !== '');
  };
  assert.deepEqual(complete('--unsa'), ['--unsafe-fixes']);
  assert.deepEqual(complete('--format', 'g'), ['github', 'gitlab']);
  assert.ok(complete('--select', 'debug').includes('debug-setting'));
  assert.deepEqual(complete('explain', 'shell'), ['shell-command']);
  assert.deepEqual(complete('uninst'), ['uninstall']);
  assert.deepEqual(complete('--shard', ''), []);
});
