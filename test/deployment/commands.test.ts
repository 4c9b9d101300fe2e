import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsOfText } from '../../src/deployment/commands.ts';
import { sliceText } from '../../src/formats/mapped-text.ts';

/** The programs that a line runs, with the variables in their environment. */
const commands = (text: string) =>
  commandsOfText(text, sliceText(text, 0, text.length)).map(({ assignments, words }) =>
    [
      ...assignments.map(({ name, value }) => `${name}=${text.slice(value.start, value.end)}`),
      ...words.map((word) => text.slice(word.start, word.end)),
    ].join(' '),
  );

test('programs are found after what starts them', () => {
  assert.deepEqual(commands('A=1 B="2" exec env C=3 python x'), ['A=1 B=2 C=3 python x']);
  assert.deepEqual(commands('poetry run -q flask run'), ['flask run']);
  assert.deepEqual(commands('sudo -u me gosu app timeout 5 python x'), ['python x']);
  assert.deepEqual(commands('tini -- ./wait.sh db -- python x'), ['python x']);
  assert.deepEqual(commands('sh -ec "cd x && DEBUG=1 python y"'), ['cd x', 'DEBUG=1 python y']);
  assert.deepEqual(commands('export A=1; python x'), ['A=1', 'python x']);
  assert.deepEqual(commands('python x -- y'), ['python x -- y']);
  assert.deepEqual(commands('sh run.sh -c x'), ['sh run.sh -c x']);
});

test('shells by any name, with options before and after -c', () => {
  for (const shell of ['sh', 'bash', 'ash', '/bin/dash', 'busybox sh', '/usr/bin/env -i bash']) {
    assert.deepEqual(commands(`${shell} -c "flask run"`), ['flask run']);
  }
  assert.deepEqual(commands('bash -e -o pipefail -c "pip install x" y'), ['pip install x']);
  assert.deepEqual(commands('bash --login -O extglob -euxc "pip install x"'), ['pip install x']);
  assert.deepEqual(commands('bash -c -e "pip install x"'), ['pip install x']);
  assert.deepEqual(commands('su web -s /bin/sh -c "flask run"'), ['flask run']);
  assert.deepEqual(commands('env -S "flask run"'), ['flask run']);
  assert.deepEqual(commands('bash start.sh -c x'), ['bash start.sh -c x']);
  assert.deepEqual(commands('A=1 sh -c "python x"'), ['A=1', 'python x']);
});

test('wrappers with options, operands and assignments', () => {
  assert.deepEqual(commands('timeout -k 5 --signal=KILL 300 pip install x'), ['pip install x']);
  assert.deepEqual(commands('/usr/bin/sudo -H -u root A=1 pip install x'), ['A=1 pip install x']);
  assert.deepEqual(commands('time -p nice -n 5 pip install x'), ['pip install x']);
  assert.deepEqual(commands('echo x | xargs -n 1 pip install'), ['echo x', 'pip install']);
  assert.deepEqual(commands('uv run --extra web --no-sync flask run'), ['flask run']);
  assert.deepEqual(commands('conda run -n web --no-capture-output flask run'), ['flask run']);
  assert.deepEqual(commands('uv pip install run'), ['uv pip install run']);
  assert.deepEqual(commands('poetry config run x'), ['poetry config run x']);
  assert.deepEqual(commands('command -v pip'), ['command -v pip']);
});

test('two dashes are followed by a program only if the command starts one', () => {
  assert.deepEqual(commands('/wait-for-it.sh -t 0 db:5432 -- python x'), ['python x']);
  assert.deepEqual(commands('set -- flask run'), ['flask run']);
  for (const own of ['pip install -- x', 'git checkout -- pip', 'uv pip install -- x', 'rm -- python']) {
    assert.deepEqual(commands(own), [own]);
  }
});

test('who runs a command and what it exports', () => {
  const [first, second, third] = commandsOfText(
    'sudo bash -c "pip install x"; export A=1 B; C=2',
    sliceText('sudo bash -c "pip install x"; export A=1 B; C=2', 0, 47),
  );
  assert.equal(first?.sudo?.text, 'sudo');
  assert.deepEqual(second?.exported, ['A', 'B']);
  assert.deepEqual(third?.exported, []);
});
