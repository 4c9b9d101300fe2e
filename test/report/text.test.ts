import assert from 'node:assert/strict';
import { test } from 'node:test';
import { painter } from '../../src/cli/colors.ts';
import { terminalWidth } from '../../src/cli/terminal.ts';
import { useColor } from '../../src/cli/use-color.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { renderConcise } from '../../src/report/concise.ts';
import { limitFindings, type Report, summarize } from '../../src/report/report.ts';
import { sourceLines } from '../../src/report/source-lines.ts';
import { renderText } from '../../src/report/text.ts';
import type { TextStyle } from '../../src/report/text-style.ts';
import { displayWidth, visible } from '../../src/report/visible.ts';
import { cut, sentence, wrapHelp } from '../../src/report/wrap.ts';

const DEBUG: Finding = {
  rule: 'debug-setting',
  severity: 'error',
  path: 'bakery/settings.py',
  file: 'bakery/settings.py',
  start: { line: 26, column: 9 },
  end: { line: 26, column: 13 },
  message: 'DEBUG is on: every error page shows source code, settings and local variables to anyone who triggers it',
  help: 'write DEBUG = False, or import os and read it from the environment: DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")',
  silence: { where: 'end', line: 26, text: '# antivenom: ignore[debug-setting] reason' },
  fix: { title: 'Set DEBUG to False', safety: 'safe', edits: [] },
  advisories: null,
  source: 'DEBUG = True',
  fixed: false,
  new: true,
  blocks: true,
};

const ARGUMENT: Finding = {
  ...DEBUG,
  rule: 'debug-argument',
  path: 'shop/app.py',
  start: { line: 19, column: 15 },
  end: { line: 19, column: 19 },
  message: 'Debug mode is on: anyone who triggers an error may get a console that runs Python on the server',
  help: 'write debug=False, or debug=os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")',
  silence: { where: 'end', line: 19, text: '# antivenom: ignore[debug-argument] reason' },
  source: 'app.run(debug=True)',
};

const LOOSE: Finding = {
  ...DEBUG,
  rule: 'unpinned-requirement',
  severity: 'warning',
  path: 'requirements.txt',
  message: 'alpha-lib >=1.0 allows any later version: what is installed tomorrow was never tested',
  help: 'write alpha-lib==1.0',
  fix: null,
  blocks: false,
};

const OLD: Finding = {
  ...DEBUG,
  rule: 'assert-always-true',
  path: 'shop/models.py',
  start: { line: 2, column: 8 },
  message: 'This assert tests a tuple, which is always true',
  fix: null,
  new: false,
  blocks: false,
};

const STYLE: TextStyle = {
  paint: painter(false),
  width: 100,
  showInfo: false,
  quiet: false,
  verbose: false,
  statistics: false,
  blocked: 'the commit',
  command: 'antivenom',
  repair: ({ unsafe }) => `antivenom --fix${unsafe ? ' --unsafe-fixes' : ''}`,
  canFix: true,
  configFile: 'in antivenom.toml',
  linkTo: () => null,
};

function reportOf(findings: readonly Finding[]): Report {
  const summary = summarize(findings, { files: 1, suppressed: 0, milliseconds: 1 });
  const blocking = findings.filter(({ blocks }) => blocks).length;
  return { ...limitFindings(findings), silenced: [], stale: 0, loosenings: [], blocking, summary };
}

const render = (findings: readonly Finding[], style: Partial<TextStyle> = {}): string =>
  renderText(reportOf(findings), { ...STYLE, ...style });

const loose = (count: number): Finding[] =>
  Array.from({ length: count }, (_, index) => ({ ...LOOSE, start: { line: index + 1, column: 1 } }));

test('one blocking error', () => {
  assert.equal(
    render([DEBUG]),
    `error debug-setting  bakery/settings.py:26:9  [--fix]
  26 | DEBUG = True
     |         ^^^^
  DEBUG is on: every error page shows source code, settings and local variables to anyone who
  triggers it.
  Write DEBUG = False, or import os and read it from the environment:
  DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")

1 error blocks the commit
  repair:       antivenom --fix
  understand:   antivenom explain debug-setting
  not a fault:  end line 26 with  # antivenom: ignore[debug-setting] reason
`,
  );
});

