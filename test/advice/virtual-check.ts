import { join } from 'node:path';
import { openPackageFacts } from '../../src/advisories/package-facts.ts';
import { parseOptions } from '../../src/cli/parse-options.ts';
import { NO_CONFIG } from '../../src/config/config.ts';
import { lookUpConfigs } from '../../src/config/lookup.ts';
import { scopeOf } from '../../src/config/selection.ts';
import { type Checker, createChecker, type Judged } from '../../src/engine/checker.ts';
import type { Finding } from '../../src/engine/finding.ts';
import * as formats from '../../src/formats/parsers.ts';
import { CATALOGUE, rules } from '../../src/rules/index.ts';
import { registryOf } from '../../src/rules/registry.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', '..', 'data', 'advisories.idx');

export interface VirtualCheck {
  readonly checker: Checker;
  readonly judged: readonly Judged[];
  readonly findings: readonly Finding[];
}

/** Judges files that exist here only, by all rules, as the program does. */
export async function checkFiles(
  files: Readonly<Record<string, string>>,
  options: {
    readonly date?: string;
    readonly bases?: Readonly<Record<string, string>>;
    readonly argv?: readonly string[];
  } = {},
): Promise<VirtualCheck> {
  const read = (path: string): Buffer | null => (files[path] === undefined ? null : Buffer.from(files[path]));
  const registry = registryOf(rules, CATALOGUE);
  const asked = parseOptions(options.argv ?? []);
  const paths = Object.keys(files);
  const configs = await lookUpConfigs(
    paths,
    (path) => files[path] ?? null,
    async () => formats.parseToml,
    CATALOGUE,
  );
  const checker = createChecker(configs, (config) => scopeOf(registry.catalogue.ids, asked, config ?? NO_CONFIG), {
    registry,
    snapshot: {
      read,
      bases: (path) => (options.bases?.[path] === undefined ? [] : [{ path, bytes: Buffer.from(options.bases[path]) }]),
      exists: (path) => paths.some((other) => other === path || other.startsWith(`${path}/`)),
      mayHaveFolder: (path) => paths.some((other) => other.startsWith(`${path}/`)),
      paths: () => paths,
    },
    date: options.date ?? '2026-11-23',
    loadFormats: async () => formats,
    packages: () => openPackageFacts({}, BUILT_IN, options.date ?? '2026-11-23'),
  });
  const byPath = await checker.checkPaths(paths);
  const judged = await checker.check(paths.map((path) => ({ path, bytes: read(path) as Buffer })));
  const findings = [...byPath.findings, ...judged.flatMap(({ result }) => result.placed.map(({ finding }) => finding))];
  return { checker, judged, findings };
}
