// The processor time that judging packages adds to a commit, the best of many fresh processes (without compiled code):
//   npm run compile && node build/bench/advisories/judging.js [INDEX]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openPackageFacts } from '../../src/advisories/package-facts.ts';
import { openIndex } from '../../src/advisories/read-index.ts';

const RUNS = 25;
const builtIn = process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', 'data', 'advisories.idx');

if (process.env.ANTIVENOM_JUDGING === undefined) {
  for (const task of ['open', 'one popular pin', 'ten pins', 'a lock of 300']) {
    const times = Array.from({ length: RUNS }, () => {
      const env = { ...process.env, ANTIVENOM_JUDGING: task };
      return Number(spawnSync(process.execPath, [...process.argv.slice(1)], { env, encoding: 'utf8' }).stdout);
    });
    console.log(`${task}: ${Math.min(...times).toFixed(1)} ms`);
  }
} else {
  const names = namesFor(process.env.ANTIVENOM_JUDGING);
  const start = process.cpuUsage();
  const facts = openPackageFacts({}, builtIn, '2026-11-23');
  for (const name of names) {
    const wanted = { name, version: '3.2.1', clauses: [] };
    facts.vulnerable(wanted);
    facts.malicious(wanted);
    facts.lookAlike(name);
  }
  const { user, system } = process.cpuUsage(start);
  console.log((user + system) / 1000);
}

function namesFor(task: string): readonly string[] {
  if (task === 'open') return [];
  if (task === 'one popular pin') return ['django'];
  const index = openIndex(builtIn);
  const popular = index?.names('popular') ?? [];
  index?.close();
  const step = task === 'ten pins' ? 1500 : 50;
  return popular.filter((_, at) => at % step === 0);
}
