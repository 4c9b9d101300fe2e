import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { CI_SERVICES, type Role } from '../engine/role.ts';
import { sliceText } from '../formats/mapped-text.ts';
import type { TreeNode } from '../formats/tree.ts';
import { everyKey, oneOrMore, rootsOf } from '../formats/tree-walk.ts';
import type { Command } from './command.ts';
import { commandsOfText, commandsOfWords, textOfScalar, wordOfScalar } from './commands.ts';
import { deploymentOf } from './deployment.ts';
import { commandsOfNode } from './start-commands.ts';
import { isShellScript } from './start-script.ts';
import type { Place, PlacedCommand } from './types.ts';

/**
 * Every command that a file runs, in source order: what starts the program in its deployment, and the steps of builds,
 * CI services, tox and shell scripts.
 */
export function commandsOf(doc: Document): readonly PlacedCommand[] {
  return memo(doc, readCommands);
}

function readCommands(doc: Document): readonly PlacedCommand[] {
  const deployed = deploymentOf(doc).commands;
  const places = new Set(deployed.map(({ start }) => start));
  const others = [...otherCommands(doc)].filter(({ start }) => !places.has(start));
  return [...deployed, ...others].sort((a, b) => a.start - b.start);
}

function* otherCommands(doc: Document): Iterable<PlacedCommand> {
  const ci = CI_KEYS.get(doc.role);
  if (doc.kind === 'dockerfile') yield* dockerfileCommands(doc);
  else if (ci !== undefined) yield* keyedCommands(doc, ci, 'ci');
  else if (doc.role === 'compose') yield* keyedCommands(doc, COMPOSE_KEYS, 'compose');
  else if (isShellScript(doc)) {
    yield* placed(doc, commandsOfText(doc.text, sliceText(doc.text, 0, doc.text.length)), 'script');
  }
}

function* placed(doc: Document, commands: Iterable<Command>, place: Place, stage: number | null = null) {
  for (const command of commands) yield { ...command, place, context: doc.context, stage, deployed: false };
}

const STEPS: ReadonlySet<string> = new Set(
  (
    'run script before_script after_script install before_install after_success bash powershell pwsh command commands ' +
    'pre_build build post_build pre_install post_install pre_create_environment post_create_environment'
  ).split(' '),
);
const CI_KEYS: ReadonlyMap<Role, ReadonlySet<string>> = new Map([
  ...([...CI_SERVICES, 'readthedocs'] as const).map((role): [Role, ReadonlySet<string>] => [role, STEPS]),
  ['tox', new Set(['commands', 'commands_pre', 'commands_post', 'install_command', 'list_dependencies_command'])],
]);
const COMPOSE_KEYS: ReadonlySet<string> = new Set(['command', 'entrypoint']);

function* dockerfileCommands(doc: Document): Iterable<PlacedCommand> {
  for (const { index, instructions } of doc.dockerfile.stages) {
    for (const { keyword, exec, body, heredocs } of instructions) {
      if (!/^(?:RUN|CMD|ENTRYPOINT)$/.test(keyword)) continue;
      const commands =
        exec === null ? commandsOfText(doc.text, body) : commandsOfWords(doc.text, exec.map(wordOfScalar));
      yield* placed(doc, commands, 'dockerfile', index);
      // `RUN <<EOF`. If a program comes before it, the heredoc is that program's input.
      if (exec !== null || !/^\s*(?:<|(?:\S*\/)?(?:ba|da|a|z|k)?sh\s*(?:-\w+\s*)*<)/.test(body.text)) continue;
      const scripts = heredocs.flatMap((heredoc) => commandsOfText(doc.text, heredoc.body));
      yield* placed(doc, scripts, 'dockerfile', index);
    }
  }
}

function* keyedCommands(doc: Document, keys: ReadonlySet<string>, place: Place): Iterable<PlacedCommand> {
  for (const { key, value } of everyKey(rootsOf(doc))) {
    if (keys.has(key.text)) yield* placed(doc, stepsOf(doc, value), place);
  }
}

/** One or several shell lines. In a compose file, a list is the words of one command. */
function stepsOf(doc: Document, node: TreeNode): readonly Command[] {
  if (doc.role === 'compose') return commandsOfNode(doc.text, node);
  return oneOrMore(node).flatMap((scalar) => commandsOfText(doc.text, textOfScalar(doc.text, scalar)));
}
