import { delimiter, join } from 'node:path';
import { listOf, readPlain, tableOf, textsOf } from './plain-config.ts';
import { allOf, type Result, type ScriptPlace, type World } from './world.ts';

/** Hooks of husky 4, yorkie and overcommit, whose scripts read a configuration; null for other hooks. */
export function oldRunnerResult(text: string, place: ScriptPlace, world: World): Result | null {
  if (/^#\s*husky\b/im.test(text) && /husky\.(?:local\.)?sh/.test(text) && !/\/_\/husky\.sh/.test(text)) {
    return hooksTableResult(
      ['package.json', '.huskyrc', '.huskyrc.json', '.huskyrc.yaml', '.huskyrc.yml'],
      place,
      world,
    );
  }
  if (/^#\s*yorkie\b/im.test(text)) return scriptsResult('package.json', 'gitHooks', place, world);
  return /overcommit/i.test(text.slice(0, 400)) ? overcommitResult(place, world) : null;
}

/** husky 4: `hooks` in one of the files, or in package.json below `husky`. */
function hooksTableResult(names: readonly string[], place: ScriptPlace, world: World): Result {
  for (const name of names) {
    const read = tableOf(readPlain(join(world.root, name)));
    const { hooks } = name === 'package.json' ? tableOf(read.husky) : read;
    const command = tableOf(hooks)['pre-commit'];
    if (typeof command !== 'string') continue;
    return namedResult(name, command, place, world);
  }
  return 'passes';
}

function scriptsResult(name: string, key: string, place: ScriptPlace, world: World): Result {
  const command = tableOf(tableOf(readPlain(join(world.root, name)))[key])['pre-commit'];
  return typeof command === 'string' ? namedResult(name, command, place, world) : 'passes';
}

function namedResult(name: string, command: string, place: ScriptPlace, world: World): Result {
  const variables = new Map(place.variables);
  variables.set('PATH', [join(world.root, 'node_modules', '.bin'), variables.get('PATH') ?? ''].join(delimiter));
  const result = world.shell(command, { ...place, variables, depth: place.depth + 1 });
  if (result === 'fails' && world.finds) world.named.add(name);
  return result;
}

/** https://github.com/sds/overcommit (2026-11): enabled PreCommit hooks, each with its command. */
function overcommitResult(place: ScriptPlace, world: World): Result {
  if (world.env.OVERCOMMIT_DISABLE) return 'passes';
  const hooks = tableOf(tableOf(readPlain(join(world.root, '.overcommit.yml'))).PreCommit);
  const results = Object.values(hooks).flatMap((value): Result[] => {
    const hook = tableOf(value);
    if (hook.enabled !== true) return [];
    const words = [
      ...(listOf(hook.command).length > 0 ? textsOf(hook.command) : textsOf(hook.required_executable)),
      ...textsOf(hook.flags),
    ];
    return words.length === 0 ? [] : [world.run(words, { ...place, depth: place.depth + 1 })];
  });
  const result = allOf(results);
  if (result === 'fails' && world.finds) world.named.add('.overcommit.yml');
  return result;
}
