import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Node } from '../../src/python/syntax/nodes.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import { mutate, randomNumbers } from '../oracles/mutants.ts';
import { snippets } from '../oracles/snippets.ts';
import { GROWING } from './growing.ts';

test('growing input is read, and its views made, without overflowing the stack', () => {
  for (const [name, grow] of Object.entries(GROWING)) {
    // What nests has to be deep. The rest only takes longer.
    const isDeep = /nested|chain|brackets/.test(name);
    const file = parsePython(grow(isDeep || IS_THOROUGH ? 5_000 : 500));
    for (const kind of ['Call', 'String', 'BinOp', 'If', 'Lambda', 'ErrorStatement'] as const) {
      for (const node of file.nodes(kind)) assert.ok(node.end >= node.start, name);
    }
    assert.ok(file.module.body.length >= 0);
  }
});

test('nesting that is too deep is reported, and the lines after it are read', () => {
  const names = [
    ...['nested lists', 'nested calls', 'nested f-strings', 'nested patterns', 'nested defaults', 'nested stars'],
    ...['nested unpacking', 'nested iterables', 'nested targets', 'nested backquotes', 'nested misplaced not'],
  ];
  for (const name of names) {
    const file = parsePython(`${GROWING[name]!(5000)}after(1)\n`);
    assert.ok(file.problems.length > 0, name);
    const last = file.module.body.at(-1);
    assert.ok(last?.kind === 'ExpressionStatement' && last.value.kind === 'Call', name);
  }
});

test('what CPython accepts at any length is accepted', () => {
  const names = [
    ...['nested lambdas', 'nested conditions', 'a chain of elif', 'a chain of minus', 'a chain of not'],
    ...['a chain of sums', 'a chain of powers', 'a chain of attributes', 'a chain of calls', 'a chain of comparisons'],
  ];
  for (const name of names) assert.deepEqual(parsePython(GROWING[name]!(1000)).problems, [], name);
  const nested = (depth: number): string => `x = ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
  assert.deepEqual(parsePython(nested(199)).problems, []);
  assert.equal(parsePython(nested(201)).problems.length, 1);
});

/** Every node is inside its parent, parents and children agree, statements are in order. */
function assertSound(text: string): void {
  const file = parsePython(text);
  const visit = (node: Node, depth: number): void => {
    assert.ok(0 <= node.start && node.start <= node.end && node.end <= text.length, `${node.kind} in ${text}`);
    for (const child of file.children(node)) {
      assert.equal(file.parent(child)?.id, node.id, `${child.kind} in ${node.kind} of ${JSON.stringify(text)}`);
      if (depth < 200) visit(child, depth + 1);
    }
  };
  visit(file.module, 0);
  for (const { start, end } of [...file.problems, ...file.python2, ...file.comments]) {
    assert.ok(0 <= start && start <= end && end <= text.length, JSON.stringify(text));
  }
  const line = file.logicalLine(text.length >> 1);
  assert.ok(line.start <= line.end);
}

test('any text is read into a sound tree', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => assertSound(text)),
    { numRuns: IS_THOROUGH ? 500 : 200 },
  );
});

test('any series of tokens is read into a sound tree', () => {
  const words = [
    ...'( ) [ ] { } : , ; = . * ** @ + - ~ ! < > == := -> ... ` \\ # $ \n \t \r'.split(' '),
    ...[
      '    ',
      '\n    ',
      '\n\n',
      '\r\n',
      '"',
      "'",
      '"""',
      "'''",
      'f"',
      "f'''",
      't"{',
      'rb"',
      '{{',
      '0x1',
      '1.5j',
      '0777',
    ],
    ...['a', 'b', 'é', 'if', 'elif', 'else', 'for', 'in', 'while', 'def', 'class', 'try', 'except', 'finally', 'with'],
    ...['as', 'import', 'from', 'lambda', 'not', 'and', 'is', 'await', 'async', 'yield', 'return', 'raise', 'match'],
    ...['case', 'type', 'lazy', 'print', 'exec', 'global', 'del', 'pass', 'None', '_', '<<<<<<< a\n', '=======\n'],
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (tokens) => {
      assertSound(tokens.join(' '));
      assertSound(tokens.join(''));
    }),
    { numRuns: IS_THOROUGH ? 3000 : 300 },
  );
});

test('broken snippets are read into sound trees', () => {
  const random = randomNumbers(7);
  const sources = snippets();
  for (let i = 0; i < (IS_THOROUGH ? 4000 : 400); i++) {
    let source = sources[random(sources.length)]!;
    for (let change = random(3); change >= 0; change--) source = mutate(source, random);
    assertSound(source);
  }
});
