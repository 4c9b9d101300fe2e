// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRequirements } from '../../src/formats/requirements.ts';

const first = (text: string) => parseRequirements(text).lines[0]!;

test('a requirement with every part, and their positions', () => {
  const text = '  Zope.Interface [a, b] >= 1.0, != 1.5 ; python_version < "3.14"  # why\n';
  const { requirement, problem, start, end } = first(text);
  assert.equal(problem, null);
  assert.equal(text.slice(start, end), 'Zope.Interface [a, b] >= 1.0, != 1.5 ; python_version < "3.14"');
  assert.ok(requirement);
  assert.equal(text.slice(requirement.nameStart, requirement.nameEnd), 'Zope.Interface');
  assert.deepEqual(requirement.extras, ['a', 'b']);
  assert.deepEqual(
    requirement.clauses.map((clause) => [clause.operator, clause.version, text.slice(clause.start, clause.end)]),
    [
      ['>=', '1.0', '>= 1.0'],
      ['!=', '1.5', '!= 1.5'],
    ],
  );
  assert.equal(requirement.marker, 'python_version < "3.14"');
});

test('hashes on continued lines, with Windows line endings', () => {
  const text = 'a==1 \\\r\n    --hash=sha256:00 \\\r\n    --hash sha256:11\r\nb==2\r\n';
  const { lines } = parseRequirements(text);
  assert.equal(lines.length, 2);
  assert.deepEqual(
    lines[0]?.options.map((option) => [option.name, option.value, text.slice(option.valueStart, option.valueEnd)]),
    [
      ['--hash', 'sha256:00', 'sha256:00'],
      ['--hash', 'sha256:11', 'sha256:11'],
    ],
  );
  assert.equal(text.slice(lines[1]!.start, lines[1]!.end), 'b==2');
});

test('a name that is split across two lines ends after its last character', () => {
  const text = 'djan\\\ngo==1\n';
  const { requirement } = first(text);
  assert.equal(requirement?.name, 'django');
  assert.equal(text.slice(requirement?.nameStart, requirement?.nameEnd), 'djan\\\ngo');
});

test('a comment needs white space before it, and ends a continuation', () => {
  assert.equal(first('git+https://host/a#egg=b\n').requirement?.name, 'b');
  assert.equal(first('a==1 \\\n# comment\n').requirement?.clauses[0]?.version, '1');
  assert.deepEqual(
    parseRequirements('# a \\\nb==1\n').lines.map(({ requirement }) => requirement?.name),
    ['b'],
  );
});

test('options in every spelling', () => {
  const options = (text: string) =>
    parseRequirements(text).lines.flatMap((line) => line.options.map(({ name, value }) => [name, value]));
  assert.deepEqual(
    options('-rbase.txt\n-r base.txt\n--requirement=base.txt\n--requirem base.txt\n'),
    Array(4).fill(['--requirement', 'base.txt']),
  );
  assert.deepEqual(options('--pre --no-index\n'), [
    ['--pre', null],
    ['--no-index', null],
  ]);
  assert.deepEqual(options('--extra-index-url "https://${TOKEN}@host/"\n'), [
    ['--extra-index-url', 'https://${TOKEN}@host/'],
  ]);
  assert.equal(first('--nonsense\n').problem, '--nonsense is not an option of a requirements file');
  assert.equal(first('--trusted-host\n').problem, '--trusted-host needs a value');
});

test('URLs, paths and editable requirements', () => {
  const read = (text: string) => {
    const { requirement, editable } = first(text);
    return [requirement?.name ?? null, requirement?.url ?? null, editable];
  };
  assert.deepEqual(read('a @ https://host/a.zip ; os_name == "nt"'), ['a', 'https://host/a.zip', false]);
  assert.deepEqual(read('-e git+https://host/a@v1#egg=a[x]&subdirectory=s'), [
    'a',
    'git+https://host/a@v1#egg=a[x]&subdirectory=s',
    true,
  ]);
  assert.deepEqual(read('-e .[dev]'), [null, '.', true]);
  assert.deepEqual(read('./wheels/a_b-1.0-py3-none-any.whl'), ['a_b', './wheels/a_b-1.0-py3-none-any.whl', false]);
  assert.deepEqual(read('-e folder'), [null, 'folder', true]);
});

test('what pip refuses is a problem of its line, and the rest is read', () => {
  const { lines } = parseRequirements('a=1\nb==\nc ; nonsense\nd==1\n');
  assert.deepEqual(
    lines.map(({ problem }) => problem !== null),
    [true, true, true, false],
  );
  assert.equal(lines[3]?.requirement?.name, 'd');
});
