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
    'config/settings/ci.py',
    'config/settings_travis.py',
    'ci/Dockerfile',
    'docker-compose.ci.yml',
    'settings/pytest.py',
    'smoke/settings.py',
    'settings_unittests.py',
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
    'settings/develop.py',
    'settings/localhost.py',
    'settings.sandbox.yml',
    'requirements/developer.txt',
    'overlays/develop/kustomization.yaml',
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
    'settings.prd.yml',
    'settings.release.yml',
    'config/settings/preprod.py',
    'k8s/prd/web.yaml',
    '.env.release',
  ],
  base: [
    'settings.py',
    'settings/base.py',
    'config.py',
    '.env',
    'docker-compose.yml',
    // words inside other words do not count
    'product/settings.py',
    'device/config.py',
    'delivery/settings.py',
    'locale/settings.py',
    'latest/app.py',
    'attestation/app.py',
    'developers.py',
    'cicada/settings.py',
    'smokehouse/settings.py',
    // names of environments in settings are subjects of code elsewhere
    'shop/sandbox.py',
    'shop/developer.py',
    'sandbox/settings.py',
    'release/tool.py',
    // the service and its jobs
    '.gitlab-ci.yml',
    '.travis.yml',
    '.github/workflows/ci.yml',
    '.github/workflows/smoke.yml',
    '.github/workflows/release.yml',
    '.circleci/config.yml',
  ],
};

for (const [context, paths] of Object.entries(PATHS)) {
  test(`paths that mean ${context}`, () => {
    assert.deepEqual(
      paths.map((path) => [path, contextOf(path)]),
      paths.map((path) => [path, context]),
    );
  });
}

test('the folder of a Python package says what its code is about, not where it runs', () => {
  const files = new Set(['auth/local/__init__.py', 'demo/__init__.py', 'tests/__init__.py', 'conf/dev/__init__.py']);
  const exists = (path: string) => files.has(path);
  const context = (path: string) => contextOf(path, [], exists);
  assert.equal(context('auth/local/views.py'), 'base');
  assert.equal(context('demo/web.py'), 'base');
  assert.equal(context('demo/shop/web.py'), 'base');
  assert.equal(context('examples/web.py'), 'sample');
  assert.equal(context('examples/demo/web.py'), 'sample');
  assert.equal(context('tests/web.py'), 'test');
  // settings, deployment and environment files are not part of the package's code
  assert.equal(context('conf/dev/settings.py'), 'development');
  assert.equal(context('demo/wsgi.py'), 'sample');
  assert.equal(context('auth/local/Dockerfile'), 'development');
  assert.equal(context('demo/config.yaml'), 'sample');
});

test('the configuration overrides the path', () => {
  const overrides = [{ context: 'development' as const, matches: (path: string) => path.startsWith('tools/') }];
  assert.equal(contextOf('tools/production.py', overrides), 'development');
  assert.equal(contextOf('production.py', overrides), 'production');
});

test("the words of a class's name tell its context", () => {
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
      'CIConfig',
      'PrdConfig',
      'SandboxSettings',
      'ReleaseNotes',
      'Smokehouse',
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
    CIConfig: 'test',
    PrdConfig: 'production',
    SandboxSettings: 'development',
    ReleaseNotes: 'production',
    Smokehouse: null,
  });
});
