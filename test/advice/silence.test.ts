import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../src/engine/finding.ts';
import { isPathRule } from '../../src/engine/rule.ts';
import { writeSilences } from '../../src/engine/write-silences.ts';
import { rules } from '../../src/rules/index.ts';
import { checkFiles } from './virtual-check.ts';

type Files = Readonly<Record<string, string>>;

const key = ({ rule, path, source, message }: Finding): string =>
  [rule, path, source?.trim() ?? '', message].join('\n');

/**
 * Follows each finding's advice literally, one at a time. The finding must go, the file must read as before, and no new
 * one may appear.
 */
async function followAll(files: Files, options: Parameters<typeof checkFiles>[1] = {}): Promise<number> {
  const { checker, judged, findings } = await checkFiles(files, options);
  for (const finding of findings) {
    const { silence } = finding;
    if (silence === null) {
      assert.equal(finding.rule, 'unused-suppression', `${finding.rule} gives no advice`);
    } else if (silence.where === 'config') {
      const after = await checkFiles({ ...files, 'antivenom.toml': `${silence.text}\n` }, options);
      const left = after.findings.filter((one) => key(one) === key(finding));
      assert.deepEqual(left, [], `${finding.path}: ${silence.text}`);
    } else {
      const file = judged.find(({ file: { path } }) => path === finding.path);
      assert.ok(file);
      const written = writeSilences(checker, file, [finding], 'a reason');
      assert.ok(
        written,
        `${finding.path}:${finding.start.line} ${finding.rule}: ${JSON.stringify(silence)}\n${files[finding.path]}`,
      );
      assert.equal(written.judged.result.placed.length, file.result.placed.length - 1);
    }
  }
  return findings.length;
}

for (const rule of rules) {
  test(`the advice for silencing ${rule.id} silences it`, async () => {
    const files: Files = isPathRule(rule)
      ? Object.fromEntries(rule.badPaths.map((path) => [path, '']))
      : { ...rule.exampleFiles, [rule.examplePath ?? 'app.py']: rule.bad };
    const bases =
      !isPathRule(rule) && rule.badBase !== undefined ? { [rule.examplePath ?? 'app.py']: rule.badBase } : {};
    const date = isPathRule(rule) ? undefined : rule.exampleDate;
    const found = await followAll(files, { bases, ...(date === undefined ? {} : { date }) });
    assert.ok(found > 0, 'its bad example is not reported');
  });
}

/** The end of the flagged line must not matter. */
const HARD: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'a backslash in Python': [
    'a.py',
    'import os\n\ndef f(request):\n    os.system("ls " + \\\n        request.args["x"])\n',
  ],
  'a string that spans lines': [
    'a.py',
    'import os\n\ndef f(request):\n    os.system(f"""\nls {request.args["d"]}\n""")\n',
  ],
  'an existing comment': ['a.py', 'assert (x, "m")  # why not\n'],
  'a suppression of another rule': ['a.py', 'assert (eval(input()), "m")  # antivenom: ignore[dynamic-code] trusted\n'],
  'a hidden character in a comment': ['a.py', '# level \u202e reversed\nx = 1\n'],
  'a last line without a line ending': ['a.py', 'assert (x, "m")'],
  'Windows line endings': ['a.py', 'x = 1\r\nassert (\r\n    x,\r\n    "m",\r\n)\r\ny = 2\r\n'],
  'several statements on a line': ['a.py', 'x = 1; assert (x, "m"); y = 2\n'],
  'a block header': ['a.py', 'if eval(input()):\n    pass\n'],
  'a backslash between hashed requirements': [
    'requirements.txt',
    `rich==13.0 ; \\\n  python_version > "3"\nflask==3.1.0 \\\n    --hash=sha256:${'a'.repeat(64)}\n`,
  ],
  'continued Dockerfile lines': [
    'Dockerfile',
    'FROM python:3.14\nRUN apt-get update && \\\n    pip install flask && \\\n    true\n',
  ],
  'a Dockerfile with directives': [
    'Dockerfile',
    '# syntax=docker/dockerfile:1\nFROM python:3.6\nRUN pip install flask\n',
  ],
  'a here-document': ['Dockerfile', 'FROM python:3.14\nRUN <<EOF\napt-get update\npip install flask\nEOF\n'],
  'a backtick as escape': ['Dockerfile', '# escape=`\nFROM python:3.14\nRUN echo a `\n  && pip install flask\n'],
  'a script in a workflow': [
    '.github/workflows/ci.yml',
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          echo start\n          pip install --index-url http://pypi.example.com/simple \\\n            flask\n          echo end\n      - run: pip install --index-url http://pypi.example.org/simple django\n',
  ],
  'a folded script': [
    '.github/workflows/ci.yml',
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: >\n          pip install --index-url http://pypi.example.com/simple\n          flask\n',
  ],
  'YAML flow that spans lines': [
    'docker-compose.yml',
    'services:\n  web:\n    environment: {\n      FLASK_DEBUG: "1",\n      A: "x\n       y"\n    }\n',
  ],
  'a quoted dotenv value': ['.env', 'A="first\nsecond"\nFLASK_DEBUG=1\n'],
  'a systemd unit': [
    'web.service',
    '[Service]\nEnvironment=A=1 \\\n  FLASK_DEBUG=1\nExecStart=/usr/bin/flask run \\\n  --debug\n',
  ],
  'a TOML array': [
    'pyproject.toml',
    '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.6"\ndependencies = [\n  "flask @ git+http://example.com/flask.git",\n]\n',
  ],
  'an INI list': ['tox.ini', '[tox]\nenvlist =\n    py36\n    py314\n[testenv]\nsetenv =\n    PYTHONOPTIMIZE = 1\n'],
};

for (const [name, [path, text]] of Object.entries(HARD)) {
  test(`the advice for silencing works with ${name}`, async () => {
    assert.ok((await followAll({ [path]: text })) > 0, 'nothing is reported');
  });
}
