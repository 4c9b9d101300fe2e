// The checking step of action.yml: reads the event, chooses what to compare, runs the bundle with annotations, and
// writes
// the outputs. Its exit status is antivenom's.
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseRange, Refusal } from './range.mjs';

const bundle = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const { env } = process;
const input = (name) => env[`ANTIVENOM_${name}`] ?? '';

const folder = resolve(env.GITHUB_WORKSPACE || '.', input('WORKING_DIRECTORY') || '.');
// In a container, the files belong to another user than the one that runs this, but the workflow itself put them there.
// Set
// this only then: with settings in the environment, git itself is asked for everything, and nothing is stored.
const isOwn = statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
const trusting = isOwn
  ? env
  : { ...env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: folder };

process.exitCode = main();

function main() {
  let range;
  try {
    range = chooseRange({
      check: input('CHECK') || 'auto',
      fromRef: input('FROM_REF'),
      toRef: input('TO_REF'),
      eventName: env.GITHUB_EVENT_NAME ?? '',
      ref: env.GITHUB_REF ?? '',
      event: env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')) : {},
      git,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.log(`::error title=antivenom::${error.message.replaceAll(/\s+/g, ' ')}; nothing was checked`);
    output('exit-status', 2);
    return 2;
  }
  if (range === 'nothing') {
    console.log('The push deletes a branch or a tag: there is nothing to check.');
    output('exit-status', 0);
    return 0;
  }
  updateAdvisories(input('ADVISORIES'));
  output('checked', range === 'all' ? 'all' : `${range.from}..${range.to}`);
  const options = [
    ...(range === 'all' ? ['--all-files'] : ['--from-ref', range.from, '--to-ref', range.to]),
    ...(input('FAIL_ON') === '' ? [] : ['--fail-on', input('FAIL_ON')]),
    ...(input('SHARD') === '' ? [] : ['--shard', input('SHARD')]),
    ...input('ARGS')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ];
  const status = run([...options, '--format', 'github']);
  output('exit-status', status);
  // With status 2 nothing was checked, and an empty upload would close every alert.
  if (input('SARIF') === 'true' && status !== 2) {
    const category = input('CATEGORY') || 'antivenom';
    const file = join(env.RUNNER_TEMP || folder, 'antivenom.sarif');
    run([...options, '--format', 'sarif', '--output', file]);
    output('sarif-file', file);
    output('category', input('SHARD') === '' ? category : `${category}-${input('SHARD').split('/')[0]}`);
  }
  return status;
}

function run(args) {
  const { status, error } = spawnSync(process.execPath, [bundle, ...args], {
    cwd: folder,
    env: trusting,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error !== undefined) throw error;
  return status ?? 3;
}

/** Today's, unless they came from the cache. If that fails, the available ones are used, with a warning. */
function updateAdvisories(wanted) {
  if (wanted === '' || wanted === 'false' || input('CACHED') === 'true') return;
  const status = run(['advisories', 'update', '--quiet', ...(wanted === 'true' ? [] : ['--url', wanted])]);
  if (status !== 0) console.log('::warning title=antivenom::the advisories could not be updated; see the log');
}

/** The output of git without the line ending; null if it fails. */
function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, env: trusting, encoding: 'utf8' });
  return status === 0 ? stdout.trimEnd() : null;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter */
function output(name, value) {
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${name}=${value}\n`);
}
