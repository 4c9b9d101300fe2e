/**
 * What a person sees when a commit is blocked, row by row, as snapshots. After an intended change, run
 * `UPDATE_SNAPSHOTS=1 npm test -- report/terminal` and read the diff as somebody who wanted to commit.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'test', 'report', 'snapshots');

const SETTINGS = `from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = 'django-insecure-9r4h6pzvd2s1k3j4h5g6f7d8s9a0q1w2e3r4t5y6u7i8o9p0'
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = ["django.contrib.admin"]
`;

const VIEWS = `import os
import subprocess

import yaml
from flask import Flask, request

app = Flask(__name__)


@app.route("/x")
def convert():
    name = request.args["name"]
    os.system("convert " + name + " out.png")
    subprocess.run(f"grep -r {request.args['q']} /var/data/orders --include='*.csv' --max-count=10", shell=True, check=True)
    return str(eval(request.form["formula"])) + str(yaml.load(request.data, Loader=yaml.Loader))


if __name__ == "__main__":
    app.run(debug=True, host="0.0.0.0")
`;

const requirements = (count: number): string =>
  Array.from({ length: count }, (_, index) => `package-${index}>=1.0\n`).join('');

interface Situation {
  /** The previous content. */
  readonly before?: Readonly<Record<string, string>>;
  readonly staged: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  readonly status: number;
}

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'one error': { staged: { 'bakery/settings.py': SETTINGS.replace(/SECRET.*\n/, '') }, status: 1 },
  'one error and thirty warnings': {
    staged: { 'requirements.txt': requirements(30), 'shop/app.py': VIEWS.replace(/@app[\s\S]*?\n\n\n/, '') },
    status: 1,
  },
  'only older findings': {
    before: { 'shop/models.py': 'def f(a):\n    assert (a > 0, "no")\n' },
    staged: { 'shop/models.py': 'def f(a):\n    assert (a > 0, "no")\n    return a\n' },
    status: 0,
  },
  'many of all kinds': {
    before: { 'shop/models.py': 'def f(a):\n    assert (a > 0, "no")\n' },
    staged: {
      'shop/models.py': 'def f(a):\n    assert (a > 0, "no")\n    return a\n',
      'bakery/settings.py': SETTINGS,
      'shop/views.py': VIEWS,
      'requirements.txt': requirements(5),
      Dockerfile: 'FROM python:3.8\nENV FLASK_DEBUG=1\nCMD ["python", "manage.py", "runserver"]\n',
      '.venv/pyvenv.cfg': 'home = /usr/bin\n',
      'deploy/env.json': '{ "FLASK_DEBUG": "1" }\n',
    },
    status: 1,
  },
  'a fix that runserver minds': {
    staged: { 'bakery/settings.py': SETTINGS.replace(/SECRET.*\n/, '') },
    argv: ['--fix'],
    status: 0,
  },
  'a fix': { staged: { 'shop/app.py': 'assert (1, "always")\n' }, argv: ['--fix'], status: 0 },
};

function repositoryOf(t: Parameters<typeof makeRepository>[0], { before = {}, staged }: Situation): TestRepository {
  const repository = makeRepository(t);
  for (const [path, text] of Object.entries(before)) repository.stage(path, text);
  if (Object.keys(before).length > 0) repository.git('commit', '--quiet', '-m', 'Before');
  for (const [path, text] of Object.entries(staged)) repository.stage(path, text);
  return repository;
}

function compare(name: string, text: string): void {
  const file = join(FOLDER, `${name.replaceAll(' ', '-')}.txt`);
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${file}: UPDATE_SNAPSHOTS=1 writes it`);
}

for (const [name, situation] of Object.entries(SITUATIONS)) {
  test(`${name}, at 80 and at 120 columns`, async (t) => {
    for (const columns of [80, 120]) {
      const repository = repositoryOf(t, situation);
      const env = { COLUMNS: String(columns), NO_COLOR: '1' };
      const { status, stdout, stderr } = await runMain(repository, situation.argv ?? [], { env });
      assert.equal(status, situation.status, stderr);
      compare(`${name} ${columns}`, stdout + stderr);
    }
  });
}

test('with colours', async (t) => {
  const repository = repositoryOf(t, SITUATIONS['one error and thirty warnings'] as Situation);
  const { stdout } = await runMain(repository, [], { env: { COLUMNS: '80', FORCE_COLOR: '1' } });
  compare('with colours', stdout.replaceAll('\u001b', '<ESC>'));
});

test('the list of rules fits the terminal, and other programs get a line for each', async (t) => {
  const repository = makeRepository(t);
  const lines = async (terminal?: number): Promise<readonly string[]> => {
    const { stdout } = await runMain(
      repository,
      ['rules', '--color', 'never'],
      terminal === undefined ? {} : { terminal },
    );
    return stdout.split('\n');
  };
  assert.ok((await lines(80)).every((line) => line.length <= 80));
  const plain = await lines();
  assert.ok(plain.slice(0, -1).every((line) => /^[a-z]/.test(line)));
  assert.equal((await lines(200)).length, plain.length);
});
