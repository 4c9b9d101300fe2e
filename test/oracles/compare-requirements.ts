// Compares how we, pip and packaging read every requirements file in a folder (unpacked source distributions, say).
// Usage, after `npm run oracles`: node build/test/oracles/compare-requirements.js FOLDER
import { readdirSync } from 'node:fs';
import { compareRequirements } from './requirements-compare.ts';

const [, , folder = '.'] = process.argv;
const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /(?:requirements|constraints)[^/]*\.(?:txt|in)$/.test(entry.name))
  .map((entry) => `${entry.parentPath}/${entry.name}`);
const { requirements, differences } = compareRequirements(paths);
for (const difference of differences) process.stdout.write(`${JSON.stringify(difference)}\n`);
process.stdout.write(`${paths.length} files, ${requirements} requirements, ${differences.length} differences\n`);
process.exitCode = differences.length === 0 ? 0 : 1;
