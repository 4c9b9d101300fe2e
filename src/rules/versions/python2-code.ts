import { versionGroups } from '../../declared/versions.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { allows2, DECLARING, newestAdvice, python2In, VERSION_KINDS } from './shared/version-verdict.ts';

/** What Python 2 constructs look like, so that other files need not be parsed. */
const LIKELY = new RegExp(
  // Bounded, since a line may be five megabytes long.
  [
    String.raw`(?:^|[;:])[ \t]*print(?:[ \t]+(?![=.(,)])|["'\`>%]|[ \t]*;|[ \t]*\(.{0,200}\)[ \t]{0,9}[,%])`,
    String.raw`(?:^|[;:])[ \t]*exec(?:[ \t]+[^\s=(.,)]|["']|\b.{0,200}\bin\b)`,
    String.raw`\bexcept[ \t]+[^(:\n][^:\n]{0,99},`,
    String.raw`\bexcept[ \t]*\([^)\n]{0,199}\)[ \t]{0,9},`,
    String.raw`\braise[ \t]+[\w.]{1,99}[ \t]{0,9}(?:\[[^\]\n]{0,99}\][ \t]{0,9})?(?:\([^\n]{0,200}\)[ \t]{0,9})?,`,
    String.raw`\braise[ \t]*\([^\n]{0,200}\)[ \t]{0,9},`,
    String.raw`\braise[ \t]*["'][^\n]{0,200}["'][ \t]{0,9},`,
    '`',
    '<>',
    String.raw`(?<![\w.'"-])0[0-7]+[lL]?(?![\w.'":-])`,
    String.raw`(?<![\w.])(?:0[xX])?[\da-fA-F]{0,40}\d[lL]\b`,
    String.raw`\b[uU][rR]['"]`,
    String.raw`\bdef[ \t]+\w+[ \t]{0,9}\((?:[^)\n]{0,200},)?[ \t]{0,9}\(`,
    String.raw`\blambda[ \t]{0,9}(?:\w{1,40}[ \t]{0,9},[ \t]{0,9}){0,20}\(`,
  ].join('|'),
  'm',
);

export const python2Code = defineRule({
  id: 'python2-code',
  about: 'syntax',
  kinds: VERSION_KINDS,
  triggers: [],
  triggersOf: { python: [...DECLARING, LIKELY] },
  appliesTo: 'everywhere',
  guarded: 'counts',
  // Python 2 fixtures and samples do not run anywhere.
  weakerIn: ['test', 'sample'],
  severity: 'error',
  fix: null,
  summary: 'Python 2, in code or declared',
  why: 'Python 2 has had no security fixes since 2020-01-01, and most packages have dropped it.',
  details: `Declared: an image, a runtime, a version file, a shebang (\`#!/usr/bin/env python2\`), \`apt-get install
python2\`, a CI matrix, \`requires-python\`. In code: syntax that Python 3 no longer has, such as the print statement,
\`except E, e\`, back quotes, \`<>\`, \`exec code\`, \`raise E, "message"\`, \`0777\`, \`ur""\`. A file gets one finding
for its code, at the first such construct. Where Python 3 is declared beside Python 2 (classifiers, a matrix,
\`>=2.7\`), it is a warning.`,
  bad: 'print "hello"\n',
  good: 'print("hello")\n',

  *check(doc) {
    const syntax = firstConstruct(doc);
    let shebang = false;
    const groups = versionGroups(doc);
    // A file that tests Python 3 elsewhere tests Python 2 in addition.
    const testsBoth = groups.some(
      (group) => group.some(({ strength }) => strength !== 'allows') && python2In(group) === null,
    );
    for (const group of groups) {
      const kind = python2In(group);
      const place = group.find(allows2);
      if (kind === null || place === undefined) continue;
      shebang ||= place.what.startsWith('shebang');
      const written = place.what.includes(place.text) ? place.what : `${place.what} ${place.text}`;
      yield {
        span: place.span,
        ...(kind === 'beside' || (testsBoth && place.strength === 'tests')
          ? { severity: 'warning', weakerIn: [] }
          : {}),
        message: `${written} ${place.strength === 'allows' ? 'declares' : 'is'} Python 2, which has had no security fixes since 2020-01-01`,
        help: `move to Python 3; ${newestAdvice(doc.project.date)}`,
      };
    }
    if (syntax !== null && !shebang) yield syntax;
  },
});

function firstConstruct(doc: Document): Problem | null {
  if (doc.kind !== 'python' || doc.python.python2.length === 0) return null;
  const [first] = [...doc.python.python2].sort((a, b) => a.start - b.start);
  if (first === undefined) return null;
  return {
    span: { start: first.start, end: first.end },
    message: `${sentenceStart(first.what)} Python 2, which has had no security fixes since 2020-01-01`,
    help: `port the file to Python 3; ${newestAdvice(doc.project.date)}`,
  };
}

function sentenceStart(what: string): string {
  return what === 'backticks' ? 'These backticks are' : `This ${what} is`;
}
