import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PathRule } from '../../src/engine/rule.ts';
import type { Severity } from '../../src/engine/severity.ts';
import { rules } from '../../src/rules/index.ts';
import { checkerOf, virtualSnapshot } from '../virtual-files.ts';

export interface PathTable {
  readonly allows: Readonly<Record<string, readonly string[]>>;
  readonly reports: Readonly<
    Record<string, { readonly paths: readonly string[]; readonly at: readonly string[]; readonly severity?: Severity }>
  >;
}

/** Tests a rule about paths: lists of paths that it allows, and lists with the paths that it reports. */
export function pathRuleTest(rule: PathRule, table: PathTable): void {
  const found = async (paths: readonly string[]) => {
    const snapshot = virtualSnapshot(Object.fromEntries(paths.map((path) => [path, ''])));
    const { findings, failures } = await checkerOf(snapshot, { argv: ['--select', rule.id] }, rules).checkPaths(paths);
    for (const { error } of failures) throw error;
    return findings;
  };
  test(`${rule.id}: its bad paths are reported, its good ones are not`, async () => {
    assert.notDeepEqual(await found(rule.badPaths), []);
    assert.deepEqual(await found(rule.goodPaths), []);
  });
  for (const [name, paths] of Object.entries(table.allows)) {
    test(`${rule.id} allows ${name}`, async () => assert.deepEqual(await found(paths), []));
  }
  for (const [name, { paths, at, severity }] of Object.entries(table.reports)) {
    test(`${rule.id} reports ${name}`, async () => {
      const findings = await found(paths);
      assert.deepEqual(findings.map(({ path }) => path).sort(), [...at].sort());
      for (const finding of findings) {
        assert.equal(finding.severity, severity ?? rule.severity);
        assert.notEqual(finding.help, '');
      }
    });
  }
}
