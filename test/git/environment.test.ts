import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IS_THOROUGH } from '../is-ci.ts';
import { findingsIn, runMain } from '../run-main.ts';
import { makeRepository } from './repository.ts';

const SORTS: Readonly<Record<string, readonly string[]>> = {
  venv: ['venv/pyvenv.cfg'],
  'services/a/.venv': ['services/a/.venv/pyvenv.cfg'],
  conda: ['conda/conda-meta/history'],
  old: ['old/bin/activate_this.py'],
  windows: ['windows/Scripts/activate'],
};

const ADDED = ['bin/tool', 'share/man/a.1', 'include/a.h', 'Lib/x.py', '.gitignore'];

for (const [index, [folder, marks]] of Object.entries(SORTS).entries()) {
  test(`one more file in ${folder}, which is already committed`, async (t) => {
    const repository = makeRepository(t);
    for (const mark of marks) repository.stage(mark, 'home = /usr\n');
    repository.git('commit', '-qm', 'env');
    for (const added of IS_THOROUGH || index === 0 ? ADDED : ['bin/tool']) {
      repository.write(`${folder}/${added}`, 'x\n');
      repository.git('add', '-f', `${folder}/${added}`);
      for (const argv of [[], ['--', `${folder}/${added}`]]) {
        const [finding] = await findingsIn(repository, argv);
        assert.deepEqual([finding?.rule, finding?.new], ['committed-virtualenv', true], `${added} ${argv}`);
      }
      repository.git('commit', '-qm', added);
      const range = await findingsIn(repository, ['--from-ref', 'HEAD~1', '--to-ref', 'HEAD']);
      assert.equal(range[0]?.rule, 'committed-virtualenv');
    }
    repository.write(`${folder}/bin/tool`, 'y\n');
    repository.git('add', '-f', `${folder}/bin/tool`);
    assert.equal((await runMain(repository)).status, 1);
    repository.git('reset', '-q', '--hard');
    repository.git('rm', '-q', `${folder}/bin/tool`);
    assert.equal((await runMain(repository)).status, 0);
  });
}
