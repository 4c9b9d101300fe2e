import { isFlagOn } from '../../data/debug-variables.ts';
import { pythonOptions } from '../../deployment/python-options.ts';
import { applies } from '../../engine/applies.ts';
import { contextOf } from '../../engine/context.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';

export const optimizedAsserts = defineRule({
  id: 'optimized-asserts',
  kinds: ['dotenv', 'yaml', 'json', 'ini', 'dockerfile', 'procfile', 'toml', 'text'],
  triggers: ['PYTHONOPTIMIZE', 'python', 'pypy', 'env_file'],
  // Of other texts, only shell scripts count.
  triggersOf: { text: ['PYTHONOPTIMIZE=', /[ \t]-[A-Za-z]{0,9}O/] },
  examplePath: 'Dockerfile',
  on: { variables: true, commands: 'deployed' },
  appliesTo: 'deployed',
  guarded: 'counts',
  severity: 'warning',
  fix: null,
  summary: 'Asserts removed in deployment',
  why:
    'Optimized mode removes every assert. A check that was written as an assert then works in development and is ' +
    'gone in production.',
  details:
    'PYTHONOPTIMIZE is on for 1, 2 and for any text that is not an integer: `False` strips asserts too ' +
    '(https://docs.python.org/3/using/cmdline.html#envvar-PYTHONOPTIMIZE).',
  bad: 'FROM python:3.14\nENV PYTHONOPTIMIZE=1\n',
  good: 'FROM python:3.14\nENV PYTHONOPTIMIZE=0\n',

  *variable({ name, value }, doc) {
    if (name !== 'PYTHONOPTIMIZE' || !isFlagOn(value.text)) return;
    const isWord = !/^\s*[+-]?\d+\s*$/.test(value.text);
    const what = `PYTHONOPTIMIZE=${value.text} removes every assert${isWord ? ': any text but an integer counts as 1' : ''}`;
    yield problemOf(doc, value, what, 'remove PYTHONOPTIMIZE');
  },

  *command({ words }, doc) {
    for (const { flag, start, end } of pythonOptions(doc.text, words)) {
      if (flag !== 'O') continue;
      const option = doc.text.slice(start, end);
      yield problemOf(doc, { start, end }, `${option} removes every assert`, `leave ${option} out`);
    }
  },
});

function problemOf(doc: Document, { start, end }: Span, what: string, instead: string): Problem {
  return {
    span: { start, end },
    message: `${what}${assertsIn(doc)}`,
    help: `${instead}, or raise an exception where an assert guards something`,
  };
}

/** How many modules to search for asserts, and how many asserts to name. */
const MAX_FILES = 400;
const MAX_NAMED = 3;

/** The first asserts in the project that would be stripped, as the end of a sentence; empty if there are none. */
function assertsIn(doc: Document): string {
  const named: string[] = [];
  let count = 0;
  let files = 0;
  const modules = doc.project.paths().filter((path) => path.endsWith('.py') && applies('not-tests', contextOf(path)));
  for (const path of modules.sort()) {
    if (++files > MAX_FILES) break;
    const module = doc.sibling(path);
    if (module?.kind !== 'python' || !/^[ \t]*assert\b/m.test(module.text)) continue;
    for (const node of module.python.nodes('Assert')) {
      count++;
      if (named.length < MAX_NAMED) named.push(`${path}:${module.lines.lineAt(node.start)}`);
    }
  }
  if (count === 0) return '';
  const more = count > named.length ? ` and ${count - named.length} more` : '';
  return `, among them ${named.join(', ')}${more}`;
}
