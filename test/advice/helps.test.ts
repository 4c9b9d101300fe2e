/** Follows the help of each finding as a trusting user would: with an editor, or by pasting the command. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { Finding } from '../../src/engine/finding.ts';
import { isPathRule } from '../../src/engine/rule.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { rules } from '../../src/rules/index.ts';
import { makeRepository } from '../git/repository.ts';
import { commandsOf, parsesAsPython, snippetsOf } from './help-snippets.ts';
import { checkFiles, type VirtualCheck } from './virtual-check.ts';

type Files = Readonly<Record<string, string>>;
type Options = NonNullable<Parameters<typeof checkFiles>[1]>;

interface Example {
  readonly rule: string;
  readonly files: Files;
  readonly options: Options;
}

/** The rules' own examples, and cases for which a help has separate branches. */
const EXAMPLES: readonly Example[] = [
  ...rules.map((rule): Example => {
    if (isPathRule(rule)) {
      return { rule: rule.id, files: Object.fromEntries(rule.badPaths.map((path) => [path, 'x\n'])), options: {} };
    }
    const path = rule.examplePath ?? 'app.py';
    return {
      rule: rule.id,
      files: { ...rule.exampleFiles, [path]: rule.bad },
      options: {
        ...(rule.badBase === undefined ? {} : { bases: { [path]: rule.badBase } }),
        ...(rule.exampleDate === undefined ? {} : { date: rule.exampleDate }),
      },
    };
  }),
  ...[
    ['debug-setting', 'mysite/settings.py', 'import os\nDEBUG = True\n'],
    ['debug-setting', 'mysite/settings.py', 'DEBUG: bool = True\nALLOWED_HOSTS = []\nINSTALLED_APPS = []\n'],
    ['debug-setting', 'mysite/settings.py', 'DEBUG = TEMPLATE_DEBUG = True\n'],
    ['debug-setting', 'config.py', 'class ProductionConfig:\n    DEBUG = True\n'],
    ['debug-attribute', 'app.py', 'from flask import Flask\napp = Flask(__name__)\napp.debug = True\n'],
    [
      'debug-attribute',
      'app.py',
      'from flask import Flask\napp = Flask(__name__)\napp.config.update(DEBUG=True, A=1)\n',
    ],
    [
      'debug-attribute',
      'app.py',
      'import os\nfrom flask import Flask\napp = Flask(__name__)\nsetattr(app, "debug", True)\n',
    ],
    ['debug-default', 'mysite/settings.py', 'import os\nDEBUG = os.environ.get("DEBUG", "1") != "0"\n'],
    [
      'debug-default',
      'mysite/settings.py',
      'from decouple import config\nDEBUG = config("DEBUG", default=True, cast=bool)\n',
    ],
    ['debug-string-truth', 'mysite/settings.py', 'import os\nif os.environ.get("DEBUG"):\n    DEBUG = True\n'],
    ['debug-string-truth', 'mysite/settings.py', 'DEBUG = "False"\n'],
    ['debug-in-config', 'Dockerfile', 'FROM python:3.14\nENV FLASK_DEBUG=1\n'],
    ['debug-in-config', 'docker-compose.yml', 'services:\n  web:\n    environment:\n      DJANGO_DEBUG: "1"\n'],
    ['security-assert', 'app.py', 'def f(request):\n    assert request.user.is_staff\n'],
    ['committed-secret-key', 'mysite/settings.py', "import os\nSECRET_KEY = 'k3y-of-the-bakery-1234-and-more'\n"],
    ['committed-credentials', 'deploy/.pypirc', '[pypi]\npassword = pypi-AgEIcHlwaS5vcmc\n'],
    ['unsafe-yaml-load', 'app.py', 'from ruamel.yaml import YAML\nYAML(typ="unsafe").load(open("a"))\n'],
  ].map(
    ([rule, path, text]): Example => ({
      rule: rule as string,
      files: { [path as string]: text as string },
      options: {},
    }),
  ),
];

const findingsOf = ({ findings }: VirtualCheck, rule: string): readonly Finding[] =>
  findings.filter((finding) => finding.rule === rule);

