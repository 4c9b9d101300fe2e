import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/cli/errors.ts';
import { helpText } from '../../src/cli/help.ts';
import { parseOptions } from '../../src/cli/parse-options.ts';

const REFUSED: readonly (readonly [argv: string, says: RegExp])[] = [
  ['--fxi', /unknown option --fxi \(did you mean --fix\?\)/],
  ['--al-files', /did you mean --all-files\?/],
  ['-x', /unknown option -x/],
  ['--fix=yes', /--fix takes no value/],
  ['--select', /--select needs a value/],
  ['--select --fix', /--select needs a value/],
  ['--format jsn', /did you mean json\?/],
  ['--fail-on errors', /did you mean error\?/],
  ['--show all', /not one of info/],
  ['--as-of 2026-02-30', /not a date/],
  ['--as-of yesterday', /not a date/],
  ['--shard 3/2', /not a part/],
  ['--shard 0/2', /not a part/],
  ['--from-ref main', /go together/],
  ['--all-files a.py', /cannot be used together/],
  ['--from-ref a --to-ref b --fix', /cannot rewrite commits/],
  ['--unsafe-fixes a.py', /--fix --unsafe-fixes/],
  ['--config a --no-config', /cannot be used together/],
  ['explain', /usage: antivenom explain RULE/],
  ['explain a b', /usage: antivenom explain RULE/],
  ['--select=', /--select names no rule/],
  ['--select ,', /--select names no rule/],
  ['--diff --format json', /--output FILE/],
  ['install --fix', /antivenom install takes no --fix/],
  ['explain debug-setting --format json', /antivenom explain takes no --format/],
  ['install somewhere', /usage: antivenom install/],
  ['--url http://x', /--url belongs to antivenom advisories/],
];

for (const [argv, says] of REFUSED) {
  test(`antivenom ${argv} is refused with an explanation`, () => {
    assert.throws(
      () => parseOptions(argv.split(' ')),
      (error) => error instanceof UserError && says.test(error.message),
    );
  });
}

test('values follow a space or an equals sign, lists are split and joined', () => {
  const options = parseOptions(['--select=a,b', '--select', 'c', '--format', 'json', 'x.py', '--quiet']);
  assert.deepEqual(options.select, ['a', 'b', 'c']);
  assert.equal(options.format, 'json');
  assert.deepEqual(options.operands, ['x.py']);
  assert.equal(options.quiet, true);
  assert.equal(options.command, null);
});

test('a command is the first operand; after -- and under a runner everything is a file', () => {
  assert.equal(parseOptions(['install']).command, 'install');
  assert.deepEqual(parseOptions(['--', 'install', '--fix']).operands, ['install', '--fix']);
  assert.equal(parseOptions(['--', 'install']).command, null);
  assert.deepEqual(parseOptions(['install', 'a.py'], true).operands, ['install', 'a.py']);
});

test('the help names every option in the contract', () => {
  const help = helpText();
  for (const name of [
    'fix',
    'unsafe-fixes',
    'diff',
    'format',
    'output',
    'select',
    'ignore',
    'fail-on',
    'new-only',
    'baseline',
    'shard',
    'show',
    'as-of',
    'config',
    'no-config',
    'no-cache',
    'color',
    'quiet',
    'verbose',
    'version',
    'help',
  ]) {
    assert.match(help, new RegExp(`--${name}\\b`));
  }
});
