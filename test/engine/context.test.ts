import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Context, contextOf, contextOfClass } from '../../src/engine/context.ts';

const PATHS: Readonly<Record<Context, readonly string[]>> = {
  test: [
    'tests/settings.py',
    'app/test_views.py',
    'app/views_test.py',
    'conftest.py',
    'noxfile.py',
    'mysite/settings/test.py',
    'e2e/app.py',
    'fixtures/settings.yaml',
    '.env.test',
    'prod/test_prod.py',
    'settings/testing.py',
    'shop/testutils/settings.py',
    'runtests.py',
    'testproject/settings.py',
  ],
  development: [
    'settings/dev.py',
    'settings/local.py',
    'local_settings.py',
    'docker-compose.override.yml',
    'docker-compose.dev.yml',
    '.env.local',
    '.env.dev',
    '.env.dev2',
    '.env.development',
    'development.ini',
    'production/settings_dev.py',
    'compose/local/django/Dockerfile',
    '.devcontainer/Dockerfile',
    'tests/local.py',
    'prod/dev/config.yaml',
  ],
  sample: [
    'docs/conf.py',
    'examples/flask/wsgi.py',
    'example/app.py',
    'settings.py.example',
    '.env.example',
    '.env.production.example',
    'config.sample',
    'local_settings.py.template',
    'config.ini.dist',
    'project/settings.py.tpl',
    'deploy/.env.j2',
    '{{cookiecutter.slug}}/app.py',
    'demo/app.py',
    'demos/app.py',
    'tutorials/step1/app.py',
    'tutorial/views.py',
  ],
  production: [
    'settings/production.py',
    'settings/prod.py',
    'dev/production.py',
    'docker-compose.prod.yml',
    '.env.production',
    'deploy/app.yaml',
    'staging/values.yaml',
    'uat.ini',
    'live/settings.py',
    'Dockerfile',
    'Procfile',
    'mysite/wsgi.py',
    'mysite/asgi.py',
    'gunicorn.conf.py',
  ],
  base: [
    'settings.py',
    'settings/base.py',
    'config.py',
    '.env',
    'docker-compose.yml',
    // words inside words are none
    'product/settings.py',
    'device/config.py',
    'delivery/settings.py',
    'locale/settings.py',
    'latest/app.py',
    'attestation/app.py',
    'developers.py',
  ],
};

for (const [context, paths] of Object.entries(PATHS)) {
  test(`the signs of ${context}`, () => {
    assert.deepEqual(
      paths.map((path) => [path, contextOf(path)]),
      paths.map((path) => [path, context]),
    );
  });
}

test('configuration wins over the path', () => {
  const overrides = [{ context: 'development' as const, matches: (path: string) => path.startsWith('tools/') }];
  assert.equal(contextOf('tools/production.py', overrides), 'development');
  assert.equal(contextOf('production.py', overrides), 'production');
});

test('a class is told by the words of its name', () => {
  const found = Object.fromEntries(
    [
      'DevelopmentConfig',
      'LocalSettings',
      'ProductionConfig',
      'TestingConfig',
      'TestProductionConfig',
      'DEVConfig',
      'Config',
      'BaseConfig',
      'DevicePortalConfig',
      'ProductSettings',
      'settings_prod',
    ].map((name) => [name, contextOfClass(name)]),
  );
  assert.deepEqual(found, {
    DevelopmentConfig: 'development',
    LocalSettings: 'development',
    ProductionConfig: 'production',
    TestingConfig: 'test',
    TestProductionConfig: 'test',
    DEVConfig: 'development',
    Config: null,
    BaseConfig: null,
    DevicePortalConfig: null,
    ProductSettings: null,
    settings_prod: 'production',
  });
});
