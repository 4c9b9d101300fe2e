// Draws docs/blocked.svg for the README from the bundle's output: the demo's blocked commit in a terminal with 92
// columns and colours.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const COLUMNS = 92;
const COMMAND = 'git commit -m "Open the order book"';

/** A warning, and an error with a fix. */
const FILES = {
  'requirements.txt': 'django>=5.2\npsycopg>=3.2\n',
  'bakery/settings.py': `import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["BAKERY_SECRET_KEY"]

DEBUG = True
ALLOWED_HOSTS = ["orders.bakery.example"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "bakery"]
ROOT_URLCONF = "bakery.urls"
`,
};

function blockedCommit() {
  const folder = mkdtempSync(join(tmpdir(), 'antivenom-picture-'));
  try {
    const repository = join(folder, 'bakery');
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      HOME: folder,
      FORCE_COLOR: '1',
      COLUMNS: `${COLUMNS}`,
    };
    delete env.GITHUB_ACTIONS;
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'antivenom'), `#!/bin/sh\nexec node '${join(root, 'dist', 'cli.cjs')}' "$@"\n`, {
      mode: 0o755,
    });
    env.PATH = `${bin}:${env.PATH}`;
    const run = (command, ...args) => spawnSync(command, args, { cwd: repository, env, encoding: 'utf8' });
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), text);
    }
    run('git', 'init', '--quiet');
    run('git', 'add', '.');
    return run('antivenom').stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The meanings of picocolors' escape codes, readable on light and dark pages. */
const STYLES = {
  1: 'font-weight:700',
  2: 'fill:#8b949e',
  31: 'fill:#ff7b72',
  33: 'fill:#e3b341',
  34: 'fill:#79c0ff',
  36: 'fill:#56d4dd',
};
const ENDS = new Set([0, 22, 39]);

const ESC = String.fromCharCode(27);
const ESCAPES = new RegExp(`(${ESC}\\[\\d+m)`);
const ESCAPE = new RegExp(`^${ESC}\\[(\\d+)m$`);

function spans(line) {
  let open = [];
  let svg = '';
  for (const part of line.split(ESCAPES)) {
    const code = ESCAPE.exec(part)?.[1];
    if (code === undefined) {
      const text = part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      if (text !== '') svg += open.length === 0 ? text : `<tspan style="${open.join(';')}">${text}</tspan>`;
    } else if (ENDS.has(Number(code)))
      open =
        code === '22'
          ? open.filter((style) => !/weight|8b949e/.test(style))
          : open.filter((style) => /weight/.test(style));
    else open = [...open, STYLES[code] ?? ''];
  }
  return svg;
}

export function draw(output) {
  const lines = [`\u001b[2m$\u001b[22m ${COMMAND}`, ...output.trimEnd().split('\n'), '\u001b[2m$\u001b[22m ▊'];
  const step = 19;
  const width = Math.round(COLUMNS * 8.43 + 40);
  const height = lines.length * step + 66;
  const rows = lines.map(
    (line, index) => `<text x="20" y="${58 + index * step}" xml:space="preserve">${spans(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A commit that antivenom blocks: what it says">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#e6edf3}</style>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117" stroke="#30363d"/>
<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>
${rows.join('\n')}
</svg>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const output = blockedCommit();
  if (!/blocks? the commit/.test(output)) throw new Error(`the commit was not blocked:\n${output}`);
  writeFileSync(join(root, 'docs', 'blocked.svg'), draw(output));
}
