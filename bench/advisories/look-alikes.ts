// How often real packages are called look-alikes, and how many known typosquats are found:
//   npm run compile && node build/bench/advisories/look-alikes.js POPULAR.txt MALICIOUS.txt [--list]
// The lists are names, one a line, the popular ones most popular first (top-pypi-packages). What counts as a typosquat
// of a popular name is decided here, without the code that is measured: one insertion, deletion, change or swap.
import { readFileSync } from 'node:fs';
import { TARGETS } from '../../src/advisories/build-index.ts';
import { lookAlikeOf } from '../../src/advisories/look-alike.ts';
import { readNamesList } from '../../src/advisories/names-list.ts';

const [popularFile, maliciousFile] = process.argv.slice(2);
if (popularFile === undefined || maliciousFile === undefined) throw new Error('usage: look-alikes POPULAR MALICIOUS');
const namesIn = (file: string): readonly string[] => readNamesList(readFileSync(file, 'utf8'))?.names ?? [];
const popular = namesIn(popularFile);
const targets = popular.slice(0, TARGETS);
const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${((100 * part) / whole).toFixed(part / whole < 0.01 ? 3 : 1)} %)`;

const others = popular.slice(5000, 15000);
const called = others.flatMap((name) => lookAlikeOf(name, targets) ?? []);
console.log(`real packages of ranks 5 001 to 15 000 called look-alikes: ${share(called.length, others.length)}`);

const known = new Set(popular);
const typosquats = namesIn(maliciousFile).filter(
  (name) => !known.has(name) && name.length >= 4 && targets.some((target) => isOneEditAway(name, target)),
);
const found = typosquats.filter((name) => lookAlikeOf(name, targets) !== null);
console.log(
  `malicious names one edit away from one of the ${TARGETS} most popular, found: ${share(found.length, typosquats.length)}`,
);

const bySlip = new Map<string, number>();
for (const name of found) {
  const slip = lookAlikeOf(name, targets)?.slip ?? '';
  bySlip.set(slip, (bySlip.get(slip) ?? 0) + 1);
}
for (const [slip, number] of [...bySlip].sort((a, b) => b[1] - a[1])) console.log(`  ${slip}: ${number}`);
if (process.argv.includes('--list')) {
  for (const name of others) {
    const like = lookAlikeOf(name, targets);
    if (like !== null) console.log(`called: ${name} (${like.target}, ${like.slip})`);
  }
  for (const name of typosquats) if (!found.includes(name)) console.log(`missed: ${name}`);
}
const start = performance.now();
for (const name of others) lookAlikeOf(name, targets);
console.log(`${(((performance.now() - start) * 1000) / others.length).toFixed(0)} µs a name`);

function isOneEditAway(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (a === b || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return long.slice(at + 1) === short.slice(at);
  if (long.slice(at + 1) === short.slice(at + 1)) return true;
  return long[at] === short[at + 1] && long[at + 1] === short[at] && long.slice(at + 2) === short.slice(at + 2);
}
