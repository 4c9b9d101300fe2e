import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from '../git/repository.ts';
import { projectClone, run, said } from '../runners/runner.ts';
import { build, builtPackages, python, pythonRepository, wheelhouse } from './python.ts';

test('the same sources make the same bytes, and the sdist makes the same wheel', (t) => {
  const wheels = wheelhouse(t);
  if (wheels === null) return;
  const { wheel, sdist } = builtPackages(wheels);
  const again = build(wheels, projectClone(), ['wheel', 'sdist']);
  assert.deepEqual(readFileSync(again.wheel), readFileSync(wheel));
  assert.deepEqual(readFileSync(again.sdist), readFileSync(sdist));
  const folder = makeFolder(t);
  execFileSync('tar', ['-xzf', sdist, '--strip-components=1'], { cwd: folder });
  assert.deepEqual(readFileSync(build(wheels, folder, ['wheel']).wheel), readFileSync(wheel));
});

test('pip builds the same wheel from the sdist', (t) => {
  const wheels = wheelhouse(t);
  if (wheels === null) return;
  const { wheel, sdist } = builtPackages(wheels);
  const repository = pythonRepository(t, wheels);
  const made = run(repository, python(), ['-m', 'pip', 'wheel', '--no-deps', '--wheel-dir', 'made', sdist]);
  assert.equal(made.status, 0, said(made));
  const name = wheel.slice(wheel.lastIndexOf('/') + 1);
  assert.deepEqual(readFileSync(join(repository.root, 'made', name)), readFileSync(wheel));
});

test("the package's metadata comes from package.json", (t) => {
  const wheels = wheelhouse(t);
  if (wheels === null) return;
  const { wheel } = builtPackages(wheels);
  const script = `import email, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
name = next(n for n in archive.namelist() if n.endswith('.dist-info/METADATA'))
message = email.message_from_bytes(archive.read(name))
print(json.dumps({'headers': message.items(), 'files': archive.namelist(), 'page': message.get_payload()}))`;
  const { headers, files, page } = JSON.parse(execFileSync(python(), ['-c', script, wheel], { encoding: 'utf8' })) as {
    headers: [string, string][];
    files: string[];
    page: string;
  };
  const all = (name: string): string[] => headers.filter(([key]) => key === name).map(([, value]) => value);
  const product = JSON.parse(readFileSync(join(projectClone(), 'package.json'), 'utf8'));
  assert.deepEqual(all('Version'), [product.version]);
  assert.deepEqual(all('Summary'), [product.description]);
  assert.deepEqual(all('License-Expression'), [product.license]);
  assert.deepEqual(all('Keywords')[0]?.split(',').sort(), [...product.keywords].sort());
  assert.deepEqual(all('Project-URL'), [
    `Homepage, ${product.homepage}`,
    `Changelog, ${product.homepage}/blob/main/CHANGELOG.md`,
    `Issues, ${product.bugs.url}`,
    `Source, ${product.homepage}`,
  ]);
  // On PyPI's page a relative link is broken.
  assert.doesNotMatch(page, /\]\((?!https?:|#)/);
  const info = `antivenom-${product.version}.dist-info`;
  for (const file of ['licenses/LICENSE', 'licenses/dist/LICENSES.txt', 'sboms/sbom.cdx.json']) {
    assert.ok(files.includes(`${info}/${file}`), file);
  }
});
