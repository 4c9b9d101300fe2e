import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';
import { ROOT } from './corpus.ts';

/** The part of ajv that we use. It is installed beside the schema, not with the root's packages. */
interface Validator {
  addMetaSchema(schema: object): void;
  compile(schema: object): ((data: unknown) => boolean) & { errors?: readonly object[] | null };
}

const load = createRequire(join(ROOT, 'test/oracles/package.json'));

function officialSchema(): ReturnType<Validator['compile']> {
  const Ajv = load('ajv') as new (options: object) => Validator;
  const package_ = load.resolve('@microsoft/jest-sarif/package.json');
  const schema = JSON.parse(readFileSync(join(package_, '../lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as object;
  const validator = new Ajv({ allErrors: true, schemaId: 'auto' });
  validator.addMetaSchema(load('ajv/lib/refs/json-schema-draft-04.json') as object);
  return validator.compile(schema);
}

/** Old and new findings, fixes, a suppression, a path finding, unusual names, and a file that cannot be checked. */
function richRepository(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  repository.commit('my app/ü.py', 'assert (a, "old")\n');
  repository.stage('my app/ü.py', 'assert (a, "old")\n"😀"; assert (b, "new")\n');
  repository.stage('b.py', 'eval(input())  # nosec\nassert (x, "m")  # antivenom: ignore[assert-always-true] why\n');
  repository.stage('env/pyvenv.cfg', 'home = /usr/bin\n');
  repository.stage('requirements.txt', 'flask\ndjango>=1\n');
  repository.stage('lfs.py', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
  return repository;
}

test('SARIF output validates against the official schema', async (t) => {
  const validate = officialSchema();
  const repository = richRepository(t);
  for (const argv of [[], ['--all-files'], ['--whole-files'], ['--select', 'debug'], ['--fix']]) {
    const { stdout } = await runMain(repository, ['--format', 'sarif', ...argv]);
    assert.ok(validate(JSON.parse(stdout)), `${argv}: ${JSON.stringify(validate.errors, null, 1)}`);
  }
  // The schema must reject something.
  assert.ok(!validate({ version: '2.1.0', runs: [{}] }));
});
