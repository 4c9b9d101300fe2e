import { lookUpConfigs } from '../../src/config/lookup.ts';
import type { Checker, Judged } from '../../src/engine/checker.ts';
import type { Finding } from '../../src/engine/finding.ts';
import * as formats from '../../src/formats/parsers.ts';
import { CATALOGUE, rules } from '../../src/rules/index.ts';
import { checkerOf, type Surroundings, virtualSnapshot } from '../virtual-files.ts';

export interface VirtualCheck {
  readonly checker: Checker;
  readonly judged: readonly Judged[];
  readonly findings: readonly Finding[];
}

/** Judges files that exist only here, with the configuration among them and all rules, as the program does. */
export async function checkFiles(
  files: Readonly<Record<string, string>>,
  options: Pick<Surroundings, 'date' | 'argv'> & { readonly bases?: Readonly<Record<string, string>> } = {},
): Promise<VirtualCheck> {
  const paths = Object.keys(files);
  const configs = await lookUpConfigs(
    paths,
    (path) => files[path] ?? null,
    async () => formats.parseToml,
    CATALOGUE,
  );
  const checker = checkerOf(virtualSnapshot(files, options.bases), options, rules, configs);
  const byPath = await checker.checkPaths(paths);
  const judged = await checker.check(paths.map((path) => ({ path, bytes: Buffer.from(files[path]!) })));
  const findings = [...byPath.findings, ...judged.flatMap(({ result }) => result.placed.map(({ finding }) => finding))];
  return { checker, judged, findings };
}
