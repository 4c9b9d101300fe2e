import { debugDefault } from '../../../src/rules/debug/debug-default.ts';
import { ruleTest } from '../rule-test.ts';

const os = 'import os\n\n';
const rewritten = 'os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")';
const environ = 'import environ\n\nenv = environ.Env()\n';
const decouple = 'from decouple import config\n\n';
const flask = 'from flask import Flask\n\napp = Flask(__name__)\n';

/** `DEBUG` read through a function that is handed how to cast. */
const handed = (call: string, body = 'return cast(os.environ.get(name, default))', cast = 'cast=str'): string =>
  `${os}def get_env(name, default=None, ${cast}):\n    ${body}\n\n\nDEBUG = ${call}\n`;
const OPTIONAL =
  'value = os.environ.get(name, default)\n    if cast is not None:\n        return cast(value)\n    return value';
const BY_TYPE =
  'value = os.environ.get(name, default)\n    return value in ("1", "True") if cast is bool else cast(value)';

ruleTest(debugDefault, {
  allows: {
    'a cast that is handed over, off': handed('get_env("DEBUG", "0", int)'),
    'a cast that is handed over, unknown': handed('get_env("DEBUG", "1", load)'),
    'a cast of its own that makes nothing of it': handed('get_env("DEBUG", "1", lambda text: text == "on")'),
    'a cast that is told apart, off': handed('get_env("DEBUG", "0", bool)', BY_TYPE),
    'a cast that is bound anew': handed(
      'get_env("DEBUG", "1", int)',
      'cast = load\n    return cast(os.environ.get(name, default))',
    ),
    'a copy of the environment, off': `${os}env = dict(os.environ)\nDEBUG = env.get("DEBUG", "0") == "1"\n`,
    'a copy with a value of its own': `${os}env = dict(os.environ, DEBUG="0")\nDEBUG = env.get("DEBUG", "1") == "1"\n`,
    'a dict with the environment in it': `${os}env = {**os.environ, "DEBUG": "0"}\nDEBUG = env.get("DEBUG", "1") == "1"\n`,
    'a copy that is changed': `${os}env = dict(os.environ)\nenv["DEBUG"] = "0"\nDEBUG = env.get("DEBUG", "1") == "1"\n`,
    'off by default': `${os}DEBUG = os.environ.get("DEBUG", False)  # antivenom has another rule for this\n`,
    'compared, without a default': `${os}DEBUG = os.environ.get("DEBUG") == "True"\n`,
    'compared, with a default of off': `${os}DEBUG = os.getenv("DEBUG", "False") == "True"\n`,
    required: `${os}DEBUG = os.environ["DEBUG"] == "1"\n`,
    'an integer': `${os}DEBUG = int(os.environ.get("DEBUG", "0"))\n`,
    'lower in': `${os}DEBUG = os.environ.get("DEBUG", "").lower() in ("true", "1")\n`,
    json: `import json\n${os}DEBUG = json.loads(os.environ.get("DEBUG", "false"))\n`,
    'env.bool off': `${environ}DEBUG = env.bool("DEBUG", False)\n`,
    'env.bool required': `${environ}DEBUG = env.bool("DEBUG")\n`,
    'a scheme that is off': 'import environ\n\nenv = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")\n',
    'decouple off': `${decouple}DEBUG = config("DEBUG", default=False, cast=bool)\n`,
    'decouple required': `${decouple}DEBUG = config("DEBUG", cast=bool)\n`,
    'a log level': `${os}LOG_LEVEL = os.environ.get("LOG_LEVEL", default="DEBUG")\n`,
    'a decouple log level': `${decouple}LOG_LEVEL = config("LOG_LEVEL", default="DEBUG")\n`,
    'another setting that is on': `${environ}SECURE_SSL_REDIRECT = env.bool("DJANGO_SECURE_SSL_REDIRECT", default=True)\n`,
    'a production environment': `${os}DEBUG = os.environ.get("ENV", "production") != "production"\n`,
    'a named environment without a default': `${os}DEBUG = os.environ.get("ENV") == "development"\n`,
    development: { path: 'config/settings/local.py', code: `${os}DEBUG = os.environ.get("DEBUG", True)\n` },
    'a class for development': `${os}class DevConfig:\n    DEBUG = os.environ.get("DEBUG", True)\n`,
    'an unknown reader': 'DEBUG = load("DEBUG", True)\n',
    'a pydantic field that is off': {
      path: 'app/config.py',
      code: 'from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    debug: bool = False\n',
    },
    "a plain model's field": {
      path: 'app/schemas.py',
      code: 'from pydantic import BaseModel\n\nclass Job(BaseModel):\n    debug: bool = True\n',
    },
    'another field': {
      path: 'app/config.py',
      code: 'from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    debug_toolbar_panels: bool = True\n    log_debug: str = "x"\n',
    },
    'an argument that is off': {
      path: 'app.py',
      code: `import os\n${flask}app.run(debug=os.environ.get("DEBUG") == "1")\n`,
    },
    'another setting that is on in production by default': `${os}USE_TZ = os.getenv("USE_TZ", "1") == "1"\n`,
    'under a guard': `${os}if os.environ.get("ENV") == "dev":\n    DEBUG = os.environ.get("DEBUG", "1") == "1"\n`,
    "a package's branch that is not taken if nothing is set": {
      path: 'shop/settings/__init__.py',
      code: 'import os\n\nif os.environ.get("SHOP_ENV") == "laptop":\n    from .laptop import *\nelse:\n    from .live import *\n',
      files: { 'shop/settings/laptop.py': 'DEBUG = True\n', 'shop/settings/live.py': 'DEBUG = False\n' },
    },
  },
  reports: {
    'a cast that is handed over': handed('«get_env("DEBUG", "1", int)»'),
    'a cast by its keyword': handed('«get_env("DEBUG", default="1", cast=int)»', OPTIONAL, 'cast=None'),
    'a cast by default': handed('«get_env("DEBUG", "1")»', undefined, 'cast=lambda text: text == "1"'),
    'a cast of its own': handed('«get_env("DEBUG", "yes", lambda text: text in ("1", "yes"))»'),
    'a cast that is told apart': handed('«get_env("DEBUG", "True", bool)»', BY_TYPE),
    'a cast that is handed on': {
      code: `${os}def cast_with(cast, text):\n    return cast(text)\n\n\ndef get_env(name, default, cast):\n    return cast_with(cast, os.environ.get(name, default))\n\n\nDEBUG = «get_env("DEBUG", "1", int)»\n`,
    },
    'a copy of the environment': `${os}env = dict(os.environ)\nDEBUG = «env.get("DEBUG", "1") == "1"»\n`,
    'a copy by its method': `${os}env = os.environ.copy()\nDEBUG = «env.get("DEBUG", "1") == "1"»\n`,
    'a copy in a display': `${os}env = {**os.environ}\nDEBUG = «env.get("DEBUG", "1") == "1"»\n`,
    'a copy by the copy module': `import copy\n${os}env = copy.copy(os.environ)\nDEBUG = «env.get("DEBUG", "1") == "1"»\n`,
    'get with True': {
      code: `${os}DEBUG = os.environ.get("DEBUG", True)\n`,
      at: ['3:9-3:38'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
    },
    'getenv compared': {
      code: `${os}DEBUG = os.getenv("DEBUG", "True") == "True"\n`,
      at: ['3:9-3:45'],
      safety: 'safe',
      fixed: `${os}DEBUG = os.getenv("DEBUG", "False") == "True"\n`,
      help: 'os.getenv("DEBUG", "False") == "True"',
    },
    'quotes and case are kept': {
      code: `${os}DEBUG = os.getenv('DEBUG', 'true').lower() == 'true'\n`,
      at: ['3:9-3:53'],
      safety: 'safe',
      fixed: `${os}DEBUG = os.getenv('DEBUG', 'false').lower() == 'true'\n`,
    },
    "the tutorial's line": {
      code: `${os}DEBUG = os.environ.get("DJANGO_DEBUG", "") != "False"\n`,
      at: ['3:9-3:54'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = os.environ.get("DJANGO_DEBUG", "").lower() in ("1", "true", "yes")\n`,
    },
    'an integer': {
      code: `${os}DEBUG = int(os.environ.get("DEBUG", 1))\n`,
      at: ['3:9-3:40'],
      safety: 'safe',
      fixed: `${os}DEBUG = int(os.environ.get("DEBUG", 0))\n`,
    },
    'bool() of an integer': {
      code: `${os}DEBUG = bool(int(os.getenv("DEBUG", "1")))\n`,
      at: ['3:9'],
      fixed: `${os}DEBUG = bool(int(os.getenv("DEBUG", "0")))\n`,
    },
    'lower in a list': {
      code: `${os}DEBUG = os.environ.get("DEBUG", "yes").lower() in ["1", "true", "yes"]\n`,
      at: ['3:9'],
      safety: 'safe',
      fixed: `${os}DEBUG = os.environ.get("DEBUG", "no").lower() in ["1", "true", "yes"]\n`,
    },
    'not in the off words': {
      code: `${os}DEBUG = os.getenv("DEBUG", "1") not in ("0", "False")\n`,
      at: ['3:9'],
      safety: 'safe',
      fixed: `${os}DEBUG = os.getenv("DEBUG", "0") not in ("0", "False")\n`,
    },
    strtobool: {
      code: `from distutils.util import strtobool\n${os}DEBUG = strtobool(os.getenv("DEBUG", "on"))\n`,
      at: ['4:9-4:44'],
      safety: 'safe',
      fixed: `from distutils.util import strtobool\n${os}DEBUG = strtobool(os.getenv("DEBUG", "off"))\n`,
    },
    json: { code: `import json\n${os}DEBUG = json.loads(os.getenv("DEBUG", "true"))\n`, at: ['4:9'], safety: 'safe' },
    'a walrus across lines': {
      code: `${os}DEBUG = (\n    os.getenv("DEBUG", "True")\n    == "True"\n)\n`,
      at: ['4:5-5:14'],
      safety: 'safe',
    },
    'or True': {
      code: `${os}DEBUG = os.environ.get("DEBUG") == "1" or True\n`,
      at: ['3:9-3:47'],
      safety: 'safe',
      fixed: `${os}DEBUG = os.environ.get("DEBUG") == "1" or False\n`,
    },
    'text or True': {
      code: `${os}DEBUG = os.environ.get("DEBUG") or True\n`,
      at: ['3:9'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
    },
    'a conditional': {
      code: `${os}DEBUG = False if os.environ.get("DEBUG") == "0" else True\n`,
      at: ['3:9'],
      safety: 'unsafe',
    },
    'an intermediate name': {
      code: `${os}debug = os.environ.get("DEBUG", "1")\nDEBUG = debug == "1"\n`,
      at: ['4:9-4:21'],
      safety: 'safe',
      fixed: `${os}debug = os.environ.get("DEBUG", "0")\nDEBUG = debug == "1"\n`,
    },
    'a default via a name': {
      code: `${os}ON = "True"\nDEBUG = os.environ.get("DEBUG", ON) == "True"\n`,
      at: ['4:9'],
      safety: 'safe',
    },
    'environ imported': {
      code: 'from os import environ\n\nDEBUG = environ.get("DEBUG", True)\n',
      at: ['3:9'],
      fixed: 'from os import environ\n\nDEBUG = environ.get("DEBUG", "").lower() in ("1", "true", "yes")\n',
    },
    'getenv under another name': {
      code: 'from os import getenv as g\n\nDEBUG = g("DEBUG", True)\n',
      at: ['3:9'],
      fixed: 'from os import getenv as g\n\nDEBUG = g("DEBUG", "").lower() in ("1", "true", "yes")\n',
    },
    'a pydantic field with a factory': {
      path: 'app/config.py',
      code: 'from pydantic import Field\nfrom pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    debug: bool = Field(default_factory=lambda: True)\n',
      at: ['5:49-5:53'],
      fixed:
        'from pydantic import Field\nfrom pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    debug: bool = Field(default_factory=lambda: False)\n',
    },
    'values from a dotenv file': {
      code: 'from dotenv import dotenv_values\n\nvalues = dotenv_values(".env")\nDEBUG = values.get("DEBUG", "1") == "1"\n',
      at: ['4:9-4:40'],
      fixed:
        'from dotenv import dotenv_values\n\nvalues = dotenv_values(".env")\nDEBUG = values.get("DEBUG", "0") == "1"\n',
    },
    'numbers that only a number may replace': {
      code: `${os}DEBUG = int(os.environ.get("DEBUG", "2")) > 1\n`,
      at: ['3:9-3:46'],
      safety: 'safe',
      fixed: `${os}DEBUG = int(os.environ.get("DEBUG", "0")) > 1\n`,
    },
    'a float': {
      code: `${os}DEBUG = float(os.environ.get("DEBUG", "1.0")) > 0\n`,
      at: ['3:9-3:50'],
      safety: 'safe',
      fixed: `${os}DEBUG = float(os.environ.get("DEBUG", "0")) > 0\n`,
    },
    'env.get_value': {
      code: `${environ}DEBUG = env.get_value("DEBUG", cast=bool, default=True)\n`,
      at: ['4:9-4:56'],
      fixed: `${environ}DEBUG = env.get_value("DEBUG", cast=bool, default=False)\n`,
    },
    'env.bool': {
      code: `${environ}DEBUG = env.bool("DEBUG", True)\n`,
      at: ['4:9-4:32'],
      safety: 'safe',
      fixed: `${environ}DEBUG = env.bool("DEBUG", False)\n`,
    },
    'env with a default': {
      code: `${environ}DEBUG = env("DEBUG", default=True)\n`,
      at: ['4:9-4:35'],
      safety: 'safe',
      fixed: `${environ}DEBUG = env("DEBUG", default=False)\n`,
    },
    'a scheme': {
      code: 'import environ\n\nenv = environ.Env(DEBUG=(bool, True))\nDEBUG = env("DEBUG")\n',
      at: ['3:32-3:36'],
      safety: 'safe',
      fixed: 'import environ\n\nenv = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")\n',
    },
    'only a scheme': {
      path: 'config/env.py',
      code: 'from environ import Env\n\nenv = Env(DJANGO_DEBUG=(bool, True), PORT=(int, 80))\n',
      at: ['3:31-3:35'],
      fixed: 'from environ import Env\n\nenv = Env(DJANGO_DEBUG=(bool, False), PORT=(int, 80))\n',
    },
    decouple: {
      code: `${decouple}DEBUG = config("DEBUG", default=True, cast=bool)\n`,
      at: ['3:9-3:49'],
      safety: 'safe',
      fixed: `${decouple}DEBUG = config("DEBUG", default=False, cast=bool)\n`,
    },
    'decouple without a cast needs an import': {
      code: `${decouple}DEBUG = config("DEBUG", default=True)\n`,
      at: ['3:9'],
      safety: 'unsafe',
      fixed: `import os\n${decouple}DEBUG = ${rewritten}\n`,
    },
    "Starlette's Config, at the call": {
      path: 'app.py',
      code: 'from starlette.applications import Starlette\nfrom starlette.config import Config\n\nconfig = Config(".env")\nDEBUG = config("DEBUG", cast=bool, default=True)\napp = Starlette(debug=DEBUG)\n',
      at: ['6:23-6:28'],
      safety: 'safe',
      fixed:
        'from starlette.applications import Starlette\nfrom starlette.config import Config\n\nconfig = Config(".env")\nDEBUG = config("DEBUG", cast=bool, default=False)\napp = Starlette(debug=DEBUG)\n',
    },
    'not production': {
      code: `${os}DEBUG = not os.environ.get("PRODUCTION")\n`,
      at: ['3:9-3:41'],
      severity: 'warning',
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
    },
    'not the production environment': {
      code: `${os}DEBUG = os.environ.get("ENV") != "production"\n`,
      at: ['3:9-3:46'],
      severity: 'warning',
      safety: 'unsafe',
    },
    'no platform variable': {
      code: `${os}DEBUG = "DYNO" not in os.environ\n`,
      at: ['3:9'],
      severity: 'warning',
      safety: 'unsafe',
    },
    'development by default': {
      code: `${os}DEBUG = os.getenv("ENV", "development") == "development"\n`,
      at: ['3:9'],
      severity: 'error',
      safety: 'safe',
      fixed: `${os}DEBUG = os.getenv("ENV", "production") == "development"\n`,
    },
    'a name for development by default': {
      code: `${os}ENV = os.getenv("ENV", "development")\nDEBUG = ENV == "development"\n`,
      at: ['4:9-4:29'],
      safety: 'safe',
      fixed: `${os}ENV = os.getenv("ENV", "production")\nDEBUG = ENV == "development"\n`,
    },
    'an argument': {
      path: 'app.py',
      code: `import os\n${flask}app.run(debug=os.getenv("DEBUG", "1") == "1")\n`,
      at: ['5:15-5:45'],
      safety: 'safe',
      fixed: `import os\n${flask}app.run(debug=os.getenv("DEBUG", "0") == "1")\n`,
    },
    "an application's config": {
      path: 'app.py',
      code: `import os\n${flask}app.config["DEBUG"] = os.getenv("DEBUG", "1") == "1"\n`,
      at: ['5:23-5:53'],
      safety: 'safe',
    },
    'a pydantic field': {
      path: 'app/config.py',
      code: 'from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    debug: bool = True\n',
      at: ['4:19-4:23'],
      safety: 'safe',
      fixed: 'from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    debug: bool = False\n',
    },
    'a pydantic field in capitals': {
      path: 'config.py',
      code: 'from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    DEBUG: bool = True\n',
      at: ['4:19-4:23'],
      safety: 'safe',
    },
    'a pydantic field from a base in another file': {
      path: 'app/config.py',
      code: 'from .base import AppSettings\n\nclass Settings(AppSettings):\n    debug: bool = True\n',
      files: {
        'app/base.py': 'from pydantic_settings import BaseSettings\n\nclass AppSettings(BaseSettings):\n    pass\n',
      },
      at: ['4:19-4:23'],
    },
    'a pydantic Field': {
      path: 'app/core.py',
      code: 'from pydantic import BaseSettings, Field\n\nclass Base(BaseSettings):\n    pass\n\nclass Api(Base):\n    app_debug: bool = Field(default=True, env="DEBUG")\n',
      at: ['7:37-7:41'],
      safety: 'safe',
    },
    'a django-configurations value': {
      code: 'from configurations import Configuration, values\n\nclass Base(Configuration):\n    DEBUG = values.BooleanValue(True)\n',
      at: ['4:33-4:37'],
      safety: 'safe',
      fixed:
        'from configurations import Configuration, values\n\nclass Base(Configuration):\n    DEBUG = values.BooleanValue(False)\n',
    },
    'a base class': {
      path: 'config.py',
      code: `${os}class Config:\n    DEBUG = os.getenv("DEBUG", "true") == "true"\n`,
      at: ['4:13'],
      safety: 'safe',
    },
    'a base that production turns off': {
      path: 'settings/base.py',
      code: `${os}DEBUG = os.getenv("DEBUG", "1") == "1"\n`,
      files: { 'settings/prod.py': 'from .base import *\nDEBUG = False\n' },
      at: ['3:9'],
      severity: 'warning',
    },
    "a package's branch that is taken if nothing is set": {
      path: 'shop/settings/__init__.py',
      code: 'import os\n\nif os.environ.get("SHOP_ENV") == "live":\n    from .live import *\nelse:\n    «from .base import *»\n',
      files: { 'shop/settings/base.py': 'DEBUG = True\n', 'shop/settings/live.py': 'DEBUG = False\n' },
      severity: 'warning',
    },
    'a function in another file': {
      path: 'shop/settings.py',
      code: 'from shop.tools import flag\n\nDEBUG = «flag("DEBUG", True)»\n',
      files: {
        'shop/tools.py':
          'import os\n\ndef flag(name, default):\n    return os.environ.get(name, str(default)).lower() == "true"\n',
      },
      safety: 'safe',
      fixed: 'from shop.tools import flag\n\nDEBUG = flag("DEBUG", False)\n',
    },
    'a default in a shared function': {
      code: 'import os\n\ndef flag(name):\n    return os.environ.get(name, "on") == "on"\n\nUSE_TZ = flag("USE_TZ")\nDEBUG = «flag("DEBUG")»\n',
      safety: 'unsafe',
    },
    'a shared lookup': {
      code: 'import os\n\nenabled = os.environ.get("FLAGS", "on") == "on"\nDEBUG = «enabled»\nUSE_TZ = enabled\n',
      safety: 'unsafe',
    },
  },
});
