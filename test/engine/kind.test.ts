import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, kindOf } from '../../src/engine/kind.ts';
import { roleOf } from '../../src/engine/role.ts';

const KINDS: Readonly<Record<Kind, readonly string[]>> = {
  python: ['a.py', 'a.pyw', 'a.pyi', 'site.wsgi', '.env.py', 'gunicorn.conf.py', 'settings.py.example', 'A.PY'],
  dotenv: [
    '.env',
    'web/.env.production',
    'prod.env',
    'env.production',
    '.flaskenv',
    '.envs/.production/.django',
    '.env.example',
  ],
  ini: ['setup.cfg', 'tox.ini', 'pip.conf', '.pypirc', 'app.service', 'supervisord.conf', 'x.service.d/a.conf'],
  toml: ['pyproject.toml', 'Pipfile', 'poetry.lock', 'uv.lock'],
  yaml: ['docker-compose.yml', '.github/workflows/ci.yaml'],
  json: ['settings.json', 'Pipfile.lock'],
  dockerfile: ['Dockerfile', 'Dockerfile.prod', 'web.Dockerfile', 'Containerfile', 'docker/Dockerfile-web'],
  procfile: ['Procfile', 'Procfile.dev'],
  requirements: [
    'requirements.txt',
    'requirements-dev.txt',
    'dev-requirements.in',
    'requirements/base.txt',
    'constraints.txt',
    'deploy/requirements.prod.txt',
  ],
  text: ['README.md', 'main.js', 'nginx.conf', '.env.ts', 'notes.txt', 'Dockerfile.md', '.python-version', 'a.pyx'],
};

for (const [kind, paths] of Object.entries(KINDS)) {
  test(`files written as ${kind}`, () => {
    assert.deepEqual(
      paths.map((path) => [path, kindOf(path)]),
      paths.map((path) => [path, kind]),
    );
  });
}

test('the first line tells the kind of a script without an extension', () => {
  assert.equal(kindOf('bin/serve', '#!/usr/bin/env python3\nimport os\n'), 'python');
  assert.equal(kindOf('bin/serve', '#!/usr/bin/python -O\n'), 'python');
  assert.equal(kindOf('bin/serve', '#!/bin/sh\npython app.py\n'), 'text');
  assert.equal(kindOf('bin/serve', '# python\n'), 'text');
});

const role = (path: string, text = ''): string => roleOf(path, kindOf(path), text);

test('what reads a file, judging by its name', () => {
  const found = [
    'docker-compose.prod.yml',
    'compose.yaml',
    '.github/workflows/test.yml',
    'api/.gitlab-ci.yml',
    '.circleci/config.yml',
    'azure-pipelines.yml',
    'pylock.dev.toml',
    'environment.yml',
    'web/app.service',
    'main.tf',
    '.netrc',
    'serverless.yml',
  ].map((path) => role(path));
  assert.deepEqual(found, [
    'compose',
    'compose',
    'github-workflow',
    'gitlab-ci',
    'circleci',
    'azure-pipelines',
    'pylock',
    'conda-environment',
    'systemd',
    'terraform',
    'netrc',
    'serverless',
  ]);
});

test('settings files are those whose stem consists of words for settings', () => {
  for (const path of [
    'settings.toml',
    '.secrets.toml',
    'config/production.yaml',
    'application-prod.yml',
    'base.json',
  ]) {
    assert.equal(role(path), 'settings', path);
  }
  for (const path of [
    'Cargo.toml',
    'package.json',
    'alembic.ini',
    'openapi.yaml',
    'locales/en.json',
    'tsconfig.json',
  ]) {
    assert.equal(role(path), 'other', path);
  }
  assert.equal(role('setup.cfg'), 'setup-cfg');
  assert.equal(role('tox.ini'), 'tox');
});

test('the content identifies Kubernetes, CloudFormation and App Engine', () => {
  assert.equal(role('k/map.json', '{"apiVersion": "v1", "kind": "ConfigMap", "data": {}}\n'), 'kubernetes');
  assert.equal(role('k/map.json', '{"kind": "ConfigMap", "apiVersion": "v1"}\n'), 'kubernetes');
  assert.equal(role('x.json', '{"data": {"apiVersion": "v1", "kind": "ConfigMap"}}\n'), 'other');
  assert.equal(role('k8s/kustomization.yaml', 'configMapGenerator: []\n'), 'kubernetes');
  assert.equal(role('shop/locales/common.yml', 'debug: "On"\n'), 'other');
  assert.equal(role('i18n/base.json', '{"debug": "Yes"}\n'), 'other');
  assert.equal(role('language-server/config.yaml', 'debug: true\n'), 'settings');
  assert.equal(role('api/config.yaml', 'openapi: 3.0.0\ndebug: true\n'), 'other');
  assert.equal(role('api/config.json', '{"swagger": "2.0"}\n'), 'other');
  assert.equal(role('api/config.yaml', 'openapi:\n  debug: true\n'), 'settings');
  assert.equal(role('web.yaml', 'apiVersion: apps/v1\nkind: Deployment\n'), 'kubernetes');
  assert.equal(role('web.yaml', 'kind: Deployment\n'), 'other');
  assert.equal(role('stack.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\n'), 'cloudformation');
  assert.equal(role('app.yaml', 'runtime: python312\n'), 'app-engine');
  assert.equal(role('app.yaml', 'debug: true\n'), 'settings');
});
