// Captures what a person sees at a blocked and at a repaired commit under each runner, following docs/runners.md to the
// letter in a terminal of 80 columns (tmux), with a new home folder and nothing but Node, git and the runner on PATH.
// Writes docs/sessions.md; prints steps and seconds up to the first finding. Needs tmux, the network (npm, PyPI's
// runners by scripts/install-runners.mjs) and npm run compile.
//
//   node bench/sessions/capture.mjs [name...]
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readRecipe } from '../../build/test/runners/recipe.js';

const COLUMNS = 80;
const ROWS = 200;
const root = join(import.meta.dirname, '..', '..');
const runners = resolve(process.env.ANTIVENOM_RUNNERS || join(root, '.cache', 'runners'));
const base = realpathSync(mkdtempSync(join(tmpdir(), 'antivenom-sessions-')));

const FILES = {
  'bakery/settings.py': `import os

SECRET_KEY = os.environ["BAKERY_SECRET_KEY"]
DEBUG = True
ALLOWED_HOSTS = ["orders.bakery.example"]
ROOT_URLCONF = "bakery.urls"
`,
  'requirements.txt': 'django>=5.2\n',
};

/** If the recipe repairs on the way into the commit: something that only its author can decide. */
const UNDECIDED = {
  'bakery/views.py': `from django.http import JsonResponse


def price(request):
    return JsonResponse({"price": eval(request.GET["formula"])})
`,
};

const preCommitConfig = (clone, ids) =>
  `repos:\n  - repo: ${clone}\n    rev: ${git(clone, 'rev-parse', 'HEAD').trim()}\n    hooks:\n${ids.map((id) => `      - id: ${id}\n`).join('')}`;

/** Each with what the recipe asks people to do: commands to type, files to write. */
const SESSIONS = {
  'Plain git hook': () => recipe('plain-dev'),
  'pre-commit': () => ({
    bin: ['pre-commit-newest'],
    files: { '.pre-commit-config.yaml': preCommitConfig(packed.clone, ['antivenom']) },
    after: ['pre-commit install'],
  }),
  prek: () => ({
    bin: ['prek'],
    files: { '.pre-commit-config.yaml': preCommitConfig(packed.clone, ['antivenom']) },
    after: ['prek install'],
  }),
  husky: () => recipe('husky-dev'),
  lefthook: () => ({ ...recipe('lefthook-dev'), staged: UNDECIDED }),
  'husky and lint-staged': () => ({ ...recipe('husky-lint-staged'), staged: UNDECIDED }),
};

const packed = pack();

function git(cwd, ...args) {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A clone with the bundle of these sources, as a release would be, and what npm would install. */
function pack() {
  const clone = join(base, 'antivenom');
  git(base, 'clone', '--quiet', '--no-local', root, clone);
  execFileSync('cp', ['-r', `${join(root, 'dist')}/.`, join(clone, 'dist')]);
  git(clone, 'add', '--force', 'dist');
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
  git(clone, ...who, 'commit', '--quiet', '--no-verify', '--allow-empty', '-m', 'Build');
  const name = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', base], {
    cwd: clone,
    encoding: 'utf8',
  });
  return { clone, tarball: join(base, name.trim().split('\n').at(-1)) };
}

/** A recipe of docs/runners.md. */
function recipe(name) {
  const { commands, files } = readRecipe(name);
  return {
    before: commands.map((command) => command.replace(/(install --save-dev.*)\bantivenom$/, `$1${packed.tarball}`)),
    files: Object.fromEntries(files.map(({ path, text }) => [path, text])),
    merged: new Set(files.filter(({ merged }) => merged).map(({ path }) => path)),
  };
}

/** A shell in a terminal. Each command is typed, and awaited until the prompt returns. */
function openTerminal(cwd, env) {
  // A separate server: one that is ending would still answer, with the environment of the session before.
  const socket = join(dirname(cwd), 'tmux');
  const tmux = (...args) => execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { env, encoding: 'utf8' });
  const prompt = `tmux -S ${socket} wait-for -S prompt`;
  const shell = `env PS1='$ ' PROMPT_COMMAND='${prompt}' bash --norc --noprofile`;
  tmux('new-session', '-d', '-s', 'session', '-x', `${COLUMNS}`, '-y', `${ROWS}`, '-c', cwd, shell);
  tmux('wait-for', 'prompt');
  return {
    type(command) {
      tmux('send-keys', '-t', 'session', '-l', command);
      tmux('send-keys', '-t', 'session', 'Enter');
      tmux('wait-for', 'prompt');
    },
    /** What is on the screen, row by row. `joined`: with lines that the terminal wrapped in one piece. */
    screen: ({ joined = false } = {}) =>
      tmux('capture-pane', '-p', ...(joined ? ['-J'] : []), '-t', 'session')
        .trimEnd()
        .replace(/\n\$$/, ''),
    close: () => tmux('kill-server'),
  };
}

