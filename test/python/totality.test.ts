import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Node } from '../../src/python/syntax/nodes.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { mutate, randomNumbers } from '../oracles/mutants.ts';
import { snippets } from '../oracles/snippets.ts';

/** Sources that grow with a number, each of them a way to hang, to overflow the stack or to go quadratic. */
const GROWING: Readonly<Record<string, (count: number) => string>> = {
  'one line': (n) => `x = [${'ab, '.repeat(n)}]\n`,
  'one string': (n) => `x = "${'a'.repeat(4 * n)}"\n`,
  'one name': (n) => `${'a'.repeat(4 * n)}\n`,
  'one number': (n) => `x = ${'1'.repeat(4 * n)}\n`,
  'open brackets': (n) => '('.repeat(n),
  'open brackets of every kind': (n) => '([{'.repeat(n),
  'open brackets on lines': (n) => 'f(\n'.repeat(n),
  'open brackets on lines, then a def': (n) => `${'f(a,\n'.repeat(n)}def g(): pass\n`,
  'closing brackets': (n) => ')]}'.repeat(n),
  'nested lists': (n) => `x = ${'['.repeat(n)}${']'.repeat(n)}\n`,
  'nested calls': (n) => `${'f('.repeat(n)}${')'.repeat(n)}\n`,
  'nested lambdas': (n) => `x = ${'lambda: '.repeat(n)}1\n`,
  'nested defaults': (n) => `x = ${'lambda a='.repeat(n)}1${': 0'.repeat(n)}\n`,
  'nested conditions': (n) => `x = ${'1 if a else '.repeat(n)}0\n`,
  'nested f-strings': (n) => `x = ${`f"{`.repeat(n)}1${`}"`.repeat(n)}\n`,
  'nested format specs': (n) => `x = f"${'{a:'.repeat(n)}${'}'.repeat(n)}"\n`,
  'nested blocks': (n) => Array.from({ length: Math.min(n, 2000) }, (_, i) => `${' '.repeat(i)}if a:\n`).join(''),
  'nested patterns': (n) => `match x:\n    case ${'['.repeat(n)}${']'.repeat(n)}: pass\n`,
  'a chain of elif': (n) => `if a: pass\n${'elif b: pass\n'.repeat(n)}`,
  'a chain of decorators': (n) => `${'@a\n'.repeat(n)}def f(): pass\n`,
  'a chain of minus': (n) => `x = ${'-'.repeat(n)}1\n`,
  'a chain of not': (n) => `x = ${'not '.repeat(n)}1\n`,
  'a chain of await': (n) => `${'await '.repeat(n)}x\n`,
  'a chain of powers': (n) => `x = ${'2**'.repeat(n)}1\n`,
  'a chain of sums': (n) => `x = 1${' + 1'.repeat(n)}\n`,
  'a chain of and': (n) => `x = 1${' and a or b'.repeat(n)}\n`,
  'a chain of comparisons': (n) => `x = 1${' < 1'.repeat(n)}\n`,
  'a chain of attributes': (n) => `a${'.b'.repeat(n)}\n`,
  'a chain of calls': (n) => `a${'()'.repeat(n)}\n`,
  'a chain of subscripts': (n) => `a${'[0]'.repeat(n)}\n`,
  'a chain of targets': (n) => `${'a = '.repeat(n)}1\n`,
  'a chain of strings': (n) => `x = ${'"a" '.repeat(n)}\n`,
  'a chain of f-strings': (n) => `x = ${'f"{a}" '.repeat(n)}\n`,
  'joined lines': (n) => `x = 1 ${'\\\n'.repeat(n)}+ 1\n`,
  'joined blank lines': (n) => `${'\\\n'.repeat(n)}x\n`,
  'blank lines': (n) => '\n'.repeat(n),
  'lone returns': (n) => 'x = 1\r'.repeat(n),
  comments: (n) => '# a\n'.repeat(n),
  spaces: (n) => `${' '.repeat(n)}x\n`,
  'unexpected indents': (n) => 'a\n  b\n'.repeat(n),
  'broken lines': (n) => 'a b c (\n'.repeat(n),
  'conflict markers': (n) => '<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n'.repeat(n),
  'unterminated strings': (n) => `x = "\n`.repeat(n),
  'unterminated triple quotes': (n) => `x = """\n${`\\"""\n`.repeat(n)}`,
  'unterminated triple quotes of both kinds': (n) => `${`\\"""\n\\'''\n`.repeat(n)}x`,
  'unterminated f-strings': (n) => `x = f"{\n`.repeat(n),
  'unterminated triple f-strings': (n) => `x = f"""{\n`.repeat(n),
  'backslashes in a triple-quoted string': (n) => `"""${'\\'.repeat(2 * n)}"""\n`,
  semicolons: (n) => `${'a;'.repeat(n)}\n`,
  'tabs and spaces': (n) => `if a:\n${'\tb\n        c\n'.repeat(n)}`,
  'match statements': (n) => `${'match x:\n    case a: pass\n'.repeat(n)}`,
  'with statements': (n) => 'with (a as b, c): pass\n'.repeat(n),
  'names of match': (n) => `${'match (x)\n'.repeat(n)}`,
  'null bytes': (n) => '\0'.repeat(n),
  'invalid characters': (n) => '$€'.repeat(n),
  'print statements': (n) => 'print "a", b\n'.repeat(n),
};

/** Milliseconds of processor time, which other processes do not stretch as they do the clock. */
const timed = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
};

test('what grows is read in linear time, without overflowing the stack', () => {
  const slow: string[] = [];
  for (const [name, grow] of Object.entries(GROWING)) {
    const [small, large] = [grow(6_000), grow(24_000)];
    parsePython(small);
    const fast = Math.min(...[1, 2, 3].map(() => timed(() => parsePython(small))));
    const long = Math.min(...[1, 2, 3].map(() => timed(() => parsePython(large))));
    // Four times the input: linear is 4, quadratic 16. Below some milliseconds the clock is all noise.
    if (long > 9 * fast + 150) slow.push(`${name}: ${fast.toFixed(1)} ms, four times as long ${long.toFixed(1)} ms`);
  }
  assert.deepEqual(slow, []);
});

test('views of what grows are made without overflowing the stack', () => {
  for (const [name, grow] of Object.entries(GROWING)) {
    const file = parsePython(grow(5_000));
    for (const kind of ['Call', 'String', 'BinOp', 'If', 'Lambda', 'ErrorStatement'] as const) {
      for (const node of file.nodes(kind)) assert.ok(node.end >= node.start, name);
    }
    assert.ok(file.module.body.length >= 0);
  }
});

test('five megabytes on one line', () => {
  const file = parsePython(`x = [${'f(1), '.repeat(850_000)}]\n`);
  assert.deepEqual(file.problems, []);
  assert.equal(file.nodes('Assign').length, 1);
});

test('what nests too deeply is said, and the lines after it are read', () => {
  for (const name of ['nested lists', 'nested calls', 'nested f-strings', 'nested patterns', 'nested defaults']) {
    const file = parsePython(`${GROWING[name]!(5000)}after(1)\n`);
    assert.ok(file.problems.length > 0, name);
    const last = file.module.body.at(-1);
    assert.ok(last?.kind === 'ExpressionStatement' && last.value.kind === 'Call', name);
  }
});

test('what CPython accepts however long is accepted', () => {
  const names = [
    ...['nested lambdas', 'nested conditions', 'a chain of elif', 'a chain of minus', 'a chain of not'],
    ...['a chain of sums', 'a chain of powers', 'a chain of attributes', 'a chain of calls', 'a chain of comparisons'],
  ];
  for (const name of names) assert.deepEqual(parsePython(GROWING[name]!(1000)).problems, [], name);
  const nested = (depth: number): string => `x = ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
  assert.deepEqual(parsePython(nested(199)).problems, []);
  assert.equal(parsePython(nested(201)).problems.length, 1);
});

/** Every node within its parent, parents and children in agreement, statements in order. */
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
    { numRuns: 500 },
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
    { numRuns: 3000 },
  );
});

test('broken snippets are read into sound trees', () => {
  const random = randomNumbers(7);
  const sources = snippets();
  for (let i = 0; i < 4000; i++) {
    let source = sources[random(sources.length)]!;
    for (let change = random(3); change >= 0; change--) source = mutate(source, random);
    assertSound(source);
  }
});
