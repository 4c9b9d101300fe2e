import { type SimpleGit, type SimpleGitOptions, simpleGit } from 'simple-git';
import type { Environment } from './environment.ts';
import { findGit } from './program.ts';
import { type GitPlace, NO_MONITOR } from './run.ts';

/**
 * simple-git, for what a check without findings does not need: install, refs, doctor, undo, writing. A separate chunk,
 * loaded with `await import`.
 */

/**
 * The variables that tell which repository, index and configuration a hook is about. simple-git drops every GIT_*
 * variable that is not explicitly allowed, and refuses those that could be dangerous if an attacker set them; here they
 * come from git itself or from the user's own shell.
 */
const PASSED_ON =
  /^GIT_(INDEX_FILE|DIR|WORK_TREE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|PREFIX|NAMESPACE|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|CONFIG_PARAMETERS|CONFIG_COUNT|CONFIG_KEY_\d+|CONFIG_VALUE_\d+|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|OPTIONAL_LOCKS|NO_LAZY_FETCH|NO_REPLACE_OBJECTS|QUARANTINE_PATH|ALLOW_PROTOCOL|TERMINAL_PROMPT|DEFAULT_HASH|TEST_ASSUME_DIFFERENT_OWNER)$/;

/** Not git's, but simple-git refuses them. None of our commands opens an editor, a pager or a prompt. */
const LEFT_OUT = /^(GIT_.*|EDITOR|VISUAL|PAGER|SSH_ASKPASS|PREFIX)$/i;

/** The environment that {@link openClient} gives to git. */
export function clientEnvironment(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && (PASSED_ON.test(name) || !LEFT_OUT.test(name)) ? [[name, value]] : [],
    ),
  );
}

/** `input`: standard input for every command of this client. */
export function openClient(place: GitPlace, input?: Uint8Array): SimpleGit {
  const env = clientEnvironment(place.env);
  const options: Partial<SimpleGitOptions> = {
    baseDir: place.cwd,
    binary: findGit(place.env),
    config: [NO_MONITOR],
    trimmed: true,
    allowEnvironment: Object.keys(env).filter((name) => PASSED_ON.test(name)),
    unsafe: {
      allowUnsafeConfigEnvCount: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeHooksPath: true,
      allowUnsafeCustomBinary: true,
      allowUnsafeFsMonitor: true,
    },
    ...(input === undefined ? {} : { input: () => Buffer.from(input) }),
    // Otherwise a non-zero exit with nothing on standard error counts as success.
    errors: (error, result) =>
      error ?? (result.exitCode === 0 ? undefined : new Error(`git ended with status ${result.exitCode}`)),
  };
  return simpleGit(options).env(env);
}
