import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encryptedBy } from '../../src/git/read/encrypted.ts';
import { runMain } from '../run-main.ts';
import { makeRepository } from './repository.ts';

const NOISE = Buffer.from([0x00, 0x9c, 0x0a, 0xff, 0x10, 0x00]);
const FORMS: Readonly<Record<string, string>> = {
  'git-crypt': '\0GITCRYPT\0eurT',
  age: 'age-encryption.org/v1\n-> X25519 abc\n',
  'age, armoured': '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n',
  openssl: 'Salted__eurT',
  transcrypt: 'U2FsdGVkX1+abcdefgh/ijkl=\n',
  openpgp: '-----BEGIN PGP MESSAGE-----\n\nhQEM\n',
  strongbox: '# STRONGBOX ENCRYPTED RESOURCE ; See https://github.com/uw-labs/strongbox\nabc=\n',
  vim: 'VimCrypt~03!abc',
};

for (const [name, beginning] of Object.entries(FORMS)) {
  test(`encrypted files are named as such, and can be excluded: ${name}`, async (t) => {
    const repository = makeRepository(t);
    const paths = ['.env', 'shop/settings.py', 'requirements.txt'];
    for (const path of paths) repository.stage(path, Buffer.concat([Buffer.from(beginning, 'latin1'), NOISE]));
    for (const argv of [[], paths, ['--all-files']]) {
      const run = await runMain(repository, argv);
      assert.equal(run.status, 3, run.stdout);
      assert.equal(run.stdout, '', 'no finding, and so no comment for a file that has no lines');
      for (const path of paths) {
        assert.match(run.stderr, new RegExp(`${path} was not checked: it is encrypted \\(.*under exclude`));
      }
    }
    repository.stage('antivenom.toml', 'exclude = [".env", "shop/settings.py", "requirements.txt"]\n');
    const { status, stdout, stderr } = await runMain(repository);
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
  });
}

test('other binary files can be excluded the same way', async (t) => {
  const repository = makeRepository(t);
  repository.stage('.env', NOISE);
  const run = await runMain(repository);
  assert.equal(run.status, 3);
  assert.match(run.stderr, /\.env was not checked: it is binary; .*under exclude/);
});

test('a file that only mentions encryption is text', () => {
  for (const text of [
    'MODE = "Salted__"\n',
    '# age-encryption.org/v1\n',
    'age-encryption.org is a site\n',
    'U2F = 1\n',
    '"""-----BEGIN PGP MESSAGE-----"""\n',
    '-----BEGIN PGP PUBLIC KEY BLOCK-----\n',
    '# STRONGBOX\n',
    '$ANSIBLE_VAULT;1.1;AES256\n3334\n',
    '',
  ]) {
    assert.equal(encryptedBy(Buffer.from(text)), null, text);
  }
});
