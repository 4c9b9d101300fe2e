// Scores a bundle on suites that others wrote (see install.mjs):
//   npm run bundle && node bench/detection/score.mjs [CLI]
// Per suite: how much of what the catalogue claims is found, what is reported on the good side, and every miss.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scoreBandit } from './bandit.mjs';
import { scoreDjango } from './django.mjs';
import { BANDIT_SOURCE, ROOT } from './folders.mjs';
import { scoreRuff } from './ruff.mjs';

const cli = resolve(process.argv[2] ?? join(ROOT, 'dist', 'cli.cjs'));
if (!existsSync(BANDIT_SOURCE)) {
  console.error('the suites are not there: node bench/detection/install.mjs fetches them');
  process.exit(2);
}
const scores = [scoreBandit(cli), scoreRuff(cli), scoreDjango(cli)];
for (const { name, claims, alarms } of scores) {
  const misses = claims.filter(({ caught }) => !caught);
  if (misses.length > 0) console.log(`\n${name}: not found\n${misses.map((miss) => `  ${miss.name}`).join('\n')}`);
  if (alarms.length > 0)
    console.log(`\n${name}: reported by ours alone\n${alarms.map((one) => `  ${one}`).join('\n')}`);
}
console.log(
  '\n| suite | found | of | recall | reported by ours alone | good examples |\n|---|---:|---:|---:|---:|---:|',
);
for (const { name, claims, innocent, alarms } of scores) {
  const found = claims.filter(({ caught }) => caught).length;
  const recall = `${((100 * found) / claims.length).toFixed(1)} %`;
  console.log(`| ${name} | ${found} | ${claims.length} | ${recall} | ${alarms.length} | ${innocent ?? ''} |`);
}
