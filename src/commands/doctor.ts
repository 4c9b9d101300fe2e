import { versions } from 'node:process';
import { painter } from '../cli/colors.ts';
import { UserError } from '../cli/errors.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { useColor } from '../cli/use-color.ts';
import { NO_CONFIG } from '../config/config.ts';
import { filesOnDisk, loadConfigs } from '../config/source.ts';
import type { Setup } from '../git/hook/setup.ts';
import { openRepository } from '../git/repository.ts';
import type { TriedCommit } from '../git/try/try-commit.ts';
import { visible } from '../report/visible.ts';
import { CATALOGUE } from '../rules/index.ts';
import { environmentChecks } from './doctor-environment.ts';

interface Check {
  readonly state: 'good' | 'bad' | 'note';
  readonly words: string;
}

/** Checks the setup. Exits with 1 if something prevents antivenom from guarding commits. */
export async function runDoctor(options: Options, io: Io): Promise<number> {
  const repository = openRepository(io.cwd, io.env);
  const { inspectSetup, tryCommit } = await import('../git/setup-actions.ts');
  const setup = await inspectSetup(repository);
  const tried = options.try ? await tryCommit(repository, io.env) : null;
  const checks = [
    gitCheck(setup),
    ...hookChecks(setup, tried),
    { state: 'good', words: `Node ${versions.node}` } as const,
    await configCheck(options, io, repository.root),
    ...(await environmentChecks(repository.root, io)),
  ];
  const paint = painter(useColor(options.color, io.env, io.stdoutIsTerminal));
  const marks = { good: paint.green('ok  '), bad: paint.red('bad '), note: paint.yellow('note') };
  for (const { state, words } of checks) io.stdout(`${marks[state]} ${visible(words)}\n`);
  return checks.some(({ state }) => state === 'bad') ? EXIT.blocked : EXIT.clean;
}

function gitCheck({ gitVersion, gitIsTooOld }: Setup): Check {
  if (gitVersion === null) return { state: 'bad', words: 'git does not tell its version' };
  if (gitIsTooOld) return { state: 'bad', words: `git ${gitVersion} is too old` };
  return { state: 'good', words: `git ${gitVersion}` };
}

function hookChecks({ hook, guard }: Setup, tried: TriedCommit | null): Check[] {
  const checks: Check[] = guard.named.map((file) => ({ state: 'good', words: `antivenom is configured in ${file}` }));
  if (hook.switchedOff !== null)
    checks.push({ state: 'bad', words: `hooks are switched off here: ${hook.switchedOff}` });
  if (hook.ignored) checks.push({ state: 'bad', words: `${hook.path} is not executable, so git ignores it` });
  for (const path of hook.gone)
    checks.push({ state: 'bad', words: `the hook runs ${path}, which is gone: antivenom install` });
  if (!hook.actsHere)
    checks.push({ state: 'bad', words: `the shared hook ${hook.path} does not act here: antivenom install` });
  checks.push(tried === null ? guardCheck(hook, guard) : triedCheck(tried));
  return checks;
}

/** What was observed counts more than what was read. */
function triedCheck({ path, outcome, words }: TriedCommit): Check {
  const what = `a commit of a bad file, tried as ${path} in a throw-away copy,`;
  if (outcome === 'stopped by us') return { state: 'good', words: `${what} was stopped by antivenom` };
  if (outcome === 'went through') return { state: 'bad', words: `${what} went through: nothing stopped it` };
  return { state: 'bad', words: `${what} was stopped, and not by antivenom: ${words}` };
}

function guardCheck(hook: Setup['hook'], { state, opaque, configured }: Setup['guard']): Check {
  const owner = hook.owner === 'antivenom' ? 'the hook' : `${hook.owner}'s hook`;
  const place = hook.owner === null ? `git's hook ${configured.join(', ')}` : `${owner} ${hook.path}`;
  const others = opaque.length === 0 ? '' : `; it starts ${opaque.slice(0, 3).join(', ')}, of which nothing is known`;
  switch (state) {
    case 'guarded':
      return { state: 'good', words: `commits are guarded by ${place}` };
    case 'stopped':
      return { state: 'bad', words: `${place} stops every commit, whether antivenom finds something or not${others}` };
    case 'unknown':
      return {
        state: 'bad',
        words: `whether ${place} runs antivenom cannot be told by reading it: antivenom doctor --try finds out${others}`,
      };
    case 'open': {
      const advice = 'antivenom install, or configure your runner';
      return { state: 'bad', words: `no hook runs antivenom (looked at ${hook.path}${others}): ${advice}` };
    }
  }
}

async function configCheck(options: Options, io: Io, root: string): Promise<Check> {
  try {
    const configs = await loadConfigs(options, { cwd: io.cwd, root }, ['file'], filesOnDisk(root), CATALOGUE);
    const config = configs.configFor('file');
    if (config === NO_CONFIG) return { state: 'good', words: 'no configuration: every rule is in force' };
    return { state: 'good', words: `configuration in ${config.source}` };
  } catch (error) {
    if (error instanceof UserError) return { state: 'bad', words: error.message };
    throw error;
  }
}
