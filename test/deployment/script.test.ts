import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deploymentOf } from '../../src/deployment/deployment.ts';
import type { Document } from '../../src/engine/document.ts';
import { projectOf } from '../virtual-files.ts';

const SHEBANG = '#!/bin/sh\n';

function deployed(code: string, path = 'entrypoint.sh', files: Readonly<Record<string, string>> = {}): string[] {
  const text = SHEBANG + code;
  const doc = projectOf({ ...files, [path]: text }).document(path) as Document;
  const { variables, commands } = deploymentOf(doc);
  return [
    ...variables.map(({ name, value }) => `${name}=${text.slice(value.start, value.end)}`),
    ...commands.map(({ words }) => words.map((word) => word.text).join(' ')),
  ];
}

test('which scripts start the program', () => {
  for (const path of ['entrypoint.sh', 'docker-entrypoint.sh', 'bin/start', 'start-web.sh', 'compose/entrypoint']) {
    assert.deepEqual(deployed('a\n', path), ['a'], path);
  }
  for (const path of ['restart.sh', 'run.sh', 'starter', 'getting-started.md']) {
    assert.deepEqual(deployed('a\n', path), [], path);
  }
});

test('scripts that a Dockerfile starts', () => {
  const dockerfile = 'FROM python:3.14\nCOPY docker/run.sh /app/run.sh\nENTRYPOINT ["sh", "/app/run.sh"]\n';
  assert.deepEqual(deployed('a\n', 'docker/run.sh', { Dockerfile: dockerfile }), ['a']);
  assert.deepEqual(deployed('a\n', 'run.sh', { Dockerfile: 'FROM a\nCMD ./run.sh web\n' }), ['a']);
  // Another script with that name.
  assert.deepEqual(deployed('a\n', 'docs/run.sh', { Dockerfile: dockerfile, 'docker/run.sh': '' }), []);
  // Only used in the build.
  assert.deepEqual(deployed('a\n', 'run.sh', { Dockerfile: 'FROM a\nRUN ./run.sh\nCMD ["gunicorn"]\n' }), []);
});

test('what reaches the program is exported or precedes its command', () => {
  assert.deepEqual(deployed('export A=1 B="2"\nC=3\nD=4 python x\n'), ['A=1', 'B=2', 'D=4', 'python x']);
  assert.deepEqual(deployed('A=1\nexport A\n'), ['A=1']);
  assert.deepEqual(deployed('set -a\nA=1\n'), ['A=1', 'set -a']);
  assert.deepEqual(deployed('export A=1\nA=2\n'), ['A=2']);
  assert.deepEqual(deployed('export A="${A:-1}"\nexport B=$C\n'), ['A=1']);
});

test('strings are not commands', () => {
  assert.deepEqual(deployed('# flask run\necho "flask run --debug" && echo flask run\n'), [
    'echo flask run --debug',
    'echo flask run',
  ]);
  assert.deepEqual(deployed('cat > x <<EOF\nflask run --debug\nexport A=1\nEOF\nb\n'), ['cat', 'b']);
  assert.deepEqual(deployed('cat <<-"END OF IT"\n\tflask run\n\tEND OF IT\nb\n'), ['cat', 'b']);
  assert.deepEqual(deployed('bash <<EOF\nflask run\nEOF\nb\n'), ['bash', 'flask run', 'b']);
});

const guards = (code: string): boolean => !deployed(code).includes('dev');

test('branches that ask for development', () => {
  for (const test of [
    '[ "$DEBUG" = "1" ]',
    '[ -n "$DEBUG" ]',
    '[ "$DEBUG" ]',
    '[[ $APP_ENV == "development" ]]',
    '[[ "$APP_ENV" =~ ^dev ]]',
    'test "$FLASK_ENV" = dev',
    '[ "$1" = "dev" ]',
    '[ "$1" = "runserver" ]',
    '[ "${APP_ENV:-production}" = "local" ]',
    '[ "${APP_ENV:-production}" != "production" ]',
    '[ "$X" = 1 ] && [ "$DEBUG" = 1 ]',
    '[[ $X == 1 && $DEBUG == 1 ]]',
    '! [ "$DEBUG" = "" ]',
  ]) {
    assert.ok(guards(`if ${test}; then\n  dev\nfi\n`), test);
    assert.ok(guards(`if ${test}\nthen dev; else x; fi\n`), test);
  }
  assert.ok(guards('[ "$DEBUG" = 1 ] && dev\n'));
  assert.ok(guards('[ "$DEBUG" = 1 ] && x && exec dev\n'));
  assert.ok(guards('[ "${APP_ENV:-production}" = production ] || dev\n'));
  assert.ok(guards('if x; then y; elif [ "$DEBUG" = 1 ]; then dev; fi\n'));
  assert.ok(guards('if [ "${ENV:-prod}" = prod ]; then x; else dev; fi\n'));
  assert.ok(guards('if [ "${ENV:-prod}" = prod ]; then exec x; fi\ndev\n'));
  assert.ok(guards('if [ "$DEBUG" = 1 ]; then if x; then dev; fi; fi\n'));
  assert.ok(guards('case "$APP_ENV" in\n  prod) x ;;\n  dev|local) dev ;;\nesac\n'));
  assert.ok(guards('case "$1" in dev) dev;; esac\n'));
  assert.ok(guards('case "$1" in\n  web)\n    x\n    ;;\n  runserver)\n    dev\n    ;;\nesac\n'));
  assert.ok(guards('start_dev() {\n  dev\n}\n[ "$DEBUG" ] && start_dev\n'));
});

test('branches that do not, and what is taken if nothing is set', () => {
  for (const test of [
    'x',
    '[ -f dev.txt ]',
    '[ "$1" = "web" ]',
    '[ "$APP_ENV" = "production" ]',
    '[ "${DEBUG:-1}" = "1" ]',
    '[ "$APP_ENV" != "production" ]',
    '[ -z "$PRODUCTION" ]',
    '[ "$DEBUG" != "0" ]',
    '[ "$X" = 1 ] || [ "$DEBUG" = 1 ]',
  ]) {
    assert.ok(!guards(`if ${test}; then\n  dev\nfi\n`), test);
  }
  assert.ok(!guards('DEBUG=1\nif [ "$DEBUG" = 1 ]; then dev; fi\n'));
  assert.ok(!guards('if [ "$DEBUG" = 1 ]; then x; fi\ndev\n'));
  assert.ok(!guards('if [ "$DEBUG" = 1 ]; then x; else dev; fi\n'));
  assert.ok(!guards('[ "$DEBUG" = 1 ] && x\ndev\n'));
  assert.ok(!guards('case "$1" in\n  dev) x ;;\n  web) dev ;;\nesac\n'));
  assert.ok(!guards('case "$APP_ENV" in\n  dev) x ;;\n  *) dev ;;\nesac\n'));
  assert.ok(!guards('case "${APP_ENV:-dev}" in\n  dev) dev ;;\nesac\n'));
  assert.ok(!guards('case "$APP_ENV" in\n  prod) dev ;;\nesac\n'));
  assert.ok(!guards('start_web() {\n  dev\n}\nstart_web\n'));
});

test('unbalanced blocks do no harm', () => {
  for (const code of [
    'fi\n}\nesac\ndev\n',
    'case\n',
    'case x in\n',
    'if [ "$A"\n',
    ';;\ndev\n',
    '{ { dev\n',
    'function\n',
  ]) {
    deployed(code);
  }
  assert.ok(!guards('fi\n}\nesac\ndev\n'));
});
