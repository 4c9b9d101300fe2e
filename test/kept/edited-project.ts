import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestRepository } from '../git/repository.ts';

/** What each file of a small project may contain. Nearly every finding of it depends on another file. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'shop/settings/base.py': [
    'DEBUG = True\nSECRET_KEY = "bakery-key-0123456789-abcdefghij-KLMNOP"\nROOT_URLCONF = "shop.urls"\n',
    'from .flags import *\nROOT_URLCONF = "shop.urls"\n',
    'import os\nDEBUG = os.environ.get("DEBUG", "True") == "True"\nROOT_URLCONF = "shop.urls"\n',
  ],
  'shop/settings/flags.py': ['DEBUG = True\n', 'DEBUG = False\n', 'from .more import DEBUG\n'],
  'shop/settings/more.py': ['DEBUG = True\n', 'DEBUG = 0\n'],
  'shop/settings/production.py': [
    'from .base import *\nDEBUG = False\n',
    'from .base import *\n',
    'import os\nfrom .base import *\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
  ],
  'shop/runner.py': [
    'import os\nrun_it = os.system\n',
    'from .deeper import run_it\n',
    'def run_it(text):\n    return text\n',
    'from .deeper import *\n',
  ],
  'shop/deeper.py': ['from os import system as run_it\n', 'import subprocess\nrun_it = print\n', 'run_it = eval\n'],
  'shop/views.py': [
    'from .runner import run_it\n\ndef view(request):\n    run_it(request.GET["q"])\n',
    'from shop import runner\n\ndef view(request):\n    runner.run_it(request.GET["q"])\n',
    'from .app import make\n\nmake().run(debug=True)\n',
  ],
  // None of its own words is one that a rule looks for.
  'shop/tool.py': ['from .runner import run_it\n\ndef act(text):\n    run_it(text)\n', 'import this\n'],
  'shop/app.py': [
    'from flask import Flask\n\ndef make():\n    return Flask(__name__)\n',
    'from django import make\n',
    'import flask\n\nclass Config:\n    DEBUG = True\n\ndef make():\n    app = flask.Flask(__name__)\n    app.config.from_object(Config)\n    return app\n',
  ],
  'shop/checks.py': [
    'def pay(user):\n    assert user.is_admin\n',
    'def pay(user):\n    assert user.is_admin  # antivenom: ignore[assert-in-production] checked before\n',
    'def pay(user):\n    return user\n',
  ],
  Dockerfile: [
    'FROM python:3.14-slim\nENV PYTHONOPTIMIZE=1\nCMD ["python", "-O", "manage.py"]\n',
    'FROM python:3.7\nRUN pip install -r requirements.txt\nENTRYPOINT ["./start.sh"]\n',
    'FROM python:3.14-slim\n',
  ],
  'start.sh': ['#!/bin/sh\nexport FLASK_DEBUG=1\nexec flask run\n', '#!/bin/sh\nexec gunicorn shop.wsgi\n'],
  'requirements.txt': ['django==1.0\nflask\n', 'django==5.2.8\n', '-r more.txt\nrequests==2.0.0\n'],
  'more.txt': ['flask==0.1\n', 'pycrypto==2.6.1\n'],
  'pyproject.toml': [
    '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.7"\ndependencies = ["django>=1"]\n',
    '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.13"\n',
    '[tool.antivenom]\nignore = ["asserts"]\n',
    '[tool.antivenom]\nexclude = ["shop/settings/**"]\n',
  ],
  'poetry.lock': [
    '[[package]]\nname = "django"\nversion = "1.0"\n\n[metadata]\ncontent-hash = "00"\n',
    '[[package]]\nname = "django"\nversion = "5.2.8"\n',
  ],
  'compose.yaml': [
    'services:\n  web:\n    build: .\n    env_file: web.env\n',
    'services:\n  web:\n    build: .\n    environment:\n      DEBUG: "1"\n',
  ],
  'web.env': ['DEBUG=1\nDJANGO_SECRET_KEY=0123456789abcdefghijklmnopqrstuv\n', 'DEBUG=0\n'],
  'manage.py': ['import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.base")\n'],
  'notes.bin': ['\0\u0001', '\0\u0002'],
};

/** Each function says what it did. */
export interface EditedProject {
  next(): string;
  editUnstaged(): string;
}

/** Edits, removes, stages and commits files of the project, at random but the same for the same seed. */
export function editProject(repository: TestRepository, seed: number): EditedProject {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const paths = Object.keys(VERSIONS);
  const edit = (path: string): string => {
    repository.stage(path, pick(VERSIONS[path] ?? []));
    return `edited ${path}`;
  };
  for (const path of paths) if (random(5) > 0) edit(path);
  repository.git('commit', '-q', '-m', 'x');
  return {
    editUnstaged() {
      const path = pick(paths);
      repository.write(path, pick(VERSIONS[path] ?? []));
      return `edited ${path} without staging it`;
    },
    next() {
      const path = pick(paths);
      switch (random(8)) {
        case 0:
          repository.git('commit', '-q', '--allow-empty', '-m', 'x');
          return 'committed';
        case 1:
          rmSync(join(repository.root, path), { force: true });
          repository.git('rm', '-q', '--cached', '--ignore-unmatch', path);
          return `removed ${path}`;
        case 2:
          return `${edit(path)}, ${edit(pick(paths))}`;
        default:
          return edit(path);
      }
    },
  };
}
