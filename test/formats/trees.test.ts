import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDotenv } from '../../src/formats/dotenv.ts';
import { parseIni } from '../../src/formats/ini.ts';
import { parseJson } from '../../src/formats/json.ts';
import { parseProcfile } from '../../src/formats/procfile.ts';
import { parseToml } from '../../src/formats/toml.ts';
import type { ConfigTree } from '../../src/formats/tree.ts';
import { parseYaml } from '../../src/formats/yaml.ts';
import { showTree } from './show-tree.ts';

type Table = Readonly<Record<string, readonly [text: string, shown: string, problems?: number]>>;

function readsAs(format: string, parse: (text: string) => ConfigTree, table: Table): void {
  for (const [name, [text, shown, problems = 0]] of Object.entries(table)) {
    test(`${format}: ${name}`, () => {
      const tree = parse(text);
      assert.equal(showTree(tree, text), shown);
      assert.equal(tree.problems.length, problems);
    });
  }
}

readsAs('dotenv', parseDotenv, {
  'plain values and comments': ['A=1 # x\n# B=2\nC=a#b\nD=\n', '{A: "1", C: "a#b", D: ""}'],
  'blanks around the sign': ['  A = 1  \nB\t=\t2\n', '{A: "1", B: "2"}'],
  'the export word': ['export A=1\nexport  B="2"\nexported=3\n', '{A: "1", B: ""2", exported: "3"}'],
  'quotes of three kinds': ['A=\'a b\' # c\nB=`x`\nC=""\n', `{A: '"a b", B: \`"x", C: """}`],
  escapes: ['A="a\\"b\\n"\nB=\'a\\\'b\\n\'\n', `{A: ""a\\"b\\n"@"a\\\\\\"b\\\\n", B: '"a'b\\\\n"@"a\\\\'b\\\\n"}`],
  'a value that spans lines': ['A="x\nB=2\n"\nC=3\n', '{A: ""x\\nB=2\\n", C: "3"}'],
  'a quote that is never closed': ['A="x\nB=2\n', '{A: "\\"x", B: "2"}'],
  'colons, names alone, Windows line ends': ['A: 1\r\nB\r\nC=2\r\n', '{A: "1", B: -, C: "2"}'],
  'a line that is not an assignment': ['hello world\nA=1\n', '{A: "1"}', 1],
  'a hash that is not a comment': ['A=#x\nB= #x\nC=x#y\nD="x"#y\n', '{A: "#x", B: "", C: "x#y", D: ""x"}'],
  'a quoted name': ["'A B'=1\n", '{A B: "1"}'],
  'a byte order mark': ['\ufeffA=1', '{A: "1"}'],
});

readsAs('INI', parseIni, {
  'sections and both signs': [
    'k = v\n[a]\nb=1\nc: 2\n[b c]\nd = x=y\n',
    '{k: "v", a: {b: "1", c: "2"}, b c: {d: "x=y"}}',
  ],
  'a value that spans lines': [
    '[a]\nb =\n  1\n  # no\n  2\nc = 3\n',
    '{a: {b: "\\n1\\n2"@"\\n  1\\n  # no\\n  2", c: "3"}}',
  ],
  'blank lines inside a value': ['[a]\nb = 1\n\n  2\n\nc = 3\n', '{a: {b: "1\\n\\n2"@"1\\n\\n  2", c: "3"}}'],
  'comments and keys alone': ['; x\n# y = 1\n[a]\nflag\nb = ; c\n', '{a: {flag: -, b: "; c"}}'],
  'a section twice': ['[a]\nb=1\n[a]\nb=2\n', '{a: {b: "1"}, a: {b: "2"}}'],
  'an unclosed header': ['[a\nb=1\n', '{b: "1"}', 1],
  'Windows line endings': ['[a]\r\nb=1\r\n', '{a: {b: "1"}}'],
});

readsAs('systemd', (text) => parseIni(text, 'systemd'), {
  'continued lines': ['[S]\nA=1 \\\n  2\nB=x:y\n', '{S: {A: "1  2"@"1 \\\\\\n  2", B: "x:y"}}'],
  'a comment inside': ['[S]\nA=1 \\\n# no\n  2\n  B=3\n', '{S: {A: "1  2"@"1 \\\\\\n# no\\n  2", B: "3"}}'],
  'an empty value': ['[S]\nEnvironment=\n', '{S: {Environment: ""}}'],
});

readsAs('Procfile', parseProcfile, {
  processes: ['web: gunicorn a:b --c d\n# x: y\nworker : celery\n', '{web: "gunicorn a:b --c d", worker: "celery"}'],
  'other lines': ['hello world\nweb:\n', '{web: -}', 1],
});

readsAs('JSON', parseJson, {
  values: ['{"a": true, "b": [1, "x\\n", null]}', '{a: true, b: [1, ""x\\n"@"x\\\\n", null]}'],
  'comments and trailing commas': ['{"a": 1, // b\n "c": [2,],}', '{a: 1, c: [2]}'],
  'after an error': ['{"a": tru, "b": 1}', '{a: -, b: 1}', 2],
  'a repeated key': ['{"a": 1, "a": 2}', '{a: 1, a: 2}'],
});

