import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readRecipe } from './recipe.ts';
import { recipe } from './runner.ts';

const README = fileURLToPath(new URL('../../../README.md', import.meta.url));

/** recipes.slow.ts follows these from the text. */
const FOLLOWED = ['husky-lint-staged', 'lefthook-dev', 'plain-dev', 'husky-dev'];
const RECIPES = ['pre-commit', 'lefthook', 'lefthook-fix', 'husky', 'husky-fix', 'lint-staged', 'lint-staged-fix'];

/** Without comments, empty lines and (in JSON) layout. */
function bare(block: string): string {
  if (block.startsWith('{')) return JSON.stringify(JSON.parse(block));
  return block
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

test('the README only shows runner recipes that are run here', () => {
  const section = /\n## Set it up\n([\s\S]*?)\*\*CI\.\*\*/.exec(readFileSync(README, 'utf8'))?.[1] ?? '';
  const blocks = [...section.matchAll(/```\w+\n([\s\S]*?)\n```/g)].map((match) => bare(match[1]!));
  assert.ok(blocks.length >= 4, section);
  const followed = FOLLOWED.map(readRecipe).flatMap(({ commands, files }) => [
    commands.join('\n'),
    ...files.map(({ text }) => text.trimEnd()),
  ]);
  const tested = new Set([...RECIPES.map(recipe), ...followed].map(bare));
  for (const block of blocks) assert.ok(tested.has(block), block);
});
