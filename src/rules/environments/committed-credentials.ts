import { isPlaceholder } from '../../data/placeholders.ts';
import type { Document } from '../../engine/document.ts';
import { fileNameOf } from '../../engine/path-parts.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';
import { everyKey, rootsOf } from '../../formats/tree-walk.ts';
import { shellWord } from './shared/shell-word.ts';

export const committedCredentials = defineRule({
  id: 'committed-credentials',
  kinds: ['ini', 'text'],
  triggers: ['password', 'passwd'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test', 'sample'],
  severity: 'error',
  fix: null,
  summary: 'A committed password for a package index',
  why: 'Anyone who reads the repository, now or later, can publish packages in your name or read your index.',
  details: `Reports a \`.pypirc\`, \`pip.conf\` or \`.netrc\` with a password in it, but not placeholders and variables
(\`\${TOKEN}\`). The password is masked in every report. For a password in a URL there is \`credential-in-url\`.`,
  examplePath: '.pypirc',
  bad: '[pypi]\nusername = __token__\npassword = pypi-AgEIcHlwaS5vcmc\n',
  good: '[pypi]\nusername = __token__\n',

  *check(doc) {
    if (doc.role === 'pypirc' || doc.role === 'pip-conf') {
      for (const { key, value } of everyKey(rootsOf(doc))) {
        if (!/^(?:password|passwd|token)$/i.test(key.text) || value.kind !== 'scalar') continue;
        const quoted = /^(["']).*\1$/.test(value.text);
        const text = quoted ? value.text.slice(1, -1) : value.text;
        if (!isPlaceholder(text)) yield problemOf(doc, { start: value.start, end: value.end });
      }
    } else if (doc.role === 'netrc') {
      for (const span of netrcPasswords(doc.text)) {
        if (!isPlaceholder(doc.text.slice(span.start, span.end))) yield problemOf(doc, span);
      }
    }
  },
});

function problemOf(doc: Document, span: Span): Problem {
  const file = fileNameOf(doc.path);
  return {
    span,
    secrets: [span],
    message: `${file} holds a password that everyone with the repository can read`,
    help: `revoke it, use keyring or trusted publishing instead, and take the file out of the repository: git rm --cached ${shellWord(doc.path)} && echo ${shellWord(file)} >> .gitignore`,
  };
}

/** The words after `password`, by https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html. */
function* netrcPasswords(text: string): Iterable<Span> {
  const word = /#[^\r\n]*|"((?:[^"\\]|\\.)*)"|\S+/g;
  let previous = '';
  for (let found = word.exec(text); found !== null; found = word.exec(text)) {
    const atLineStart = /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, found.index - 80), found.index));
    if (
      found[0].startsWith('#') &&
      previous !== 'password' &&
      (atLineStart || found[0].length === 1 || /^#\s/.test(found[0]))
    ) {
      continue;
    }
    if (found[0] === 'macdef' && previous !== 'password') {
      // A macro ends at an empty line.
      const end = /\r?\n[ \t]*\r?\n/.exec(text.slice(found.index));
      word.lastIndex = end === null ? text.length : found.index + end.index;
      previous = '';
      continue;
    }
    if (found[0].startsWith('#') && !/^password$/.test(previous)) {
      word.lastIndex = found.index + /^\S+/.exec(found[0])![0].length;
    }
    if (previous === 'password') {
      const whole = /^\S+/.exec(text.slice(found.index))![0];
      const inner = found[1] === undefined ? 0 : 1;
      const length = found[1] === undefined ? whole.length : found[0].length;
      word.lastIndex = found.index + length;
      yield { start: found.index + inner, end: found.index + length - inner };
      previous = '';
      continue;
    }
    previous = found[0];
  }
}
