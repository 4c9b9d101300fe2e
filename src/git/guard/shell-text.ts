import { expandWord } from './expand.ts';
import { parseShell } from './shell-tree.ts';

const NOTHING = { variable: () => undefined, output: () => null };

/**
 * The words of a command line that is run without a shell, with quotes removed. Null if there is more than one command.
 */
export function wordsOfText(text: string): string[] | null {
  const tree = parseShell(text);
  const [only, ...others] = tree?.kind === 'list' ? tree.items : [];
  if (only === undefined || others.length > 0 || only.node.kind !== 'simple') return null;
  const { words, assignments } = only.node.command;
  const spans = [...assignments.map(({ name, value }) => ({ name, ...value })), ...words];
  const texts = spans.map((span) => {
    const value = expandWord(text.slice(span.from, span.to), NOTHING) ?? '';
    return 'name' in span ? `${span.name}=${value}` : value;
  });
  return texts;
}
