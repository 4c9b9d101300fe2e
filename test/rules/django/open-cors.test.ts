import { CORS_ALL_SETTINGS, CORS_CALLS } from '../../../src/data/cors-switches.ts';
import { openCors } from '../../../src/rules/django/open-cors.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';
import { everywhere } from './settings-rules.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
for (const name of CORS_ALL_SETTINGS) {
  const tables = everywhere({ line: `${name} = True`, at: 'True' }, { severity: 'warning' });
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
  reports[`${name} with credentials`] = {
    path: 'mysite/settings.py',
    code: `${name} = True\nCORS_ALLOW_CREDENTIALS = True\n`,
    at: [`1:${name.length + 4}`],
    severity: 'error',
  };
}
for (const [name, { origins, credentials }] of CORS_CALLS) {
  const [keyword] = origins;
  const [with_] = credentials;
  for (const { way, setup, expression } of spellings(name)) {
    for (const stars of ['"*"', '["*"]', '["https://a.example", "*"]']) {
      const code = `${setup}x = ${expression}(app, ${keyword}=${stars})\n`;
      reports[`${name} through ${way} with ${stars}`] = { code, at: [placeOf(code, stars)], severity: 'warning' };
    }
    const code = `${setup}x = ${expression}(app, ${keyword}="*", ${with_}=True)\n`;
    reports[`${name} through ${way} with credentials`] = { code, at: [placeOf(code, '"*"')], severity: 'error' };
    allows[`${name} through ${way} with a list`] =
      `${setup}x = ${expression}(app, ${keyword}=["https://a.example"], ${with_}=True)\n`;
    allows[`${name} through ${way} that says nothing`] = `${setup}x = ${expression}(app)\n`;
    allows[`${name} through ${way} in a test`] = {
      path: 'tests/app.py',
      code: `${setup}x = ${expression}(app, ${keyword}="*")\n`,
    };
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] = `${setup}x = ${expression}(app, ${keyword}="*")\n`;
  }
}

const fastapi = 'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\n';

const subclass = (line: string): string =>
  `${fastapi}\n\nclass Cors(CORSMiddleware):\n    def __init__(self, app):\n        ${line}\n`;

ruleTest(openCors, {
  allows: {
    ...allows,
    'a subclass with origins of its own': `${subclass('super().__init__(app, allow_origins=["https://a.example"])')}`,
    'a class of another base': `${subclass('super().__init__(app, allow_origins=["*"])').replace('(CORSMiddleware)', '(Other)')}`,
    origins: `${fastapi}app.add_middleware(CORSMiddleware, allow_origins=["https://a.example"])\n`,
    'under a debug switch': `${fastapi}if DEBUG:\n    app.add_middleware(CORSMiddleware, allow_origins=["*"])\n`,
    'methods and headers': `${fastapi}app.add_middleware(CORSMiddleware, allow_methods=["*"], allow_headers=["*"])\n`,
    'another middleware': `${fastapi}from somewhere import Other\n\napp.add_middleware(Other, allow_origins=["*"])\n`,
    off: { path: 'mysite/settings.py', code: 'CORS_ALLOW_ALL_ORIGINS = False\nCORS_ALLOW_CREDENTIALS = True\n' },
    'with debug': { path: 'mysite/settings.py', code: 'CORS_ALLOW_ALL_ORIGINS = DEBUG\n' },
    'no credentials and no origins': 'from flask import Flask\nfrom flask_cors import CORS\n\nCORS(Flask(__name__))\n',
    'credentials for origins from the config':
      'from flask import Flask\nfrom flask_cors import CORS\n\napp = Flask(__name__)\napp.config["CORS_ORIGINS"] = ["https://shop.invalid"]\nCORS(app, supports_credentials=True)\n',
    'credentials for origins in paths':
      'from flask import Flask\nfrom flask_cors import CORS\n\nCORS(Flask(__name__), supports_credentials=True, resources={"/api/*": {"origins": "https://shop.invalid"}})\n',
    'credentials and unknown options':
      'from flask import Flask\nfrom flask_cors import CORS\n\nCORS(Flask(__name__), supports_credentials=True, **options)\n',
  },
  reports: {
    'a subclass that hands everything on': {
      code: subclass('super().__init__(app, allow_origins=«["*"]»)'),
      severity: 'warning',
    },
    'a subclass that calls its base': {
      code: subclass('CORSMiddleware.__init__(self, app, allow_origins=«["*"]»)'),
      severity: 'warning',
    },
    'a subclass that is given everything': {
      code: `${fastapi}\n\nclass Cors(CORSMiddleware):\n    pass\n\n\napp.add_middleware(Cors, allow_origins=«["*"]»)\n`,
      severity: 'warning',
    },
    ...reports,
    add_middleware: {
      code: `${fastapi}app.add_middleware(\n    CORSMiddleware,\n    allow_origins=["*"],\n)\n`,
      at: ['7:19-7:24'],
      severity: 'warning',
      fixed: null,
    },
    'add_middleware with credentials': {
      code: `${fastapi}app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)\n`,
      at: ['5:50'],
      severity: 'error',
    },
    'a list by its name': {
      code: `${fastapi}origins = ["*"]\napp.add_middleware(CORSMiddleware, allow_origins=origins)\n`,
      at: ['6:50-6:57'],
      severity: 'warning',
    },
    'a pattern': {
      code: `${fastapi}app.add_middleware(CORSMiddleware, allow_origin_regex=".*")\n`,
      at: ['5:55'],
      severity: 'warning',
    },
    'Middleware(...)': {
      code: 'from starlette.middleware import Middleware\nfrom starlette.middleware.cors import CORSMiddleware\n\nmiddleware = [Middleware(CORSMiddleware, allow_origins=["*"])]\n',
      at: ['4:56'],
      severity: 'warning',
    },
    "Flask's resources": {
      code: 'from flask import Flask\nfrom flask_cors import CORS\n\napp = Flask(__name__)\nCORS(app, resources={r"/api/*": {"origins": "*"}})\n',
      at: ['5:45'],
      severity: 'warning',
    },
    'django-cors-headers patterns': {
      path: 'mysite/settings.py',
      code: 'CORS_ALLOWED_ORIGIN_REGEXES = [r"^.*$"]\n',
      at: ['1:32'],
      severity: 'warning',
    },
    'options from a dict': {
      code: 'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\noptions = dict(allow_origins=["*"], allow_credentials=True)\napp.add_middleware(CORSMiddleware, **options)\n',
      at: ['5:30-5:35'],
      severity: 'error',
    },
    'credentials for every origin by default': {
      code: 'from flask import Flask\nfrom flask_cors import CORS\n\n«CORS(Flask(__name__), supports_credentials=True)»\n',
      severity: 'error',
    },
    'credentials for every origin in a view': {
      code: 'from flask_cors import cross_origin\n\n@«cross_origin(supports_credentials=True)»\ndef view():\n    return ""\n',
      severity: 'error',
    },
  },
});
