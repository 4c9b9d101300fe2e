import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useColor } from '../../src/cli/colors.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { summarize } from '../../src/report/report.ts';
import { renderText, type TextStyle } from '../../src/report/text.ts';
import { visible } from '../../src/report/visible.ts';

const FINDING: Finding = {
  rule: 'debug-setting',
  severity: 'error',
  path: 'a.py',
  start: { line: 3, column: 9 },
  end: { line: 3, column: 13 },
  message: 'DEBUG is on',
  help: 'write DEBUG = False',
  silence: 'end the line',
  fix: { title: 'Set DEBUG to False', safety: 'safe', edits: [] },
  advisories: null,
  source: 'DEBUG = True',
  fixed: false,
  new: true,
  blocks: true,
};

const STYLE: TextStyle = {
  color: false,
  showInfo: false,
  isFolded: () => false,
  fixCommand: () => 'antivenom --fix',
  blocked: 'the commit',
};

function render(changes: Partial<Finding>, style: Partial<TextStyle> = {}): string {
  const findings = [{ ...FINDING, ...changes }];
  const summary = summarize(findings, { files: 1, suppressed: 0, milliseconds: 1 });
  return renderText({ findings, summary }, { ...STYLE, ...style });
}

/** The source line and the carets below it. */
function shown(changes: Partial<Finding>): [source: string, carets: string] {
  const lines = render(changes).split('\n');
  const at = lines.findIndex((line) => line.includes(' | '));
  return [lines[at]?.replace(/^.*? \| /, '') ?? '', lines[at + 1]?.replace(/^.*? \| /, '') ?? ''];
}

test('a finding has its place, line, caret, help, rule, the way to silence it, and a summary', () => {
  const text = render({});
  assert.match(
    text,
    /^a\.py\n {2}3:9 error DEBUG is on {2}debug-setting\n {5}3 \| DEBUG = True\n {7}\| {9}\^\^\^\^\n {5}help: write DEBUG = False\n {5}silence: end the line\n {5}page: antivenom explain debug-setting\n\n1 error in 1 file: the commit is blocked\n1 can be fixed: antivenom --fix\n$/,
  );
});

test('carets stand below what they mean, behind tabs, wide characters and indentation', () => {
  const cases: readonly (readonly [source: string, column: number, end: number, carets: string])[] = [
    ['x = 1', 5, 6, '    ^'],
    ['        x = 1', 13, 14, '    ^'],
    ['\t\tx = 1', 7, 8, '    ^'],
    ['名 = 1', 5, 6, '     ^'],
    ['"😀" + x', 7, 8, '       ^'],
    ['x', 2, 2, ' ^'],
  ];
  for (const [source, column, end, carets] of cases) {
    assert.equal(shown({ source, start: { line: 3, column }, end: { line: 3, column: end } })[1], carets, source);
  }
});

test('a finding that spans lines is marked to the end of its first line', () => {
  assert.deepEqual(shown({ source: 'f(a,', start: { line: 3, column: 1 }, end: { line: 5, column: 2 } }), [
    'f(a,',
    '^^^^',
  ]);
});

test('a long line is cut around the caret', () => {
  const source = `${'a'.repeat(5000)}DEBUG${'b'.repeat(5000)}`;
  const [line, carets] = shown({ source, start: { line: 3, column: 5001 }, end: { line: 3, column: 5006 } });
  assert.ok(line.length < 130);
  assert.equal(line.slice(carets.indexOf('^'), carets.length), 'DEBUG');
});

test('what a terminal would obey or hide is written out', () => {
  assert.equal(visible('a\u001b[31mb\u202ec\u200bd\ufeff\r'), 'a\\x1b[31mb\\u202ec\\u200bd\\ufeff\\x0d');
  assert.equal(visible('héllo 名 😀 שלום'), 'héllo 名 😀 שלום');
  const text = render({ path: 'a\n\u001b]0;x\u0007.py', source: 'x\u202e', start: { line: 1, column: 1 } });
  for (const char of ['\u001b', '\u0007', '\u202e']) assert.ok(!text.includes(char));
});

test('info is hidden unless asked for; unsafe fixes have their own command', () => {
  assert.equal(render({ severity: 'info', blocks: false }), '');
  assert.match(render({ severity: 'info', blocks: false }, { showInfo: true }), /1 info in 1 file\n/);
  assert.match(
    render({ fix: { title: 'x', safety: 'unsafe', edits: [] } }),
    /1 can be fixed if you review the result: antivenom --fix --unsafe-fixes\n$/,
  );
  assert.doesNotMatch(render({}, { fixCommand: () => null }), /can be fixed/);
});

test('color by the command line, NO_COLOR, FORCE_COLOR and the terminal, in that order', () => {
  assert.equal(useColor('always', { NO_COLOR: '1' }, false), true);
  assert.equal(useColor('never', { FORCE_COLOR: '1' }, true), false);
  assert.equal(useColor('auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true), false);
  assert.equal(useColor('auto', { NO_COLOR: '', FORCE_COLOR: '1' }, false), true);
  assert.equal(useColor('auto', { FORCE_COLOR: '0' }, true), false);
  assert.equal(useColor('auto', {}, true), true);
  assert.equal(useColor('auto', { TERM: 'dumb' }, true), false);
  assert.ok(render({}, { color: true }).includes('\u001b[31merror\u001b[39m'));
});
