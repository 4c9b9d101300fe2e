import type { PackageFacts } from '../advisories/package-facts.ts';
import { isIn } from '../formats/pep440.ts';
import type { Distribution } from './distributions.ts';
import type { ExpectedPackages } from './expected-packages.ts';

/** How an environment differs from what the project says. */
export interface EnvironmentDrift {
  readonly missing: readonly string[];
  readonly otherVersions: readonly { readonly name: string; readonly installed: string; readonly expected: string }[];
  /** Installed, but neither named nor required by what is named. */
  readonly unnamed: readonly string[];
}

/** What environments contain from the start, or what creates them. */
const TOOLS: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel', 'distribute', 'pkg-resources', 'uv']);

export function driftOf(installed: readonly Distribution[], expected: ExpectedPackages): EnvironmentDrift {
  const byName = new Map(installed.map((one) => [one.normalized, one]));
  const otherVersions = installed.flatMap((one) => {
    const places = expected.places.get(one.normalized);
    if (places === undefined || one.isLocal) return [];
    const fits = places.some(({ clauses, url }) => url !== null || clauses.length === 0 || isIn(one.version, clauses));
    const wanted = [...new Set(places.map(({ version, specifier }) => version ?? specifier))].join(' or ');
    return fits ? [] : [{ name: one.name, installed: one.version, expected: wanted }];
  });
  const accounted = reachable(expected.named, byName);
  return {
    missing: [...expected.needed].filter((name) => !byName.has(name)).sort(),
    otherVersions,
    unnamed: installed
      .filter(({ normalized, isLocal }) => !isLocal && !TOOLS.has(normalized) && !accounted.has(normalized))
      .map(({ name, version }) => `${name} ${version}`),
  };
}

/** The names, and what the installed packages require from there. A local package represents the project. */
function reachable(named: ReadonlySet<string>, installed: ReadonlyMap<string, Distribution>): ReadonlySet<string> {
  const local = [...installed.values()].filter(({ isLocal }) => isLocal).map(({ normalized }) => normalized);
  const reached = new Set([...named, ...local]);
  for (const name of reached) for (const next of installed.get(name)?.requires ?? []) reached.add(next);
  return reached;
}

export interface EnvironmentDangers {
  readonly vulnerable: readonly {
    readonly name: string;
    readonly version: string;
    readonly ids: readonly string[];
    readonly fixed: string | null;
  }[];
  readonly malicious: readonly string[];
}

export function dangersIn(installed: readonly Distribution[], facts: PackageFacts): EnvironmentDangers {
  const served = installed.filter(({ isLocal }) => !isLocal);
  const wantedOf = ({ normalized, version }: Distribution) => ({ name: normalized, version, clauses: null });
  return {
    vulnerable: served.flatMap((one) => {
      const found = facts.vulnerable(wantedOf(one));
      if (found === null) return [];
      const ids = found.vulnerabilities.map(({ id }) => id);
      return [{ name: one.name, version: one.version, ids, fixed: found.fixed ?? found.laterFixed }];
    }),
    malicious: served
      .filter((one) => facts.malicious(wantedOf(one)) !== null)
      .map(({ name, version }) => `${name} ${version}`),
  };
}
