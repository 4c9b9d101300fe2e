import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { IS_CI } from '../is-ci.ts';
import { PACKAGES } from './corpus.ts';
import { compareRequirements } from './requirements-compare.ts';

const skip = existsSync(`${PACKAGES}/pip`) || IS_CI ? false : 'not installed: npm run oracles';

test('generated requirements files read as pip and packaging read them', { skip }, () => {
  const folder = mkdtempSync(`${tmpdir()}/requirements-`);
  const paths: string[] = [];
  for (let seed = 1; seed <= 300; seed += 1) {
    const path = `${folder}/${seed}.txt`;
    writeFileSync(path, generate(seed));
    paths.push(path);
  }
  const { requirements, differences } = compareRequirements(paths);
  assert.deepEqual(differences.slice(0, 20), []);
  assert.ok(requirements > 2000, `${requirements} requirements`);
});

/** A file of about thirty lines, from pieces that pip accepts and some that it does not. */
function generate(seed: number): string {
  let state = seed * 2_654_435_761;
  const random = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
  const one = <T>(items: readonly T[]): T => items[random(items.length)]!;
  const some = (text: () => string): string => (random(3) === 0 ? text() : '');
  const space = (): string => one(['', '', ' ', '  ', '\t']);
  const name = () => one(['a', 'Django', 'zope.interface', 'ruamel.yaml_clib', 'A-B_c.d', 'x1', 'pkg0', '0x', 'numpy']);
  const version = () =>
    one([
      '1',
      '1.0',
      '2.32.5',
      '1!2.0',
      '1.0a1',
      '1.0.post1',
      '1.0.dev3',
      '1.0rc1.post2.dev3',
      'v1.0',
      '2024.1.1',
      '1.0-1',
      '01.2',
    ]);
  const clause = () =>
    one([
      () => `${one(['==', '!=', '<=', '>=', '<', '>', '~='])}${space()}${version()}`,
      () => `${one(['==', '!='])}${space()}${one(['1.*', '2.31.*', '1!1.*'])}`,
      () => `${one(['==', '!='])}${one(['1.0+local', '1.0+cu118.x'])}`,
      () => one(['>=1.0+local', '=1.0', '==', '>=1.*', '~=1', '>>1', '==1.0.x']),
    ])();
  const specifier = () => {
    // In packaging, `===` swallows a comma after it, so it stands alone here.
    if (random(12) === 0) return `===${space()}${one(['1.0', 'weird-version', '2021b'])}`;
    const list = [clause()];
    while (random(3) === 0) list.push(clause());
    const joined = list.join(`${space()},${space()}`);
    return random(8) === 0 ? `(${joined})` : joined;
  };
  const extras = () => `[${one(['x', 'x,y', ' x , y ', '', 'dev-tools', 'a_b,c.d'])}]`;
  const marker = () =>
    one([
      'python_version < "3.8"',
      "sys_platform == 'win32'",
      'python_version>="3.6" and (os_name == "nt" or extra == "a")',
      'platform_python_implementation != "PyPy"',
    ]);
  const hash = () =>
    `--hash${one(['=', ' '])}sha256:${one(['0', 'a', 'f9'].map((digit) => digit.repeat(64 / digit.length)))}`;
  const fold = () => one([' \\\n    ', ' \\\n', '\\\n  ', ' ']);
  const requirement = () =>
    name() + some(extras) + space() + some(specifier) + some(() => `${space()};${space()}${marker()}`);
  const url = () =>
    one(['https://host/a.zip', 'git+https://host/o/a.git@v1#egg=a', 'https://u:${P}@host/a-1.0.tar.gz']);
  const line = () =>
    one([
      requirement,
      requirement,
      requirement,
      () => `${requirement()}${fold()}${hash()}${some(() => fold() + hash())}`,
      () => `${name()}${some(extras)} @ ${url()}${some(() => ` ; ${marker()}`)}`,
      () => url() + some(() => ` ; ${marker()}`),
      () => `-e ${one(['.', './sub', 'git+https://host/o/a.git#egg=a', '.[dev]'])}`,
      () =>
        `${one(['-r', '-r ', '--requirement ', '--requirement=', '-c ', '--constraint='])}${one(['base.txt', '../x y.txt'.replace(' ', '_')])}`,
      () => `${one(['-i ', '--index-url ', '--index-url=', '--pypi-url '])}https://host/simple`,
      () => `${one(['--extra-index-url ', '--extra-index-url=', '--extra-index '])}"https://host/simple"`,
      () =>
        one([
          '--no-index',
          '--pre',
          '--require-hashes',
          '--prefer-binary',
          '-f ./wheels',
          '--find-links=https://host/',
          '--trusted-host host',
        ]),
      () => one(['--trusted-host', '--nonsense', '-x', '--no-binary :all:', '--pre --no-index']),
      () =>
        one([
          './local',
          '../x-1.0.tar.gz',
          '/abs/path',
          'wheels/a-1.0-py3-none-any.whl',
          'a b',
          '?',
          'a;',
          'a ; nonsense',
        ]),
      () => '',
      () => '# comment',
    ])();
  const lines: string[] = [];
  for (let count = 20 + random(20); count > 0; count -= 1) {
    lines.push(`${one(['', '', '', ' ', '\t'])}${line()}${one(['', '', '', ' # comment', '  #x', ' ', '\\'])}`);
  }
  return `${lines.join('\n')}\n`.replaceAll('\n', one(['\n', '\n', '\r\n']));
}
