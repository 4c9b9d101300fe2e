import { type CommandWord, isPython, programName } from '../../deployment/command.ts';
import { defineRule } from '../../engine/rule.ts';

export const debugServerCommand = defineRule({
  id: 'debug-server-command',
  kinds: ['dockerfile', 'procfile', 'yaml', 'json', 'ini', 'dotenv', 'toml', 'text'],
  triggers: ['runserver', '--debug', '--reload', 'fastapi', '--dev', 'debugpy', 'litestar', 'sanic', 'reload', 'adev'],
  // Of other texts, only shell scripts count.
  triggersOf: {
    text: [
      /\brunserver/,
      /\s--(?:debug|reload|dev|py-autoreload|auto-reload)\b/,
      /\b(?:fastapi|adev|sanic|litestar) /,
      'debugpy',
      'GUNICORN_CMD_ARGS',
      'UVICORN_RELOAD',
    ],
  },
  examplePath: 'Dockerfile',
  on: { commands: 'deployed', variables: true },
  appliesTo: 'deployed',
  guarded: 'counts',
  severity: 'warning',
  fix: null,
  summary: 'A development server used in deployment',
  why:
    'Development servers show visitors tracebacks or a console, reload when files change, and were never meant to ' +
    'face a network: their own documentation says so.',
  bad: 'FROM python:3.14\nCMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]\n',
  good: 'FROM python:3.14\nCMD ["gunicorn", "mysite.wsgi", "--bind", "0.0.0.0:8000"]\n',

  *command({ words }) {
    const found = developmentServer(words);
    if (!found) return;
    yield {
      span: { start: found.word.start, end: found.word.end },
      message: `${found.what} is the deployed command: ${found.because}`,
      help: found.instead,
    };
  },

  *variable({ name, value }) {
    if (!RELOAD_VARIABLES.get(name)?.(value.text)) return;
    yield {
      span: { start: value.start, end: value.end },
      message: `${name} makes the deployed server reload when files change, which is for development`,
      help: `remove ${name}`,
    };
  },
});

const RELOAD_VARIABLES: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['GUNICORN_CMD_ARGS', (text: string) => /(?:^|\s)--reload(?:\s|$)/.test(text)],
  ['UVICORN_RELOAD', (text: string) => /^(?:1|true|yes|on|t|y)$/i.test(text)],
]);

interface Found {
  readonly word: CommandWord;
  readonly what: string;
  readonly because: string;
  readonly instead: string;
}

/** Flags that make a server a development server, by program, with the subcommand that must also be there. */
const FLAGS: ReadonlyMap<string, { readonly subcommand?: string; readonly flags: readonly string[] }> = new Map([
  ['flask', { subcommand: 'run', flags: ['--debug', '--reload', '--debugger'] }],
  ['quart', { subcommand: 'run', flags: ['--debug', '--reload'] }],
  ['uvicorn', { flags: ['--reload'] }],
  ['hypercorn', { flags: ['--reload', '--debug'] }],
  ['granian', { flags: ['--reload'] }],
  ['gunicorn', { flags: ['--reload'] }],
  ['pserve', { flags: ['--reload'] }],
  ['uwsgi', { flags: ['--py-autoreload', '--python-autoreload'] }],
  ['sanic', { flags: ['--debug', '--dev', '-d', '--auto-reload', '--reload', '-r'] }],
  ['litestar', { subcommand: 'run', flags: ['--debug', '-d', '--reload', '-r', '--pdb', '-P'] }],
  ['fastapi', { subcommand: 'run', flags: ['--reload'] }],
  ['bottle', { flags: ['--debug', '--reload'] }],
]);

const DJANGO_SERVERS: ReadonlySet<string> = new Set(['runserver', 'runserver_plus', 'runserver_nostatic']);
const TRACEBACKS = 'it is made for development and shows visitors tracebacks';
const USE_SERVER = 'start gunicorn, uvicorn or another production server instead';

function developmentServer(words: readonly CommandWord[]): Found | null {
  let rest = words;
  if (isPython(words[0])) {
    const start = scriptIndex(words);
    if (start < 0) return null;
    rest = words.slice(start);
  }
  const [first] = rest;
  const program = programName(first);
  const second = rest[1];
  const asModule = isPython(words[0]) && words[words.length - rest.length - 1]?.text.endsWith('m');
  if (/^manage\.pyc?$|^django-admin(?:\.py)?$/.test(program) || (asModule && program === 'django')) {
    const server = rest.slice(1).find((word) => !word.text.startsWith('-'));
    if (!server || !DJANGO_SERVERS.has(server.text)) return null;
    return { word: server, what: `Django's ${server.text}`, because: TRACEBACKS, instead: USE_SERVER };
  }
  if (asModule && (program === 'debugpy' || program === 'pdb')) {
    const because = 'anyone who reaches it can run Python';
    return { word: first!, what: `The debugger ${program}`, because, instead: 'start the program itself' };
  }
  if ((program === 'fastapi' && second?.text === 'dev') || (program === 'adev' && second?.text === 'runserver')) {
    const what = `${program} ${second.text}`;
    const instead = program === 'fastapi' ? 'write fastapi run' : USE_SERVER;
    return { word: second, what, because: 'it reloads and is made for development', instead };
  }
  const known = FLAGS.get(program);
  if (!known) return null;
  if (known.subcommand !== undefined && !rest.some((word) => word.text === known.subcommand)) return null;
  const flag = rest.find((word, index) => index > 0 && known.flags.includes(word.text));
  if (!flag) return null;
  return {
    word: flag,
    what: `${program} with ${flag.text}`,
    because: flag.text.includes('debug') || flag.text === '-d' ? TRACEBACKS : 'reloading is made for development',
    instead: `leave ${flag.text} out`,
  };
}

/** The index of the script of `python` or (after -m) its module; -1 if there is none. */
function scriptIndex(words: readonly CommandWord[]): number {
  for (let index = 1; index < words.length; index++) {
    const { text } = words[index]!;
    if (!text.startsWith('-')) return index;
    if (/^-[A-Za-z]*m$/.test(text)) return index + 1 < words.length ? index + 1 : -1;
    if (/^-[A-Za-z]*c$/.test(text)) return -1;
    if (/^-[XW]$/.test(text)) index++;
  }
  return -1;
}
