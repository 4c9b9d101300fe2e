import { devSettingsInProduction } from '../../../src/rules/debug/dev-settings-in-production.ts';
import { ruleTest } from '../rule-test.ts';

const dockerfile = (code: string) => ({ path: 'Dockerfile', code: `FROM python\n${code}` });

const wsgi = (code: string) => ({ path: 'mysite/wsgi.py', code });

const application = 'import os\nfrom flask import Flask\n\napp = Flask(__name__)\n';
const TABLE = {
  'config.py':
    'class DevelopmentConfig:\n    DEBUG = True\n\n\nclass ProductionConfig:\n    DEBUG = False\n\n\nconfig = {"default": DevelopmentConfig, "main": ProductionConfig}\n',
};

ruleTest(devSettingsInProduction, {
  allows: {
    'a production class in a table': {
      ...wsgi(`${application}from config import config\napp.config.from_object(config[os.getenv("X") or "main"])\n`),
      files: TABLE,
    },
    'a class that the environment has to name': {
      ...wsgi(`${application}from config import config\napp.config.from_object(config[os.environ["X"]])\n`),
      files: TABLE,
    },
    'a table of production': wsgi(
      `${application}from config import config\napp.config.from_object(config.get(os.getenv("X", "production")))\n`,
    ),
    'a branch of a start script': {
      path: 'entrypoint.sh',
      code: 'if [ "$1" = "dev" ]; then\n  export DJANGO_SETTINGS_MODULE=shop.settings.dev\nfi\nexec gunicorn shop.wsgi\n',
    },
    "a stage's production settings": {
      path: 'zappa_settings.json',
      code: '{"production": {"django_settings": "shop.settings.production"}}\n',
    },
    'a django-configurations class for production': {
      path: 'shop/wsgi.py',
      code: 'import os\n\nos.environ.setdefault("DJANGO_CONFIGURATION", "Production")\n',
    },
    'wsgi.py with production settings': wsgi(
      'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.production")\n',
    ),
    'wsgi.py with settings without a sign': wsgi(
      'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\nos.environ["OTHER"] = "mysite.settings.local"\n',
    ),
    'manage.py': {
      path: 'manage.py',
      code: 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.local")\n',
    },
    'a wsgi.py for development': {
      path: 'dev/wsgi.py',
      code: 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.local")\n',
    },
    'a branch on a switch': wsgi(
      'import os\nif os.environ.get("DEBUG"):\n    os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings.local"\n',
    ),
    "something else's from_object": wsgi('from x import y\ny.from_object("config.DevelopmentConfig")\n'),
    'a production class': wsgi(
      'from flask import Flask\napp = Flask(__name__)\napp.config.from_object("config.ProductionConfig")\n',
    ),
    'from_object elsewhere': {
      path: 'app.py',
      code: 'from flask import Flask\napp = Flask(__name__)\napp.config.from_object("config.DevelopmentConfig")\n',
    },
    'production settings': dockerfile('ENV DJANGO_SETTINGS_MODULE=mysite.settings.production\n'),
    'settings without a sign': dockerfile('ENV DJANGO_SETTINGS_MODULE=mysite.settings\n'),
    'a name that only begins like that': dockerfile('ENV DJANGO_SETTINGS_MODULE=devices.localized.settings\n'),
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
    'a factory for production': {
      path: 'portal/wsgi.py',
      code: 'from portal import create_app\n\napplication = create_app("production")\n',
    },
    'a factory without a name': {
      path: 'portal/wsgi.py',
      code: 'from portal import create_app\n\napplication = create_app()\n',
    },
    'a factory that reads the environment': {
      path: 'portal/wsgi.py',
      code: 'import os\nfrom portal import create_app\n\napplication = create_app(os.environ["PORTAL_CONFIG"])\n',
    },
    'a factory with another text': {
      path: 'portal/wsgi.py',
      code: 'from portal import create_app\n\napplication = create_app("shop.local", title="Local shop")\n',
    },
    'a factory in manage.py': {
      path: 'portal/manage.py',
      code: 'from portal import create_app\n\napp = create_app("development")\n',
    },
  },
  reports: {
    'a development class in a table': {
      ...wsgi(
        `${application}from config import config\napp.config.from_object(«config[os.getenv("X") or "default"]»)\n`,
      ),
      files: TABLE,
    },
    'a development class in a table of the module': wsgi(
      `${application}class DevelopmentConfig:\n    pass\n\n\nconfig = dict(default=DevelopmentConfig)\napp.config.from_object(«config.get("default")»)\n`,
    ),
    'a development key': wsgi(
      `${application}from config import config\napp.config.from_object(«config[os.getenv("X", "development")]»)\n`,
    ),
    'a development key that is asked for': wsgi(
      `${application}from config import config\napp.config.from_object(«config.get(os.getenv("X", "dev"))»)\n`,
    ),
    'a start script': {
      path: 'bin/start',
      code: '#!/bin/sh\nexport DJANGO_SETTINGS_MODULE=shop.settings.dev\npython manage.py runserver 0.0.0.0:8000\n',
      at: ['2:31-2:48'],
      severity: 'error',
    },
    'a stage of Zappa': {
      path: 'zappa_settings.json',
      code: '{\n  "dev": {"django_settings": "shop.settings.dev"},\n  "production": {\n    "django_settings": "shop.settings.dev"\n  }\n}\n',
      at: ['4:25-4:42'],
      severity: 'error',
    },
    'Elastic Beanstalk': {
      path: '.ebextensions/django.config',
      code: 'option_settings:\n  aws:elasticbeanstalk:application:environment:\n    DJANGO_SETTINGS_MODULE: shop.settings.dev\n',
      at: ['3:29-3:46'],
      severity: 'error',
    },
    'a plain compose file': {
      path: 'docker-compose.yml',
      code: 'services:\n  web:\n    build: .\n    volumes: [".:/code"]\n    environment:\n      DJANGO_SETTINGS_MODULE: shop.settings.dev\n    command: gunicorn --env DJANGO_SETTINGS_MODULE=shop.settings.dev shop.wsgi\n',
      at: ['6:31-6:48', '7:52-7:69'],
      severity: 'warning',
    },
    'a compose file for production': {
      path: 'docker-compose.production.yml',
      code: 'services:\n  web:\n    image: shop:1\n    environment:\n      DJANGO_SETTINGS_MODULE: shop.settings.dev\n',
      at: ['5:31-5:48'],
      severity: 'error',
    },
    'the production service in a plain compose file': {
      path: 'docker-compose.yml',
      code: 'services:\n  web-prod:\n    image: shop:1\n    environment: [DJANGO_SETTINGS_MODULE=shop.settings.dev]\n',
      at: ['4:42-4:59'],
      severity: 'error',
    },
    'by update, and a django-configurations class': {
      path: 'shop/wsgi.py',
      code: 'import os\n\nos.environ.update(DJANGO_SETTINGS_MODULE="shop.settings.local")\nos.environ.setdefault("DJANGO_CONFIGURATION", "Dev")\n',
      at: ['3:42-3:63', '4:47-4:52'],
    },
    'all forms in wsgi.py': {
      ...wsgi(
        'import os\nfrom os import environ as env\nMODULE = "mysite.settings.local"\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", MODULE)\nenv["DJANGO_SETTINGS_MODULE"] = "mysite.test_settings"\nos.putenv("DJANGO_SETTINGS_MODULE", "mysite.settings.dev")\n',
      ),
      at: ['4:49-4:55', '5:33-5:55', '6:37-6:58'],
      severity: 'error',
      fixed: null,
    },
    'a default of the environment': {
      path: 'mysite/asgi.py',
      code: 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = os.getenv("SETTINGS", "mysite.settings.local")\n',
      at: ['2:40-2:86'],
    },
    'Flask’s configuration': {
      ...wsgi(
        'from flask import Flask\nfrom config import DevConfig, configs\napp = Flask(__name__)\napp.config.from_object("config.DevelopmentConfig")\napp.config.from_object(DevConfig)\napp.config.from_object(DevConfig())\napp.config.from_object(configs["testing"])\n',
      ),
      at: ['4:24-4:50', '5:24-5:33', '6:24-6:35', '7:24-7:42'],
    },
    'an application from a factory': {
      ...wsgi('from myapp import create_app\napp = create_app()\napp.config.from_object("myapp.config.local")\n'),
      at: ['3:24-3:44'],
    },
    'an image': {
      ...dockerfile('ENV A=1 DJANGO_SETTINGS_MODULE="config.settings.local"\n'),
      at: ['2:33-2:54'],
      severity: 'error',
      fixed: null,
      message: 'config.settings.local holds development settings',
    },
    'tests’ settings': {
      ...dockerfile('CMD DJANGO_SETTINGS_MODULE=tests.settings gunicorn app\n'),
      at: ['2:28-2:42'],
      message: 'test settings',
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
    'a factory for development': {
      path: 'portal/wsgi.py',
      code: 'from portal import create_app\n\napplication = create_app(«"development"»)\n',
    },
    'a factory for development by a keyword': {
      path: 'portal/asgi.py',
      code: 'from portal import make_app\n\napp = make_app(config=«"testing"»)\n',
    },
    'a factory for development by default': {
      path: 'portal/asgi.py',
      code: 'import os\nfrom portal import create_app\n\napp = create_app(«os.getenv("PORTAL_CONFIG", "development")»)\n',
    },
    'a factory with a class for development': {
      path: 'portal/wsgi.py',
      code: 'from portal import create_app\nfrom portal.config import DevelopmentConfig\n\napplication = create_app(«DevelopmentConfig»)\n',
    },
    'a factory under another name': {
      path: 'portal/wsgi.py',
      code: 'from portal.factory import start_app\n\napplication = start_app(«"dev"»)\n',
      files: { 'portal/factory.py': 'from flask import Flask\n\ndef start_app(name):\n    return Flask(name)\n' },
    },
  },
});