test('one error and thirty warnings: what blocks comes last', () => {
  assert.equal(
    render([...loose(30), ARGUMENT], { width: 101 }),
    `warning unpinned-requirement  requirements.txt:1:1 and 29 more (lines 1-30): alpha-lib >=1.0 allows …

error debug-argument  shop/app.py:19:15  [--fix]
  19 | app.run(debug=True)
     |               ^^^^
  Debug mode is on: anyone who triggers an error may get a console that runs Python on the server.
  Write debug=False, or debug=os.environ.get("DEBUG", "").lower() in ("1", "true", "yes").

1 error blocks the commit, 30 warnings do not
  repair:       antivenom --fix
  understand:   antivenom explain debug-argument
  not a fault:  end line 19 with  # antivenom: ignore[debug-argument] reason
`,
  );
});

test('only older findings', () => {
  assert.equal(
    render([OLD]),
    `older assert-always-true  shop/models.py:2:8  This assert tests a tuple, which is always true

nothing that this change adds blocks; 1 older finding: antivenom --whole-files shows it in full
`,
  );
  assert.equal(render([OLD], { quiet: true }), '');
});

test('up to three findings of a rule in a file get a line each; from four on they share one', () => {
  const lines = (count: number): number =>
    render(loose(count))
      .split('\n')
      .filter((line) => /^warning/.test(line)).length;
  assert.deepEqual([lines(1), lines(3), lines(4), lines(50)], [1, 3, 1, 1]);
  const scattered = [1, 2, 7, 9].map((line) => ({ ...LOOSE, start: { line, column: 1 } }));
  assert.match(render(scattered), /requirements\.txt:1:1 and 3 more \(lines 1-2, 7, 9\): alpha/);
  assert.match(render(loose(2)), /\nnothing blocks the commit: 2 warnings\n$/);
});

test('the footer says once what is the same for several', () => {
  const above: Finding = {
    ...DEBUG,
    path: '.env',
    silence: { where: 'above', line: 3, text: '# antivenom: ignore[debug-setting] reason' },
  };
  const inConfig: Finding = { ...DEBUG, silence: { where: 'config', text: 'per-file-ignores = { "a.json" = ["x"] }' } };
  const line = (findings: readonly Finding[]): string => /not a fault: {2}(.*)/.exec(render(findings))?.[1] ?? '';
  assert.equal(line([above]), 'put  # antivenom: ignore[debug-setting] reason  alone above line 3');
  assert.equal(line([inConfig]), 'put  per-file-ignores = { "a.json" = ["x"] }  in antivenom.toml');
  assert.equal(line([DEBUG, ARGUMENT]), 'end the statement with  # antivenom: ignore[RULE] reason');
  assert.equal(
    line([DEBUG, { ...DEBUG, silence: { where: 'end', line: 30, text: 'x' } }]),
    'end the statement with  # antivenom: ignore[debug-setting] reason',
  );
  assert.equal(line([DEBUG, above]), 'antivenom ignore --reason TEXT');
  assert.equal(line([{ ...DEBUG, silence: null }]), '');
  assert.match(
    render([DEBUG, ARGUMENT]),
    /\n2 errors block the commit\n.*\n {2}understand: {3}antivenom explain RULE\n/,
  );
});

test('a fix that needs review comes with the full command', () => {
  const unsafe: Finding = { ...ARGUMENT, fix: { title: 'x', safety: 'unsafe', edits: [] } };
  assert.match(render([unsafe]), /^error debug-argument {2}shop\/app\.py:19:15 {2}\[--fix --unsafe-fixes\]\n/);
  assert.match(render([unsafe]), /repair: {7}antivenom --fix --unsafe-fixes {2}\(review the result\)\n/);
  assert.match(
    render([DEBUG, unsafe]),
    /repair: {7}antivenom --fix {2}\(--unsafe-fixes repairs 1 more: review the result\)\n/,
  );
  const nowhere = render([unsafe], { repair: () => null, canFix: false });
  assert.doesNotMatch(nowhere, /repair|--fix/);
});

