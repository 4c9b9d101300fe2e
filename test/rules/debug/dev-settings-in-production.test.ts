import { devSettingsInProduction } from '../../../src/rules/debug/dev-settings-in-production.ts';
import { ruleTest } from '../rule-test.ts';

const dockerfile = (code: string) => ({ path: 'Dockerfile', code: `FROM python\n${code}` });

ruleTest(devSettingsInProduction, {
  allows: {
    'production settings': dockerfile('ENV DJANGO_SETTINGS_MODULE=mysite.settings.production\n'),
    'settings without a sign': dockerfile('ENV DJANGO_SETTINGS_MODULE=mysite.settings\n'),
    'a name that only begins so': dockerfile('ENV DJANGO_SETTINGS_MODULE=devices.localized.settings\n'),
    'a stage that is not deployed': dockerfile('ENV DJANGO_SETTINGS_MODULE=x.settings.dev\nFROM python\n'),
    'a build step': dockerfile('RUN DJANGO_SETTINGS_MODULE=x.settings.test python manage.py collectstatic\n'),
    'a development Dockerfile': {
      path: 'Dockerfile.local',
      code: 'FROM a\nENV DJANGO_SETTINGS_MODULE=x.settings.local\n',
    },
    'a local compose file': {
      path: 'docker-compose.local.yml',
      code: 'services: {a: {environment: {DJANGO_SETTINGS_MODULE: x.settings.local}}}\n',
    },
    'an environment file without a sign': { path: '.env', code: 'DJANGO_SETTINGS_MODULE=x.settings.local\n' },
    'a workflow': {
      path: '.github/workflows/ci.yml',
      code: 'env:\n  DJANGO_SETTINGS_MODULE: x.settings.test\njobs: {}\n',
    },
  },
  reports: {
    'an image': {
      ...dockerfile('ENV A=1 DJANGO_SETTINGS_MODULE="config.settings.local"\n'),
      at: ['2:33-2:54'],
      severity: 'error',
      fixed: null,
      message: 'config.settings.local holds settings for development',
    },
    'tests’ settings': {
      ...dockerfile('CMD DJANGO_SETTINGS_MODULE=tests.settings gunicorn app\n'),
      at: ['2:28-2:42'],
      message: 'settings for tests',
    },
    'a Procfile': {
      path: 'Procfile',
      code: 'web: gunicorn app --env DJANGO_SETTINGS_MODULE=x.settings.dev\nw: python manage.py go --settings=x.dev\nv: python manage.py go --settings x.local_settings\n',
      at: ['1:48-1:62', '2:35-2:40', '3:35-3:51'],
    },
    'compose with and without a sign of production': {
      path: 'compose.yml',
      code: 'services:\n  a:\n    environment:\n      - DJANGO_SETTINGS_MODULE=x.settings.dev\n  a-prod:\n    environment:\n      DJANGO_SETTINGS_MODULE: x.settings.dev\n',
      at: ['4:32-4:46', '7:31-7:45'],
      severity: ['warning', 'error'],
    },
    'production’s environment file': {
      path: '.env.production',
      code: 'DJANGO_SETTINGS_MODULE=x.settings.local\n',
      at: ['1:24-1:40'],
    },
  },
});
