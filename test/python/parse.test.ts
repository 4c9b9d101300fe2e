import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePython } from '../../src/python/syntax/parse.ts';

test('a file is read into nodes that know their positions', () => {
  const text = 'import os as o\nif o.x(1, k=2):\n    y = [a for a in b if a]\nelse:\n    print("hi")\n';
  const file = parsePython(text);
  assert.deepEqual(file.problems, []);
  const shown = (kind: 'Call' | 'Keyword' | 'Assign' | 'Comprehension'): string[] =>
    file.nodes(kind).map((node) => text.slice(node.start, node.end));
  assert.deepEqual(shown('Call'), ['o.x(1, k=2)', 'print("hi")']);
  assert.deepEqual(shown('Keyword'), ['k=2']);
  assert.deepEqual(shown('Assign'), ['y = [a for a in b if a]']);
  assert.deepEqual(shown('Comprehension'), ['[a for a in b if a]']);
  const [alias] = file.nodes('ImportAlias');
  assert.equal(alias?.name, 'os');
  assert.equal(alias?.asname, 'o');
  const [branch] = file.nodes('If');
  assert.equal(branch?.body[0]?.kind, 'Assign');
  assert.equal(branch?.orelse[0]?.kind, 'ExpressionStatement');
  assert.equal(file.parent(branch!.body[0]!), branch);
});
