import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import { allows2, declarations, newestAdvice, python2In, VERSION_KINDS } from './shared/version-verdict.ts';

export const python2Code = defineRule({
  id: 'python2-code',
  kinds: VERSION_KINDS,
  triggers: [],
  severity: 'error',
  fix: null,
  summary: 'Python 2 code or a declaration of Python 2',
  why: 'Python 2 has had no security fixes since 2020-01-01, and most packages have left it.',
  details: `Declared: an image, a runtime, a version file, a shebang (\`#!/usr/bin/env python2\`), \`apt-get install
python2\`, a CI matrix, \`requires-python\`. Written: syntax that Python 3 has not, such as the print statement,
\`except E, e\`, back quotes, \`<>\`, \`exec code\`, \`raise E, "message"\`, \`0777\`, \`ur""\`. A file has one finding
for its code, at the first such construct. Where Python 3 is declared beside Python 2 (classifiers, a matrix,
\`>=2.7\`), it is a warning.`,
  bad: 'print "hello"\n',
  good: 'print("hello")\n',

  *check(doc) {
    const syntax = firstConstruct(doc);
    let shebang = false;
    const groups = declarations(doc);
    // A file that tries Python 3 elsewhere tries Python 2 beside it.
    const triesBoth = groups.some(
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
        severity: soften(kind === 'beside' || (triesBoth && place.strength === 'tests') ? 'warning' : 'error', doc),
        message: `${written} ${place.strength === 'allows' ? 'declares' : 'is'} Python 2, which has had no security fixes since 2020-01-01`,
        help: `${newestAdvice(doc.project.date)}: leave Python 2`,
      };
    }
    if (syntax !== null && !shebang) yield syntax;
  },
});

/** Fixtures and samples of Python 2 run nowhere. */
function soften(severity: Severity, doc: Document): Severity {
  return doc.context === 'test' || doc.context === 'sample' ? 'warning' : severity;
}

function firstConstruct(doc: Document): Problem | null {
  if (doc.kind !== 'python' || doc.python.python2.length === 0) return null;
  const [first] = [...doc.python.python2].sort((a, b) => a.start - b.start);
  if (first === undefined) return null;
  return {
    span: { start: first.start, end: first.end },
    severity: soften('error', doc),
    message: `${sentenceStart(first.what)} Python 2, which has had no security fixes since 2020-01-01`,
    help: `port the file to Python 3; ${newestAdvice(doc.project.date)}`,
  };
}

function sentenceStart(what: string): string {
  return what === 'backticks' ? 'These backticks are' : `This ${what} is`;
}
