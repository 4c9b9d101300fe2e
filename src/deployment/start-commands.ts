import type { TreeNode } from '../formats/tree.ts';
import { scalarItems } from '../formats/tree-walk.ts';
import type { Command } from './command.ts';
import { commandsOfText, commandsOfWords, textOfScalar, wordOfScalar } from './commands.ts';

/**
 * What an entrypoint and a command start. Each is a shell line or a list of words. Two lists are also read as one, for
 * `entrypoint: [python]` with `command: [manage.py, runserver]`.
 */
export function startCommands(text: string, entrypoint: TreeNode | null, command: TreeNode | null): Command[] {
  const commands = [...commandsOfNode(text, entrypoint), ...commandsOfNode(text, command)];
  if (entrypoint?.kind === 'sequence' && command?.kind === 'sequence') {
    const words = [...scalarItems(entrypoint), ...scalarItems(command)].map(wordOfScalar);
    for (const item of commandsOfWords(text, words)) commands.push(item);
  }
  return commands;
}

/** A shell line, or a list of words. */
export function commandsOfNode(text: string, node: TreeNode | null): Command[] {
  if (node?.kind === 'scalar') return commandsOfText(text, textOfScalar(text, node));
  return node?.kind === 'sequence' ? commandsOfWords(text, scalarItems(node).map(wordOfScalar)) : [];
}
