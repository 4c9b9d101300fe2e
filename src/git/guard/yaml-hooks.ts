import { relative, resolve } from 'node:path';
import { listOf, type Plain, type PlainTable, readPlain, tableOf, textsOf } from './plain-config.ts';
import { wordsOfText } from './shell-text.ts';
import { allOf, type Result, type ScriptPlace, type World } from './world.ts';

/** The hooks in this repository's .pre-commit-hooks.yaml. */
const OWN_HOOKS = /^antivenom(?:-python)?(?:-fix)?$/;

/** https://prek.j178.dev/reference/configuration (2026-11): the first that exists. */
const PREK_FILES = ['prek.toml', '.pre-commit-config.yaml', '.pre-commit-config.yml'];

/** The result of `pre-commit run`, `prek run` and the `hook-impl` of their hooks at a commit. */
export function preCommitResult(
  name: 'pre-commit' | 'prek',
  args: readonly string[],
  place: ScriptPlace,
  world: World,
): Result {
  const [subcommand = name === 'prek' ? 'run' : ''] = args.filter((word) => !word.startsWith('-'));
  const stage = optionOf(args, '--hook-stage') ?? optionOf(args, '--stage') ?? optionOf(args, '--hook-type');
  if (!/^(?:run|hook-impl)$/.test(subcommand) && name === 'pre-commit') return 'passes';
  if (stage !== null && !isCommitStage(stage)) return 'passes';
  const given = optionOf(args, '--config') ?? optionOf(args, '-c');
  const files = given !== null ? [given] : name === 'prek' ? PREK_FILES : PREK_FILES.slice(1, 2);
  for (const file of files) {
    const config = tableOf(readPlain(resolve(place.cwd, file)));
    if (config.repos !== undefined) return configResult(config, resolve(place.cwd, file), place, world);
  }
  // Without a configuration they stop every commit, even good ones.
  return given === null && name === 'prek' ? 'passes' : 'fails';
}

function optionOf(args: readonly string[], name: string): string | null {
  const at = args.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at === -1) return null;
  return args[at] === name ? (args[at + 1] ?? null) : (args[at] as string).slice(name.length + 1);
}

/** Named `commit` until pre-commit 3.2. */
const isCommitStage = (stage: string): boolean => stage === 'pre-commit' || stage === 'commit';

function configResult(config: PlainTable, file: string, place: ScriptPlace, world: World): Result {
  const results: Result[] = [];
  for (const repo of listOf(config.repos).map(tableOf)) {
    for (const hook of listOf(repo.hooks).map(tableOf)) {
      if (!runsHere(config, hook, world)) continue;
      const result = hookResult(repo, hook, place, world);
      if (result === 'fails' && world.finds) world.named.add(relative(world.root, file));
      results.push(result);
    }
  }
  return allOf(results);
}

function hookResult(repo: PlainTable, hook: PlainTable, place: ScriptPlace, world: World): Result {
  const args = textsOf(hook.args);
  if (repo.repo !== 'local') {
    const isOurs = typeof hook.id === 'string' && OWN_HOOKS.test(hook.id);
    return isOurs ? world.antivenom([...(wordsOfText(String(hook.entry ?? ''))?.slice(1) ?? []), ...args]) : 'passes';
  }
  const words = hook.language === 'fail' || typeof hook.entry !== 'string' ? null : wordsOfText(hook.entry);
  const [program, ...rest] = words ?? [];
  if (program === undefined) return 'passes';
  const isScript = hook.language === 'script' && !program.includes('/');
  const command = [isScript ? `./${program}` : program, ...rest, ...args];
  // pre-commit installs the program into the hook's environment.
  if (program === 'antivenom') return world.antivenom([...rest, ...args]);
  return world.run(command, { ...place, cwd: world.root, depth: place.depth + 1 });
}

function runsHere(config: PlainTable, hook: PlainTable, { env, samples }: World): boolean {
  const skipped = (env.SKIP ?? '').split(',').map((id) => id.trim());
  if ([hook.id, hook.alias].some((id) => typeof id === 'string' && skipped.includes(id))) return false;
  const stages = hook.stages === undefined ? config.default_stages : hook.stages;
  if (listOf(stages).length > 0 && !textsOf(stages).some(isCommitStage)) return false;
  if (hook.always_run === true) return true;
  // The tags that identify gives to Python files.
  const hasTag = (tag: string): boolean => /^(?:file|text|python|non-executable|executable|pyi?)$/.test(tag);
  if (!textsOf(hook.types).every(hasTag)) return false;
  if (listOf(hook.types_or).length > 0 && !textsOf(hook.types_or).some(hasTag)) return false;
  if (textsOf(hook.exclude_types).some((tag) => /^(?:file|text|python)$/.test(tag))) return false;
  return samples.some((path) =>
    [config, hook].every((table) => isFound(table.files, path, true) && !isFound(table.exclude, path, false)),
  );
}

/** Python's expressions, as far as they mean the same in JavaScript. If one cannot be read, it is ignored. */
function isFound(pattern: Plain | undefined, path: string, otherwise: boolean): boolean {
  if (typeof pattern !== 'string' || pattern === '') return otherwise;
  try {
    const isVerbose = /^\s*\(\?x\)/.test(pattern);
    const source = isVerbose ? pattern.replace(/^\s*\(\?x\)/, '').replaceAll(/#.*$|\s+/gm, '') : pattern;
    return new RegExp(source.replaceAll('\\Z', '$').replaceAll('\\A', '^')).test(path);
  } catch {
    return otherwise;
  }
}