readsAs('TOML', parseToml, {
  'tables and dotted keys are one tree': [
    'a.b = 1\na.c = "x"\n[t.u]\nd = true\n[t.v]\ne = 1.5\n',
    '{a: {b: 1, c: ""x"}, t: {u: {d: true}, v: {e: 1.5}}}',
  ],
  'arrays of tables': ["[[p]]\nn = 'y'\n[p.q]\nz = 1\n[[p]]\nn = 2\n", `{p: [{n: '"y", q: {z: 1}}, {n: 2}]}`],
  'inline tables and arrays': ['a = {b = [1, {c.d = 2}]}\n', '{a: {b: [1, {c: {d: 2}}]}}'],
  dates: ['a = 1979-01-01\n', '{a: "1979-01-01"}'],
  'around a broken line': ['a = 1\nb = \nc = true\n', '{a: 1, c: true}', 1],
  'a broken line at the very start': ['\n=\na = 1\n', '{a: 1}', 1],
  'around a broken header': ['a = 1\n[x\n[y]\nd = 3\n', '{a: 1, y: {d: 3}}', 1],
  'Windows line endings': ['[a]\r\nb = 1\r\n', '{a: {b: 1}}'],
});

readsAs('YAML 1.1', (text) => parseYaml(text, '1.1'), {
  'truth values as PyYAML reads them': [
    'a: yes\nb: On\nc: y\nd: "yes"\ne: OFF\nf: tRue\n',
    '{a: true@"yes", b: true@"On", c: "y", d: ""yes", e: false@"OFF", f: "tRue"}',
  ],
  numbers: [
    'a: 3.10\nb: 010\nc: 1_0\nd: 1:30\ne: 1e3\nf: .5\n',
    '{a: 3.1@"3.10", b: 8@"010", c: 10@"1_0", d: 90@"1:30", e: "1e3", f: 0.5@".5"}',
  ],
  'nothing and null': ['a:\nb: ~\nc: null\nd: ""\n', '{a: -, b: null@"~", c: null, d: """}'],
  'aliases and merges': [
    'x: &a\n  b: 1\n  c: 2\ny:\n  <<: *a\n  c: 3\nz: [*a]\n',
    '{x: {b: 1, c: 2}, y: {c: 3, b: 1}, z: [{b: 1, c: 2}]}',
  ],
  'several merges': [
    'a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  <<: [*a, *b]\n',
    '{a: {x: 1}, b: {x: 2, y: 3}, c: {x: 1, y: 3}}',
  ],
  'block scalars': ['a: |\n  x\n  y\nb: >-\n  x\n  y\n', '{a: |"x\\ny\\n"@"  x\\n  y\\n", b: >"x y"@"  x\\n  y\\n"}'],
  tags: ['a: !!str yes\nb: !Ref x\nc: !!bool "yes"\n', '{a: "yes", b: "x", c: ""yes"}'],
  documents: ['a: 1\n---\nb: 2\n...\n', '{a: 1} --- {b: 2}'],
  'keys that repeat': ['a: 1\na: 2\n', '{a: 1, a: 2}'],
  'an alias of nothing': ['a: *b\nc: 1\n', '{a: -, c: 1}', 1],
  'an alias of itself': ['a: &a [*a]\nb: 1\n', '{a: [], b: 1}', 1],
  'Windows line endings': ['a: 1\r\nb:\r\n  - x\r\n', '{a: 1, b: ["x"]}'],
});

readsAs('YAML 1.2', (text) => parseYaml(text, '1.2'), {
  'truth values and numbers': [
    'a: yes\nb: true\nc: 010\nd: 1e3\ne: 0o10\nf: TRUE\n',
    '{a: "yes", b: true, c: 10@"010", d: 1000@"1e3", e: 8@"0o10", f: true@"TRUE"}',
  ],
});

test('TOML: dotted names count as levels', () => {
  const dotted = (levels: number): string => Array(levels).fill('a').join('.');
  const isRead = (text: string): boolean => parseToml(text).problems.length === 0;
  const deep = [
    `${dotted(502)} = 1\n`,
    `[${dotted(300)}]\n${dotted(300)} = 1\n`,
    `[[${dotted(300)}]]\n${dotted(300)} = 1\n`,
    `${dotted(300)} = {${dotted(300)} = 1}\n`,
    `${dotted(300)}.b = 1\n[${dotted(300)}.c]\n${dotted(300)} = 1\n`,
  ];
  for (const text of deep) {
    assert.match(
      parseToml(text)
        .problems.map(({ message }) => message)
        .join(),
      /^nested more than 500 levels deep$/,
    );
    assert.deepEqual(parseToml(text).roots, []);
  }
  for (const text of [`${dotted(500)} = 1\n`, `a = "${dotted(600)}"\n`, `# ${dotted(600)} = 1\n`])
    assert.ok(isRead(text));
  // Many names of some levels are not deep.
  assert.ok(isRead(Array.from({ length: 600 }, (_, index) => `${dotted(3)}${index} = 1\n`).join('')));
});
