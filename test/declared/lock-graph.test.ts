import assert from 'node:assert/strict';
import test from 'node:test';
import { chainTo, type LockGraph, pathsIn } from '../../src/declared/lock-graph.ts';

const letters = 'abcdefghi'.split('');
/** a requires b, b requires c, and so on. */
const line: LockGraph = {
  requires: new Map(letters.map((name, index) => [name, letters.slice(index + 1, index + 2)])),
  direct: new Set(['a']),
};

const chain = (graph: LockGraph, name: string): string | undefined =>
  chainTo(pathsIn(graph, new Set()), name)?.join(' ');

test('the names between a direct dependency and a package', () => {
  assert.equal(chain(line, 'a'), undefined);
  assert.equal(chain(line, 'b'), 'a b');
  assert.equal(chain(line, 'f'), 'a b c d e f');
  assert.equal(chain(line, 'g'), 'a b c d e f g');
  assert.equal(chain(line, 'unknown'), undefined);
});

test('the middle of a long chain is left out', () => {
  assert.equal(chain(line, 'h'), 'a … c d e f g h');
  assert.equal(chain(line, 'i'), 'a … d e f g h i');
});

test('the shortest of several, and no end in a circle', () => {
  const requires = new Map([
    ['a', ['b']],
    ['b', ['c', 'a']],
    ['c', ['b', 'd']],
    ['z', ['d']],
  ]);
  assert.equal(chain({ requires, direct: new Set(['a', 'z']) }, 'd'), 'z d');
});

test('what the manifest requires counts if the lock does not say it', () => {
  assert.deepEqual(chainTo(pathsIn({ ...line, direct: new Set() }, new Set(['c'])), 'd'), ['c', 'd']);
});
