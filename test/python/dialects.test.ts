import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePython } from '../../src/python/syntax/parse.ts';

const kinds = (text: string): string[] => parsePython(text).module.body.map(({ kind }) => kind);

test('Python 2 statements are read as such, node by node', () => {
  const cases: readonly (readonly [source: string, what: string, kind: string])[] = [
    ['print "a", b\n', 'print statement', 'Print'],
    ['print >>f, eval(x),\n', 'print statement', 'Print'],
    ['exec code in a, b\n', 'exec statement', 'Exec'],
    ['raise E, "m", tb\n', 'raise with a comma', 'Raise'],
    ['try: a\nexcept E, e: b\n', 'except with a comma', 'Try'],
    ['x = `a`\n', 'backticks', 'Assign'],
    ['if a <> b: c\n', '<> operator', 'If'],
    ['chmod(0777)\n', 'octal literal', 'ExpressionStatement'],
    ['x = 10L\n', 'long literal', 'Assign'],
    ['x = ur"a"\n', 'ur string', 'Assign'],
    ['def f(a, (b, c)): pass\n', 'tuple parameter', 'FunctionDef'],
  ];
  for (const [source, what, kind] of cases) {
    const file = parsePython(source);
    assert.deepEqual(file.problems, [], source);
    assert.deepEqual(
      file.python2.map((construct) => construct.what),
      [what],
      source,
    );
    assert.equal(file.module.body[0]?.kind, kind, source);
  }
  const [raise] = parsePython('raise E, "m", tb\n').nodes('Raise');
  assert.equal(raise?.arguments.length, 2);
  const [handler] = parsePython('try: a\nexcept E, e: b\n').nodes('ExceptHandler');
  assert.equal(handler?.name, 'e');
  const [types] = parsePython('try: a\nexcept E, F: b\n').nodes('ExceptHandler');
  assert.equal(types?.type?.kind, 'Tuple');
  // Python 2's names are ASCII.
  const [other] = parsePython('try: a\nexcept E, \u00e9: b\n').nodes('ExceptHandler');
  assert.equal(other?.type?.kind, 'Tuple');
  assert.equal(parsePython('chmod(0777)\n').nodes('Number')[0]?.value, 511);
  assert.deepEqual(parsePython('print("a")\nexec("b")\n').python2, []);
});

test("Python 3.15's additions are read", () => {
  const file = parsePython('lazy import a.b as c\nlazy from .d import e\nlazy = 1\n');
  assert.deepEqual(file.problems, []);
  assert.equal(file.nodes('Import')[0]?.lazy, true);
  const [from] = file.nodes('ImportFrom');
  assert.deepEqual([from?.lazy, from?.level, from?.module], [true, 1, 'd']);
  for (const source of [
    '[*a for a in b]',
    '{*a for a in b}',
    '(*a for a in b)',
    '{**a for a in b}',
    'f(*a for a in b)',
  ]) {
    const unpacked = parsePython(`${source}\n`);
    assert.deepEqual(unpacked.problems, [], source);
    assert.equal(unpacked.nodes('Comprehension').length, 1, source);
  }
});

test('the lines after a broken one are read', () => {
  assert.deepEqual(kinds('foo(a,\nbar(b)\ndef g(): pass\n'), [
    'ExpressionStatement',
    'ExpressionStatement',
    'FunctionDef',
  ]);
  assert.deepEqual(kinds('x = """never\ny = 1\n'), ['Assign', 'Assign']);
  const broken = parsePython('a b eval(c)\nd = 1\n');
  assert.equal(broken.problems.length, 1);
  assert.equal(broken.nodes('Call').length, 1);
  assert.equal(broken.nodes('Assign').length, 1);
  const conflict = parsePython('<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\nb = 3\n');
  assert.equal(conflict.nodes('Assign').length, 3);
  assert.equal(conflict.problems[0]?.start, 0);
});
