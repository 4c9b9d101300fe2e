import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DockerfileParser } from 'dockerfile-ast';
import { lineageOf, parseDockerfile } from '../../src/formats/dockerfile.ts';

const instructionsOf = (text: string) => parseDockerfile(text).instructions;
const variablesOf = (text: string) =>
  instructionsOf(text).flatMap(({ variables }) =>
    variables.map(({ name, value }) => [name.text, value?.text ?? null, value && text.slice(value.start, value.end)]),
  );

test('ENV pairs, quotes and escapes', () => {
  assert.deepEqual(variablesOf('ENV A=1 B="x y" C=a\\ b D=\'$x\' E="a"b F=\n'), [
    ['A', '1', '1'],
    ['B', 'x y', 'x y'],
    ['C', 'a b', 'a\\ b'],
    ['D', '$x', '$x'],
    ['E', 'ab', '"a"b'],
    ['F', '', ''],
  ]);
});

test('the legacy form takes the rest of the line', () => {
  assert.deepEqual(variablesOf('ENV A b c=d # e\n'), [['A', 'b c=d # e', 'b c=d # e']]);
});

test('ARG with and without a default, several on one line', () => {
  assert.deepEqual(variablesOf('ARG A\nARG B=1 C\n'), [
    ['A', null, null],
    ['B', '1', '1'],
    ['C', null, null],
  ]);
});

test('continued lines with comments and empty lines between', () => {
  assert.deepEqual(variablesOf('ENV A=1 \\\n  # B=2 \\\n\n  C=3 \\\n  D=4\nENV E=5'), [
    ['A', '1', '1'],
    ['C', '3', '3'],
    ['D', '4', '4'],
    ['E', '5', '5'],
  ]);
});

test('the escape directive', () => {
  assert.deepEqual(variablesOf('# syntax=x\n# escape=`\nENV A=1 `\n B=c:\\\nENV C=2\n'), [
    ['A', '1', '1'],
    ['B', 'c:\\', 'c:\\'],
    ['C', '2', '2'],
  ]);
  assert.equal(parseDockerfile('# a comment\n# escape=`\nFROM a\n').escape, '\\');
});

test('stages and what they are built from', () => {
  const file = parseDockerfile(
    'ARG BASE=first\nFROM --platform=linux/amd64 python:3.14 AS First\nFROM first as second\nFROM debian\nCOPY --from=second /a /b\nFROM $BASE\n',
  );
  assert.deepEqual(
    file.stages.map((stage) => [
      stage.image.text,
      stage.name?.text ?? null,
      lineageOf(stage).map(({ index }) => index),
    ]),
    [
      ['python:3.14', 'First', [0]],
      ['first', 'second', [1, 0]],
      ['debian', null, [2]],
      ['$BASE', null, [3, 0]],
    ],
  );
  assert.deepEqual(
    file.stages[0]?.from.flags.map((flag) => flag.text),
    ['--platform=linux/amd64'],
  );
});

test('a stage cannot be built from a later one', () => {
  assert.equal(parseDockerfile('FROM b\nFROM a AS b\n').stages[0]?.parent, null);
});

test('heredocs are not instructions', () => {
  const text = 'RUN <<A cat <<-"B" && x\nENV X=1\nA\n\tENV Y=1\n\tB\nRUN echo $((1<<2))\nRUN <<NEVER\nENV Z=1\n';
  assert.deepEqual(
    instructionsOf(text).map(({ keyword, heredocs }) => [keyword, heredocs.map(({ name, body }) => [name, body.text])]),
    [
      [
        'RUN',
        [
          ['A', 'ENV X=1\n'],
          ['B', '\tENV Y=1\n'],
        ],
      ],
      ['RUN', []],
      ['RUN', []],
      ['ENV', []],
    ],
  );
});

test('exec and shell forms', () => {
  const exec = (text: string) => instructionsOf(text)[0]?.exec?.map((word) => word.text) ?? null;
  assert.deepEqual(exec('CMD [ "a", "b\\tc" ]'), ['a', 'b\tc']);
  assert.deepEqual(exec('CMD ["a", \\\n  "b"]'), ['a', 'b']);
  assert.deepEqual(exec('CMD []'), []);
  assert.equal(exec("CMD ['a']"), null);
  assert.equal(exec('CMD ["a" "b"]'), null);
  assert.equal(exec('CMD a [ "b" ]'), null);
});

test('ONBUILD and lower case', () => {
  const [first, second] = instructionsOf('onbuild env A=1\nfrom a\n');
  assert.deepEqual([first?.keyword, first?.onbuild, second?.keyword], ['ENV', true, 'FROM']);
});

test('agrees with dockerfile-ast on instructions and stages', () => {
  const texts = [
    'FROM a AS b\nRUN x \\\n  && y\n# c\nCOPY --from=b /x /y\nENV A=1 B=2\nCMD ["x"]\n',
    'ARG V=1\nFROM x:$V\n\nLABEL a="b c" d=e\nEXPOSE 80/tcp\nUSER me\nENTRYPOINT exec x\n',
    'FROM a\nRUN <<EOF\nFROM b\nEOF\nRUN true\n',
  ];
  for (const text of texts) {
    const theirs = DockerfileParser.parse(text);
    assert.deepEqual(
      instructionsOf(text).map(({ keyword, start }) => [keyword, text.slice(0, start).split('\n').length - 1]),
      theirs.getInstructions().map((one) => [one.getKeyword(), one.getRange().start.line]),
    );
    assert.deepEqual(
      parseDockerfile(text).stages.map(({ image }) => image.text),
      theirs.getFROMs().map((from) => from.getImage()),
    );
  }
});
