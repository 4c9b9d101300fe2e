import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayGoByOtherNames } from '../../src/python/names/references.ts';
import { documentOf } from '../virtual-files.ts';

const WORDS = new Set(['eval', 'run']);
const may = (code: string): boolean => mayGoByOtherNames(documentOf(code).python, WORDS);

test('a word that is only called goes by no other name', () => {
  for (const code of [
    'eval(x)\n',
    'app.run (x)\n',
    '# eval = 1\n',
    'x = "eval this"\n',
    '"""\nrun = eval\n"""\n',
    "x = 'don\\'t run'\n",
    'evaluate = running\n',
    'x = f"{y} run"\n',
  ]) {
    assert.equal(may(code), false, code);
  }
});

test('assigned, imported, handed over, or reached by text it may', () => {
  for (const code of [
    'e = eval\n',
    'from app import run\n',
    'from builtins import eval as e\n',
    'map(eval, xs)\n',
    'f = getattr(builtins, "eval")\n',
    'globals()["eval"](x)\n',
    "import_string('app.run')(x)\n",
    'e = eval\\\n(x)\n',
    'x = "#"; e = eval\n',
    "x = 'a' ; e = eval # '\n",
    'ｅｖａｌ(x)\n',
  ]) {
    assert.equal(may(code), true, code);
  }
});