function capture(name) {
  const home = join(base, name.replaceAll(/\W+/g, '-'));
  const cwd = join(home, 'bakery');
  mkdirSync(cwd, { recursive: true });
  const { bin = [], before = [], files, merged = new Set(), after = [], staged = FILES } = SESSIONS[name]();
  const env = {
    HOME: home,
    LANG: 'C.UTF-8',
    PATH: [...bin.map((each) => join(runners, each, 'bin')), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    GIT_CONFIG_NOSYSTEM: '1',
    npm_config_update_notifier: 'false',
  };
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\n\tname = Ann\n\temail = ann@example.com\n[init]\n\tdefaultBranch = main\n[commit]\n\tverbose = false\n',
  );
  git(cwd, 'init', '--quiet');
  if (before.length > 0) writeFileSync(join(cwd, 'package.json'), '{ "private": true }\n');
  writeFileSync(join(cwd, '.gitignore'), 'node_modules\n');
  const terminal = openTerminal(cwd, env);
  try {
    const began = performance.now();
    for (const command of before) terminal.type(command);
    for (const [path, text] of Object.entries(files)) {
      const file = join(cwd, path);
      mkdirSync(dirname(file), { recursive: true });
      const whole = merged.has(path) ? { ...JSON.parse(readFileSync(file, 'utf8')), ...JSON.parse(text) } : null;
      writeFileSync(file, whole === null ? text : `${JSON.stringify(whole, null, 2)}\n`);
      if (path.startsWith('.husky/')) chmodSync(file, 0o755);
    }
    for (const command of after) terminal.type(command);
    const setUp = terminal.screen();
    terminal.type('git add . && git commit --quiet --no-verify -m "Set up"');
    for (const [path, text] of Object.entries(staged)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    terminal.type('git add .');
    terminal.type('clear');
    const commit = 'git commit -m "Open the order book"';
    terminal.type(commit);
    const blocked = terminal.screen();
    const whole = terminal.screen({ joined: true });
    const seconds = (performance.now() - began) / 1000;
    terminal.type('clear');
    const repair = /^ *repair: +(.*?)(?: {2}.*)?$/m.exec(whole)?.[1];
    if (repair !== undefined) {
      terminal.type(repair);
      terminal.type(commit);
    }
    const repaired = terminal.screen();
    return { name, setUp, blocked, repaired, steps: before.length + Object.keys(files).length + after.length, seconds };
  } finally {
    terminal.close();
  }
}

const shown = (text) => text.replaceAll(base, '/tmp').replaceAll(/repo[\w-]{6,10}(?=\/)/g, 'repo1a2b3c4d');

const names = process.argv.slice(2);
const sessions = [];
try {
  for (const name of Object.keys(SESSIONS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const session = capture(name);
    sessions.push(session);
    console.log(`${name}: ${session.steps} steps, ${session.seconds.toFixed(0)} s`);
    if (names.length > 0) console.log([session.setUp, session.blocked, session.repaired].join('\n----\n'));
  }
} finally {
  if (existsSync(base)) rmSync(base, { recursive: true, force: true });
}

if (names.length === 0) {
  const page = `# A blocked commit, as you see it

Captured in a terminal of ${COLUMNS} columns by \`bench/sessions/capture.mjs\`, which follows [runners.md](runners.md) to
the letter. Staged is a settings module with \`DEBUG = True\` beside a requirement without a pinned version; where the
recipe already repairs that on the way into the commit, an \`eval\` of what a request brings. The second screen is what
the report says to type, and the commit that passes.

${sessions
  .map(
    ({ name, blocked, repaired }) =>
      `## ${name}\n\n\`\`\`console\n${shown(blocked)}\n\`\`\`\n\n\`\`\`console\n${shown(repaired)}\n\`\`\`\n`,
  )
  .join('\n')}`;
  writeFileSync(join(root, 'docs', 'sessions.md'), page);
}
