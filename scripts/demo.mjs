// The main job in a throw-away repository: a small Django project, a blocked commit, --fix, and the commit that passes.
// Needs only Node and git.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bundle = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.cjs');

const FILES = {
  'manage.py': `#!/usr/bin/env python3
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bakery.settings")
    execute_from_command_line(sys.argv)
`,
  'bakery/__init__.py': '',
  'bakery/settings.py': `"""Settings of the bakery's order book."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["BAKERY_SECRET_KEY"]

DEBUG = True
ALLOWED_HOSTS = ["orders.bakery.example"]

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "bakery"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "bakery.urls"
SESSION_COOKIE_SECURE = True
`,
  'bakery/views.py': `from django.http import JsonResponse

from .ovens import load_recipe


def cancel_order(request, order):
    assert (order.number > 0, "an order without a number")
    order.cancel()
    return JsonResponse({"cancelled": order.number})


def show_recipe(request, name):
    return JsonResponse(load_recipe(name))
`,
  'bakery/ovens.py': `import yaml


def load_recipe(name):
    with open(f"recipes/{name}.yaml") as stream:
        return yaml.load(stream, Loader=yaml.SafeLoader)
`,
  '.env': 'DJANGO_DEBUG=1\n',
};

const folder = mkdtempSync(join(tmpdir(), 'antivenom-demo-'));
const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@bakery.example',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@bakery.example',
};
for (const name of ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_WORK_TREE', 'PRE_COMMIT', 'GITHUB_ACTIONS']) delete env[name];

/** Runs a command in the repository, and shows it as a person would type it. */
function run(shown, command, args, expected) {
  if (shown !== null) console.log(`\n$ ${shown}`);
  const { status } = spawnSync(command, args, { cwd: folder, env, stdio: shown === null ? 'ignore' : 'inherit' });
  if (shown !== null) console.log(`(exit status ${status})`);
  if (status !== expected) {
    console.error(`the demo expected ${[command, ...args].join(' ')} to end with ${expected}, it ended with ${status}`);
    process.exitCode = 1;
  }
}

try {
  run(null, 'git', ['init', '--quiet', '.'], 0);
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  console.log(`A small Django project in ${folder}`);
  run('antivenom install', process.execPath, [bundle, 'install'], 0);
  run('git add .', 'git', ['add', '.'], 0);
  run('git commit -m "Open the order book"', 'git', ['commit', '--quiet', '-m', 'Open the order book'], 1);
  run('antivenom --fix', process.execPath, [bundle, '--fix'], 0);
  run('git diff --cached --stat', 'git', ['--no-pager', 'diff', '--cached', '--stat'], 0);
  run('git commit -m "Open the order book"', 'git', ['commit', '--quiet', '-m', 'Open the order book'], 0);
  run('git grep -n DEBUG HEAD', 'git', ['--no-pager', 'grep', '-n', 'DEBUG', 'HEAD'], 0);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
