import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectClone, run, said, userRepository } from '../runners/runner.ts';

/** In bytes: everybody who installs antivenom once downloads this. */
const MAX_SIZE = 3_000_000;

test("npm's package has what it needs, nothing else, and stays small", (t) => {
  const packed = run(userRepository(t), 'npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: projectClone(),
  });
  assert.equal(packed.status, 0, said(packed));
  const [{ size, files }] = JSON.parse(packed.stdout) as [{ size: number; files: { path: string }[] }];
  t.diagnostic(`${size} bytes`);
  assert.ok(size <= MAX_SIZE, `${size} bytes`);
  const paths = files.map(({ path }) => path);
  for (const path of ['dist/cli.cjs', 'dist/LICENSES.txt', 'dist/sbom.cdx.json', 'docs/rules.md', 'LICENSE']) {
    assert.ok(paths.includes(path), path);
  }
  for (const path of paths) {
    assert.match(path, /^(?:dist\/|docs\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/);
  }
});
