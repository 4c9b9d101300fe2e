import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { SyntaxProblem } from '../../python/syntax/problems.ts';

export const unparsableFile = defineRule({
  id: 'unparsable-file',
  kinds: ['python', 'dotenv', 'ini', 'toml', 'yaml', 'json'],
  triggers: [],
  severity: 'error',
  fix: null,
  summary: 'File that cannot be read to its end',
  why:
    'What cannot be parsed cannot be judged, and a file that was not judged must not look like one that passed. The ' +
    'other rules still work before and after the broken place.',
  details:
    'Python is read by the newest grammar; what only Python 2 accepts is `python2-code` instead. Other files count ' +
    'where a rule has a reason to read them: settings, environments, manifests. Templates are left alone. It is an ' +
    'error where Python or a service reads more than we do: a source encoding that hides code (`utf-7`, ' +
    '`unicode_escape` and kin), a file that is nested deeper than we follow.',
  bad: 'def view(request:\n    return 1\n',
  good: 'def view(request):\n    return 1\n',

  *check(doc) {
    const problems = [...problemsOf(doc)].sort((a, b) => a.span.start - b.span.start);
    const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
    if (first === undefined || (first.severity !== 'error' && isTemplate(doc))) return;
    const rest = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
    yield { ...first, message: `${first.message}${rest}` };
  },
});

function* problemsOf(doc: Document): Iterable<Problem> {
  const help = 'correct it: until then no rule can vouch for this part of the file';
  const problem = ({ start, end, message: what, unchecked }: SyntaxProblem): Problem => ({
    ...(unchecked ? { severity: 'error', hidesChange: true } : { severity: 'warning' }),
    span: { start, end: Math.max(end, start) },
    message: `This file cannot be read as ${doc.kind === 'python' ? 'Python' : doc.kind}: ${what.replace(/\.$/, '')}`,
    help,
  });
  for (const found of doc.encodingProblems) yield problem(found);
  if (doc.kind === 'python') {
    const nul = doc.text.indexOf('\0');
    if (nul !== -1) {
      // CPython refuses the whole file, wherever the byte stands.
      yield problem({ start: nul, end: nul + 1, message: 'it holds a NUL byte' });
      return;
    }
    for (const found of doc.python.problems) yield problem(found);
    return;
  }
  if (!isReadByRules(doc)) return;
  for (const found of doc.tree?.problems ?? []) yield problem(found);
}

function isReadByRules({ kind, role }: Document): boolean {
  return kind === 'dotenv' || role !== 'other';
}

/** Jinja, Helm and cookiecutter templates become readable when they are filled in. `${{ }}` is GitHub's own. */
function isTemplate({ path, kind, text }: Document): boolean {
  if (/[{][{%]/.test(path) || /\.(?:template|tmpl|tpl|j2)$|-tpl$/.test(path)) return true;
  return kind !== 'python' && /(?<!\$)\{\{|\{%/.test(text);
}