test('--verbose says how to silence each, --quiet keeps what blocks and what is new', () => {
  assert.match(
    render([DEBUG], { verbose: true }),
    /\n {2}silence: {2}end line 26 with .*\n {2}page: {5}antivenom explain debug-setting\n/,
  );
  assert.match(render([OLD, LOOSE, DEBUG], { quiet: true }), /^warning unpinned[^\n]*\n\nerror debug-setting/);
  assert.doesNotMatch(render([OLD, LOOSE, DEBUG], { quiet: true }), /older|repair|blocks/);
});

test('no line is wider than the terminal, except code and places', () => {
  for (const width of [80, 100, 120]) {
    for (const line of render([OLD, ...loose(30), DEBUG, ARGUMENT], { width }).split('\n')) {
      if (/ignore\[|os\.environ/.test(line)) continue;
      assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
    }
  }
});

test('counts per rule with --statistics', () => {
  assert.match(
    render([...loose(30), ARGUMENT], { statistics: true }),
    /\n\n30 {2}unpinned-requirement\n 1 {2}debug-argument\n\n/,
  );
});

test('concise is one line per finding', () => {
  const style = { showInfo: false, quiet: false, statistics: false };
  assert.equal(
    renderConcise(reportOf([OLD, LOOSE, { ...LOOSE, severity: 'info' }]), style),
    `shop/models.py:2:8: error assert-always-true ${OLD.message}\nrequirements.txt:26:9: warning unpinned-requirement ${LOOSE.message}\n`,
  );
  assert.equal(renderConcise(reportOf([{ ...DEBUG, path: 'env', source: null }]), style).slice(0, 9), 'env:1:1: ');
});

test('a hundred findings of one rule in one file are shown and the rest is counted', () => {
  const { findings, omitted } = limitFindings([...loose(140), DEBUG]);
  assert.equal(findings.length, 101);
  assert.deepEqual(omitted, [{ rule: 'unpinned-requirement', path: 'requirements.txt', count: 40 }]);
  assert.match(render([...loose(140), DEBUG]), /\nand 40 more of unpinned-requirement in requirements\.txt\n/);
});

/** The source line and the carets below it. */
function shown(source: string, column: number, end = column + 1, endLine = 3): [line: string, carets: string] {
  const finding = { ...DEBUG, start: { line: 3, column }, end: { line: endLine, column: end } };
  const { line, indent, carets } = sourceLines(finding, source, 100);
  return [line, ' '.repeat(indent) + '^'.repeat(carets)];
}

test('carets are below what they point at, after tabs, wide characters and indentation', () => {
  const cases: readonly (readonly [source: string, column: number, carets: string])[] = [
    ['x = 1', 5, '    ^'],
    ['        x = 1', 13, '    ^'],
    ['\t\tx = 1', 7, '    ^'],
    ['名 = 1', 5, '     ^'],
    ['"😀" + x', 7, '       ^'],
    ['x', 2, ' ^'],
  ];
  for (const [source, column, carets] of cases) assert.equal(shown(source, column)[1], carets, source);
  assert.deepEqual(shown('f(a,', 1, 2, 5), ['f(a,', '^^^^']);
});

test('a long line is cut around the caret', () => {
  const source = `${'a'.repeat(5000)}DEBUG${'b'.repeat(5000)}`;
  const [line, carets] = shown(source, 5001, 5006);
  assert.ok(line.length < 130);
  assert.equal(line.slice(carets.indexOf('^'), carets.length), 'DEBUG');
});

test('control characters and invisible characters are written out', () => {
  assert.equal(visible('a\u001b[31mb\u202ec\u200bd\ufeff\r'), 'a\\x1b[31mb\\u202ec\\u200bd\\ufeff\\x0d');
  assert.equal(visible('héllo 名 😀 שלום'), 'héllo 名 😀 שלום');
  const text = render([{ ...DEBUG, path: 'a\n\u001b]0;x\u0007.py', source: 'x\u202e', message: 'a\u001b[2Jb' }]);
  for (const char of ['\u001b', '\u0007', '\u202e']) assert.ok(!text.includes(char));
});

test('info is hidden by default', () => {
  const info: Finding = { ...LOOSE, severity: 'info' };
  assert.equal(render([info]), '');
  assert.match(
    render([info], { showInfo: true }),
    /^info unpinned-requirement.*\n\nnothing blocks the commit: 1 info\n$/,
  );
});

test('a help becomes a sentence; code and commands stay as they are', () => {
  assert.equal(sentence('write x'), 'Write x.');
  assert.equal(sentence('git rm --cached x && echo x >> .gitignore'), 'git rm --cached x && echo x >> .gitignore');
  assert.equal(sentence('revoke it: git rm --cached x'), 'Revoke it: git rm --cached x');
  assert.equal(sentence('json.loads reads data'), 'json.loads reads data.');
  assert.equal(sentence('is it?'), 'Is it?');
  assert.deepEqual(wrapHelp('write a: b = 1', 40), ['Write a: b = 1']);
  assert.deepEqual(wrapHelp('write something that is long enough: value = call(1)', 40), [
    'Write something that is long enough:',
    'value = call(1)',
  ]);
  const command = 'python -c "from a.long.module import make_a_key as k; print(k())"';
  assert.deepEqual(wrapHelp(`make a new key: ${command}`, 40), ['Make a new key:', command]);
  assert.deepEqual(wrapHelp('write debug=False, or debug=environ.get("DEBUG", "").lower() in ("1", "true")', 40), [
    'Write debug=False, or',
    'debug=environ.get("DEBUG", "").lower() in ("1", "true").',
  ]);
  assert.deepEqual(wrapHelp('pass a list (one argument for each word) and the name = value', 30), [
    'Pass a list (one argument for',
    'each word) and the',
    'name = value.',
  ]);
  assert.equal(cut('one two three', 9), 'one two …');
  assert.equal(cut('one two', 9), 'one two');
});

test('color depends on the command line, NO_COLOR, FORCE_COLOR and the terminal, in that order', () => {
  assert.equal(useColor('always', { NO_COLOR: '1' }, false), true);
  assert.equal(useColor('never', { FORCE_COLOR: '1' }, true), false);
  assert.equal(useColor('auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true), false);
  assert.equal(useColor('auto', { NO_COLOR: '', FORCE_COLOR: '1' }, false), true);
  assert.equal(useColor('auto', { FORCE_COLOR: '0' }, true), false);
  assert.equal(useColor('auto', {}, true), true);
  assert.equal(useColor('auto', { TERM: 'dumb' }, true), false);
  assert.ok(render([DEBUG], { paint: painter(true) }).includes('\u001b[31merror\u001b[39m'));
  const linked = render([DEBUG], { linkTo: (rule) => `file:///rules.md#${rule}` });
  assert.ok(linked.includes('\u001b]8;;file:///rules.md#debug-setting\u001b\\debug-setting\u001b]8;;\u001b\\'));
});

test("the width is COLUMNS, or the terminal's, or 100", () => {
  const io = { env: {}, stdoutIsTerminal: true, columns: () => 72 };
  assert.equal(terminalWidth(io), 72);
  assert.equal(terminalWidth({ ...io, env: { COLUMNS: '120' } }), 120);
  assert.equal(terminalWidth({ ...io, env: { COLUMNS: 'wide' }, stdoutIsTerminal: false }), 100);
  assert.equal(terminalWidth({ ...io, columns: () => undefined }), 100);
  assert.equal(terminalWidth({ ...io, columns: () => 5 }), 40);
  assert.equal(terminalWidth({ ...io, env: { PRE_COMMIT: '1' } }), 70);
  // A runner may sit between a commit and the terminal; the user still sees the output.
  assert.equal(terminalWidth({ ...io, stdoutIsTerminal: false }), 100);
  assert.equal(terminalWidth({ ...io, env: { GIT_INDEX_FILE: '.git/index' }, stdoutIsTerminal: false }), 72);
});
