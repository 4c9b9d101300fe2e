import { committedSecretKey } from '../../../src/rules/django/committed-secret-key.ts';
import { ruleTest } from '../rule-test.ts';

const env = (code: string, path = '.env') => ({ path, code });
const yaml = (code: string, path = 'settings.yaml') => ({ path, code });

ruleTest(committedSecretKey, {
  allows: {
    'placeholders in an environment file': env(
      [
        'SECRET_KEY=',
        'DJANGO_SECRET_KEY=changeme',
        'FLASK_SECRET_KEY=<your key>',
        'JWT_SECRET_KEY=${KEY}',
        'SECRET_KEY=change-me-in-production',
        'SECRET_KEY="$(openssl rand -hex 32)"',
        'SECRET_KEY=********',
        '',
      ].join('\n'),
    ),
    'a key from elsewhere': env('SECRET_KEY=${SECRET_KEY}\nDJANGO_SECRET_KEY=changeme\n', 'app/.env'),
    'the file of a key': env('SECRET_KEY_FILE=/run/secrets/key\nSECRET_KEY=/run/secrets/secret_key\n'),
    'keys of other services': env('AWS_SECRET_KEY=abcdefgh\nSTRIPE_SECRET_KEY=sk_live_abcdefgh\n'),
    'environments for development and tests': env('SECRET_KEY=green-apples\n', '.env.local'),
    'an environment for tests': env('SECRET_KEY=green-apples\n', 'tests/.env'),
    'an example': env('SECRET_KEY=green-apples\n', '.env.example'),
    "another language's environment file": {
      ...env('SECRET_KEY=green-apples\n'),
      files: { 'package.json': '{}' },
    },
    'compose with a variable, and for development': {
      path: 'docker-compose.yml',
      code: 'services:\n  web:\n    environment:\n      SECRET_KEY: ${SECRET_KEY:?}\n  web-dev:\n    environment:\n      SECRET_KEY: green-apples\n  db:\n    image: postgres\n    environment: [SECRET_KEY=green-apples]\n',
    },
    'development settings': yaml('development:\n  secret_key: green-apples\ntesting:\n  secret_key: red-pears\n'),
    "dynaconf's look-ups": yaml(
      'production:\n  SECRET_KEY: "@format {env[SECRET_KEY]}"\ndefault:\n  SECRET_KEY: "@jinja {{ key }}"\n',
    ),
    'references and encrypted values': yaml(
      'a:\n  secret_key: arn:aws:secretsmanager:eu:1:secret:x\nb:\n  secret_key: ENC[AES256_GCM,data:abc]\nc:\n  secret_key: !vault path\n',
    ),
    'keys of other services in settings': yaml(
      'aws:\n  secret_key: abcdefgh\nreCaptcha:\n  secretKey: abcdefgh\nsecret_key: true\n',
    ),
    "a tool's settings": yaml('secret_key: green-apples\n', '.tool/config.yaml'),
  },
  reports: {
    'an environment file': {
      ...env('DATABASE_URL=postgres://db/shop\nSECRET_KEY=«green-apples-in-a-jar-5»\n'),
      severity: 'error',
      message: /^SECRET_KEY is a literal/,
    },
    'an environment file of production': env(
      'export DJANGO_SECRET_KEY=\'«green-apples»\'\nFLASK_SECRET_KEY="«red-pears»"\nJWT_SECRET_KEY=«blue-plums»\n',
      '.env.production',
    ),
    'a default': env('SECRET_KEY=${SECRET_KEY:-«green-apples»}\n'),
    'a key from startproject': env('SECRET_KEY=«django-insecure-3xh2»\n'),
    'compose, as a map': {
      path: 'docker-compose.yml',
      code: 'services:\n  web:\n    image: shop:1\n    environment:\n      SECRET_KEY: «green-apples-in-a-jar-5»\n',
      severity: 'error',
    },
    'compose, as a list': {
      path: 'compose.prod.yml',
      code: 'services:\n  web:\n    build: .\n    environment:\n      - DJANGO_SECRET_KEY=«green-apples»\n      - "SECRET_KEY=${KEY:-«red-pears»}"\n',
    },
    'settings by environment': {
      ...yaml(
        'production:\n  SECRET_KEY: "«green-apples-in-a-jar-5»"\ndevelopment:\n  SECRET_KEY: "not-a-secret-on-laptops"\n',
      ),
      message: /^production\.SECRET_KEY/,
    },
    TOML: yaml('[default]\nsecret_key = "«green-apples»"\n', 'settings.toml'),
    JSON: yaml('{"web": {"secretKey": "«green-apples»"}}\n', 'config.json'),
    INI: yaml('[app]\nsecret_key = "«green-apples»" ; why\n', 'production.ini'),
    'a secrets file': yaml('django.secret_key: «green-apples»\n', '.secrets.yml'),
  },
});
