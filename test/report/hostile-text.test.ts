/** What a terminal or a log would obey, and what nobody but its owner should read, is in no output. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

const FORMATS = ['text', 'concise', 'json', 'sarif', 'github', 'gitlab'];
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

test('names and lines with escapes, directions and what cannot be seen', async (t) => {
  const repository = makeRepository(t);
  const names = [
    'a\u001b[31m.py',
    'e\u202e.py',
    'q\u00ad\u034f.py',
    't\u3164.py',
    'b\u2066\u0085.py',
    '👩🏽\u200d💻❤\ufe0f.py',
  ];
  for (const name of names) repository.stage(name, 'result = eval(input()) #\u202e\u200b\u2028\u001b]8;;x\u0007\n');
  for (const format of FORMATS) {
    const { status, stdout, stderr } = await runMain(repository, ['--format', format, '--verbose']);
    assert.equal(status, 1);
    const shown = (stdout + stderr).replaceAll('\n', '').replaceAll('👩🏽\u200d💻❤\ufe0f', '');
    const left =
      format === 'json' || format === 'sarif' || format === 'gitlab' ? /[\p{Cc}\u202e\u2066\u2028]/u : OBEYED;
    assert.doesNotMatch(shown, left, format);
  }
});

const SECRET = 'corr3ct-horse-staple';

test('--diff to a pipe is a patch without the lines that hold secrets; people see them masked', async (t) => {
  const repository = makeRepository(t);
  const lines = ['A=1', `DB_PASSWORD=${SECRET}`, 'DJANGO_DEBUG=1', 'B=2', `URL=https://u:${SECRET}@x.example/`, 'C=3'];
  repository.stage('.env', `${lines.join('\n')}\n`);
  const piped = await runMain(repository, ['--diff']);
  assert.doesNotMatch(piped.stdout + piped.stderr, /corr3ct/);
  assert.match(piped.stdout, /^@@ -3,2 \+3,2 @@\n-DJANGO_DEBUG=1\n\+DJANGO_DEBUG=\S*\n B=2\n$/m);
  const { status } = repository.tryGit(['apply', '-'], { input: piped.stdout });
  assert.equal(status, 0);
  assert.match(repository.read('.env'), /DB_PASSWORD=corr3ct-horse-staple\nDJANGO_DEBUG=(?:0|False)\nB=2/i);
  const read = await runMain(repository, ['--diff'], { env: { LEFTHOOK: '1' } });
  assert.doesNotMatch(read.stdout + read.stderr, /corr3ct/);
  assert.match(read.stdout, /^ DB_PASSWORD=\*+\n-DJANGO_DEBUG=1$/m);
});

const PLACES: Readonly<Record<string, string>> = {
  'app.py': `app.run(debug=True, secret_key="${SECRET}")\n`,
  'b.py': `settings = {"api_key": "${SECRET}"}\napp.run(debug=True)\nos.environ.setdefault("DB_PASSWORD", "${SECRET}")\n`,
  'c.py': `TOKEN: str = '${SECRET}'\napp.run(debug=True)\nKEY = """-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----"""\n`,
  'settings.json': `{"password": "${SECRET}", "debug": true, "clientSecret":"${SECRET}"}\n`,
  'settings.yaml': `password: |\n  ${SECRET}\ndebug: true\nauth-token: ${SECRET} and more\n`,
  'docker-compose.yml': `services:\n  a:\n    environment:\n      - POSTGRES_PASSWORD=${SECRET}\n      - FLASK_DEBUG=1\n      - "DATABASE_URL=postgres://u:${SECRET}@db/x"\n`,
  Dockerfile: `FROM python:3.14\nENV DB_PASS ${SECRET}\nENV FLASK_DEBUG=1\nARG NPM_TOKEN=${SECRET}\n`,
  'uwsgi.ini': `[uwsgi]\nsmtp_pass = ${SECRET}\nenv = FLASK_DEBUG=1\n`,
  'start.sh': `#!/bin/sh\nexport API_TOKEN="${SECRET}"\nFLASK_DEBUG=1 flask run --debug --password ${SECRET}\n`,
};

test('no format, option or error shows a secret on the flagged line or beside it', async (t) => {
  const repository = makeRepository(t);
  for (const [path, text] of Object.entries(PLACES)) repository.stage(path, text);
  const runs = [
    ...FORMATS.map((format) => ['--format', format]),
    ['--diff'],
    ['--diff', '--unsafe-fixes'],
    ['--verbose'],
  ];
  for (const argv of runs) {
    const { stdout, stderr } = await runMain(repository, argv);
    assert.doesNotMatch(stdout + stderr, /corr3ct/, argv.join(' '));
    const read = await runMain(repository, argv, { env: { CI: 'true' } });
    assert.doesNotMatch(read.stdout + read.stderr, /corr3ct/, argv.join(' '));
  }
  const fixed = await runMain(repository, ['--fix', '--unsafe-fixes']);
  assert.doesNotMatch(fixed.stdout + fixed.stderr, /corr3ct/);
});