/** The file with the snippet in place of what is flagged, of its statement, or of its line. */
function* written(text: string, finding: Finding, snippet: string): Generator<string> {
  const lines = text.split('\n');
  const at = finding.start.line - 1;
  const line = lines[at] as string;
  const indent = /^\s*(?:ENV |- )?/.exec(line)?.[0] ?? '';
  const put = (first: string): string => [...lines.slice(0, at), first, ...lines.slice(finding.end.line)].join('\n');
  const before = [...line].slice(0, finding.start.column - 1).join('');
  const after = [...(lines[finding.end.line - 1] as string)].slice(finding.end.column - 1).join('');
  yield put(before + snippet + after);
  yield put(/^\s*/.exec(line)?.[0] + snippet);
  yield put(indent + snippet);
  // A keyword, an item or a name with its value.
  yield put(before.replace(/[\w."[\]]+\s*[=:]\s*["']?$/, '') + snippet + after.replace(/^["']/, ''));
}

/** Rules whose help names code that does not replace the flagged piece. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'unused-suppression',
  'unpinned-requirement',
  'unsafe-archive-extract',
]);

for (const [index, { rule, files, options }] of EXAMPLES.entries()) {
  test(`the code that the help of ${rule} suggests is right (${index + 1})`, async () => {
    const checked = await checkFiles(files, options);
    const found = findingsOf(checked, rule);
    assert.ok(found.length > 0, 'it is not reported');
    for (const finding of found) {
      const { help, path } = finding;
      const text = files[path] ?? '';
      const isPython = path.endsWith('.py');
      if (/\bos\.(?:environ|getenv)/.test(help) && isPython) {
        assert.equal(/\bimport os\b/.test(help), !/\bimport os\b/.test(text), `the import that ${help} needs`);
      }
      for (const snippet of snippetsOf(help)) {
        if (isPython) assert.ok(parsesAsPython(snippet), `${snippet} does not parse`);
        if (ELSEWHERE.has(rule)) continue;
        const imports = isPython && snippet.includes('os.environ') && !/\bimport os\b/.test(text) ? 'import os\n' : '';
        const attempts = [...written(text, finding, snippet)];
        const silent = [];
        for (const attempt of attempts) {
          const after = await checkFiles({ ...files, [path]: imports + attempt }, options);
          const isBroken = after.findings.some((one) => one.rule === 'unparsable-file');
          if (!isBroken && findingsOf(after, rule).length < found.length) silent.push(attempt);
        }
        assert.notEqual(silent.length, 0, `${help}: with ${snippet} it is still reported\n${attempts.join('\n---\n')}`);
      }
    }
  });

  test(`the commands in the help of ${rule} run (${index + 1})`, async (t) => {
    for (const { help } of findingsOf(await checkFiles(files, options), rule)) {
      for (const command of commandsOf(help)) {
        if (command.startsWith('git ')) {
          const repository = makeRepository(t);
          for (const [path, text] of Object.entries(files)) repository.stage(path, text);
          repository.git('commit', '--quiet', '-m', 'Before');
          const { status, stderr } = spawnSync('sh', ['-c', command], {
            cwd: repository.root,
            env: repository.env,
            encoding: 'utf8',
          });
          assert.equal(status, 0, `${command}\n${stderr}`);
          // What was removed must not return by itself, and must no longer be found.
          repository.git('add', '--all');
          const left = repository.git('ls-files').split('\n');
          const rest = Object.fromEntries(Object.entries(files).filter(([path]) => left.includes(path)));
          const after = findingsOf(await checkFiles({ ...rest, 'a.py': '' }, options), rule);
          assert.ok(
            after.every((one) => one.help !== help),
            `${command}: it is still found`,
          );
        } else if (command.startsWith('python -c ')) {
          const script = `python() { printf %s "$2"; }\n${command}`;
          const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
          assert.deepEqual(parsePython(`${stdout}\n`).problems, [], command);
          assert.notEqual(stdout, '');
        } else {
          assert.match(command, /^(?:python -m venv|pip-compile|uv|poetry|pipenv) /);
        }
      }
    }
  });
}
