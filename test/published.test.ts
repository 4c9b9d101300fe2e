import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FAIL_ON } from '../src/cli/argv.ts';
import { CONFIG_KEYS } from '../src/config/config.ts';
import { configSchema } from '../src/config/schema.ts';
import { RULE_REFERENCES } from '../src/data/rule-references.ts';
import { rulePage } from '../src/report/rule-page.ts';
import { CATALOGUE, FAMILIES, rules } from '../src/rules/index.ts';

// This runs from build/test.
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

test("the JSON Schema has the configuration's keys and every name that it may use", () => {
  const schema = JSON.parse(JSON.stringify(configSchema(CATALOGUE, 'https://example.com/schema.json')));
  assert.deepEqual(Object.keys(schema.properties).sort(), [...CONFIG_KEYS].sort());
  assert.deepEqual(schema.properties['fail-on'].enum, [...FAIL_ON]);
  assert.equal(schema.properties.select.minItems, 1);
  assert.deepEqual(
    schema.definitions.rule.enum,
    rules.map(({ id }) => id),
  );
  assert.ok(schema.definitions.names.items.enum.includes('debug'));
  // npm run docs writes the published one from it.
  assert.equal(readJson('docs/antivenom.schema.json').title, schema.title);
});

test('the bundle is in ASCII, since a byte of it is read as a character', () => {
  const files = readdirSync(join(root, 'dist')).filter((name) => /\.c?js$/.test(name));
  assert.ok(files.includes('cli.js'));
  for (const name of files) assert.doesNotMatch(readFileSync(join(root, 'dist', name), 'utf8'), /[^\0-\x7f]/, name);
});

test('a family is a folder of rules', () => {
  for (const [family, own] of Object.entries(FAMILIES)) {
    const folder = join(root, 'src', 'rules', family);
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    assert.deepEqual(own.map(({ id }) => `${id}.ts`).sort(), files.sort(), family);
  }
});

test('every rule has its weaknesses, a precision, and sources that are pages', () => {
  for (const { id } of rules) {
    const reference = RULE_REFERENCES[id];
    assert.ok(reference, `src/data/rule-references.ts has nothing on ${id}`);
    assert.equal(reference.score === null || reference.cwe.length > 0, true, id);
    for (const url of reference.sources) assert.ok(URL.canParse(url) && url.startsWith('https://'), url);
  }
});

test('every rule has a unique id and the texts for its page', () => {
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  for (const rule of rules) {
    assert.match(rule.id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    assert.doesNotMatch(rule.summary, /[.\n]$/, rule.id);
    assert.match(rule.why, /\.$/, rule.id);
    assert.ok(rulePage(rule).includes(rule.why));
  }
});

test('the package has no dependencies and no lifecycle scripts: hook runners install it as it is', () => {
  const { dependencies, scripts } = readJson('package.json');
  assert.equal(dependencies, undefined);
  for (const name of ['prepare', 'prepack', 'prepublish', 'preinstall', 'install', 'postinstall', 'build']) {
    assert.equal(scripts[name], undefined, name);
  }
});

/** Documents and data that contain the project's address. Everything else derives it. */
const NAME_HOME = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/ci.md', 'docs/runners.md', 'docs/releasing.md'];

test("the project's address is the same everywhere", () => {
  const { homepage, repository, bugs } = readJson('package.json');
  assert.equal(repository.url, `git+${homepage}.git`);
  assert.equal(bugs.url, `${homepage}/issues`);
  const [owner] = homepage.replace('https://github.com/', '').split('/');
  const ours = new RegExp(`https://github\\.com/${owner}/[\\w-]+`, 'g');
  for (const path of [...NAME_HOME, '.github/ISSUE_TEMPLATE/config.yml']) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const [address] of text.matchAll(ours)) assert.equal(address, homepage, path);
    for (const [, used] of text.matchAll(/uses: (\S*antivenom\S*)@/g)) {
      assert.equal(`https://github.com/${used}`, homepage, path);
    }
  }
});

test('rule pages do not mention the homepage', () => {
  for (const rule of rules) assert.ok(!rulePage(rule).includes(readJson('package.json').homepage), rule.id);
});

test('npm, Python, and the versions for development and CI agree on the oldest Node', () => {
  const { engines } = readJson('package.json');
  const oldest = Number(/^>=(\d+)$/.exec(engines.node)?.[1]);
  const launcher = readFileSync(join(root, 'python/antivenom/__init__.py'), 'utf8');
  assert.equal(Number(/^OLDEST_NODE = (\d+)$/m.exec(launcher)?.[1]), oldest);
  assert.equal(Number(readFileSync(join(root, '.node-version'), 'utf8')), oldest);
  assert.match(readFileSync(join(root, 'action.yml'), 'utf8'), new RegExp(`-ge ${oldest} \\]`));
});
