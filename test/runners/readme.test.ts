import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { recipe } from './runner.ts';

const README = fileURLToPath(new URL('../../../README.md', import.meta.url));

const RECIPES = ['pre-commit', 'lefthook', 'lefthook-fix', 'husky', 'husky-fix', 'lint-staged', 'lint-staged-fix'];

/** Without comments, empty lines and, in JSON, layout. */
function bare(block: string): string {
  if (block.startsWith('{')) return JSON.stringify(JSON.parse(block));
  return block
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

test('the README shows no recipe for a runner but those that are run here', () => {
  const section = /\n## Set it up\n([\s\S]*?)\*\*CI\.\*\*/.exec(readFileSync(README, 'utf8'))?.[1] ?? '';
  const blocks = [...section.matchAll(/```\w+\n([\s\S]*?)\n```/g)].map((match) => bare(match[1]!));
  assert.ok(blocks.length >= 4, section);
  const tested = new Set(RECIPES.map((name) => bare(recipe(name))));
  for (const block of blocks) assert.ok(tested.has(block), block);
});
