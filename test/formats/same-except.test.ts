import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../src/engine/fix.ts';
import { parseDockerfile } from '../../src/formats/dockerfile.ts';
import { dockerfileSameExcept, treeSameExcept } from '../../src/formats/same-except.ts';
import { parseYaml } from '../../src/formats/yaml.ts';

const replace = (text: string, old: string, fresh: string) => {
  const start = text.indexOf(old);
  return { start, end: start + old.length, text: fresh };
};

function yaml(text: string, old: string, fresh: string): boolean {
  const edit = replace(text, old, fresh);
  return treeSameExcept(parseYaml(text), parseYaml(applyEdits(text, [edit])), [edit]);
}

function docker(text: string, old: string, fresh: string): boolean {
  const edit = replace(text, old, fresh);
  return dockerfileSameExcept(parseDockerfile(text), parseDockerfile(applyEdits(text, [edit])), [edit]);
}

test('a value may change, and nothing else', () => {
  assert.equal(yaml('a: &x yes\nb: [*x, 1]\n', 'yes', 'no'), true);
  assert.equal(docker('FROM a\nENV A=1 B=2\nCMD x\n', 'A=1', 'A=0'), true);
});

test('an edit that breaks out of its value is refused', () => {
  assert.equal(yaml('a: yes\nb: 1\n', 'yes', 'no\nc: 2'), false);
  assert.equal(yaml('a: yes\nb: 1\n', 'yes', '{d: 1}'), false);
  assert.equal(yaml('a: yes\nb: 1\n', 'yes\nb', 'no\nc'), false);
  assert.equal(yaml('a: yes\nb: 1\n', 'yes', '"no'), false);
  assert.equal(yaml('a: [1, 2]\n', '1', '1, 3'), false);
  assert.equal(docker('FROM a\nENV A=1\nCMD x\n', 'A=1', 'A=0 B=1'), false);
  assert.equal(docker('FROM a\nENV A=1\nCMD x\n', '1', '0 \\'), false);
  assert.equal(docker('FROM a\nENV A=1\nCMD x\n', '1', '0\nRUN y'), false);
});
