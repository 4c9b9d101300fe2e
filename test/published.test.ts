import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FAIL_ON } from '../src/cli/argv.ts';
import { CONFIG_KEYS } from '../src/config/config.ts';
import { rulePage } from '../src/report/rule-page.ts';
import { rules } from '../src/rules/index.ts';

// This runs from build/test.
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

test('the JSON Schema has the keys of the configuration', () => {
  const schema = readJson('docs/antivenom.schema.json');
  assert.deepEqual(Object.keys(schema.properties).sort(), [...CONFIG_KEYS].sort());
  assert.deepEqual(schema.properties['fail-on'].enum, [...FAIL_ON]);
});

test('every rule has an id of its own and words for its page', () => {
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  for (const rule of rules) {
    assert.match(rule.id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    assert.doesNotMatch(rule.summary, /[.\n]$/, rule.id);
    assert.match(rule.why, /\.$/, rule.id);
    assert.ok(rulePage(rule).includes(rule.why));
  }
});

test('the package has no dependencies and no lifecycle script: hook runners install it as it is', () => {
  const { dependencies, scripts } = readJson('package.json');
  assert.equal(dependencies, undefined);
  for (const name of ['prepare', 'prepack', 'prepublish', 'preinstall', 'install', 'postinstall', 'build']) {
    assert.equal(scripts[name], undefined, name);
  }
});
