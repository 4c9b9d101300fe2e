/** antivenom and a runner, installed and uninstalled in every order: each runs once where it is installed, else never. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IS_THOROUGH } from '../is-ci.ts';
import { BAD, commandFolder, commit, run, runnerFolder, said, userRepository } from './runner.ts';

const CONFIG = `repos:
  - repo: local
    hooks:
      - { id: other, name: other, language: system, entry: 'true', always_run: true }
`;

type Act = 'install' | 'uninstall';
type Step = readonly [who: 'antivenom' | 'runner', act: Act];
const STEPS: readonly Step[] = [
  ['antivenom', 'install'],
  ['antivenom', 'uninstall'],
  ['runner', 'install'],
  ['runner', 'uninstall'],
];

/** A walk that takes every row of so many steps, each once: a de Bruijn sequence, the last word preferred. */
function walk(length: number): readonly Step[] {
  const seen = new Set<string>();
  const path = Array.from({ length }, () => 0);
  seen.add(path.join());
  for (;;) {
    const tail = path.slice(path.length - length + 1);
    const next = [3, 2, 1, 0].find((step) => !seen.has([...tail, step].join()));
    if (next === undefined) return path.map((step) => STEPS[step] as Step);
    seen.add([...tail, next].join());
    path.push(next);
  }
}

for (const name of ['pre-commit-3.0', 'pre-commit-newest', 'prek']) {
  if (name === 'pre-commit-3.0' && !IS_THOROUGH) continue;
  for (const team of [false, true]) {
    if (team && !IS_THOROUGH) continue;
    test(`${name} and antivenom in every order${team ? ", over a team's own hook" : ''}`, (t) => {
      const folder = runnerFolder(t, name);
      if (folder === null) return;
      const program = join(folder, 'bin', name === 'prek' ? 'prek' : 'pre-commit');
      const repository = userRepository(t);
      repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
      repository.stage('.pre-commit-config.yaml', CONFIG);
      repository.git('commit', '-qm', 'config', '--no-verify');
      if (team) repository.hook('pre-commit', 'echo THE-TEAM >&2');
      const installed = { antivenom: false, runner: false };
      const done: string[] = [];
      for (const [who, act] of walk(IS_THOROUGH && name === 'pre-commit-newest' && !team ? 3 : 2)) {
        const outcome = run(repository, who === 'runner' ? program : 'antivenom', [act]);
        done.push(`${who} ${act}`);
        const story = done.slice(-6).join(', ');
        assert.equal(outcome.status, 0, `${story}: ${said(outcome)}`);
        installed[who] = act === 'install';
        const { status, stdout, stderr } = commit(repository, 'a.py', `# ${done.length}\n${BAD}`);
        const output = stdout + stderr;
        const times = (pattern: RegExp): number => output.match(pattern)?.length ?? 0;
        assert.equal(status, installed.antivenom ? 1 : 0, `${story}: ${output}`);
        assert.equal(times(/1 error blocks the commit/g), installed.antivenom ? 1 : 0, `${story}: ${output}`);
        assert.equal(times(/other\.{5}/g), installed.runner ? 1 : 0, `${story}: ${output}`);
        if (team) assert.equal(times(/THE-TEAM/g), 1, `${story}: ${output}`);
        const doctor = run(repository, 'antivenom', ['doctor']);
        assert.equal(doctor.status, installed.antivenom ? 0 : 1, `${story}: ${said(doctor)}`);
        repository.git('rm', '-q', '--cached', '-f', '--ignore-unmatch', 'a.py');
        if (status === 0) repository.git('commit', '-qm', 'away', '--no-verify', '--allow-empty');
      }
      for (const [program_, args] of [
        [program, ['uninstall']],
        ['antivenom', ['uninstall']],
      ] as const) {
        assert.equal(run(repository, program_, args).status, 0);
      }
      const hooks = join(repository.root, '.git/hooks');
      assert.equal(existsSync(join(hooks, 'pre-commit')), team);
      for (const left of ['pre-commit.legacy', 'before-antivenom'])
        assert.equal(existsSync(join(hooks, left)), false, left);
    });
  }
}
