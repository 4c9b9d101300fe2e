import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { SyntaxProblem } from '../../python/syntax/index.ts';

export const unparsableFile = defineRule({
  id: 'unparsable-file',
  about: 'parsing',
  kinds: ['python', 'dotenv', 'ini', 'toml', 'yaml', 'json', 'requirements', 'dockerfile'],
  triggers: [],
  // If no rule has a reason to read it, these identify a file that Python refuses.
  triggersOf: { python: [/^(?:<{7}|={7}|>{7}|\|{7})/m, /\0/] },
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'A file that cannot be parsed',
  why:
    'What cannot be parsed cannot be checked, and such a file must not look like one that passed. The other rules ' +
    'still work before and after the broken place.',
  details:
    'A Python file is parsed only if a rule has a reason to read it: it holds one of the words a rule looks for, a ' +
    'conflict marker, or an encoding that cannot be read. The grammar is that of the newest Python; what only Python 2 ' +
    'accepts is `python2-code` instead. Other files count if a rule reads them: settings, environment files, ' +
    'manifests, Dockerfiles, and each line of a requirements file that pip refuses. Templates are left alone. It is ' +
    'an error where a merge left conflict markers, and where Python or a service reads more than antivenom can: a ' +
    'source encoding that hides code (such as `utf-7` or `unicode_escape`), or nesting too deep to follow.',
  bad: 'def view(request:\n    return eval(request)\n',
  good: 'def view(request):\n    return 1\n',

  *check(doc) {
    const conflict = conflictIn(doc);
    if (conflict !== null) yield conflict;
    if (doc.kind === 'requirements') {
      if (!isTemplate(doc)) yield* refusedLines(doc);
      return;
    }
    if (conflict !== null) return;
    const problems = [...problemsOf(doc)].sort((a, b) => a.span.start - b.span.start);
    const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
    if (first === undefined || (first.severity !== 'error' && isTemplate(doc))) return;
    const rest = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
    yield { ...first, message: `${first.message}${rest}` };
  },
});

function* problemsOf(doc: Document): Iterable<Problem> {
  const problem = ({ start, end, message: what, unchecked }: SyntaxProblem): Problem => ({
    ...(unchecked ? { severity: 'error', hidesChange: true } : { severity: 'warning' }),
    span: { start: Math.min(start, doc.text.length), end: Math.min(Math.max(end, start), doc.text.length) },
    message: `This file cannot be read as ${doc.kind === 'python' ? 'Python' : doc.kind}: ${what.replace(/\.$/, '')}`,
    help: HELP,
  });
  for (const found of doc.encodingProblems) yield problem(found);
  if (doc.kind === 'python') {
    const nul = doc.text.indexOf('\0');
    if (nul !== -1) {
      // CPython refuses the whole file, wherever the byte is.
      yield problem({ start: nul, end: nul + 1, message: 'it holds a NUL byte' });
      return;
    }
    for (const found of doc.python.problems) yield problem(found);
    return;
  }
  if (doc.kind === 'dockerfile') {
    for (const { keyword, keywordSpan } of unknownInstructions(doc)) {
      yield problem({ ...keywordSpan, message: `${keyword} is not an instruction` });
    }
    return;
  }
  if (!isReadByRules(doc)) return;
  for (const found of doc.tree?.problems ?? []) yield problem(found);
}

const HELP = 'fix it: until then no rule can check this part of the file';

/** The first conflict left by a merge, in a file that cannot be read because of it. */
function conflictIn(doc: Document): Problem | null {
  if (!isBroken(doc)) return null;
  const marker = /^<{7} [^\r\n]*/m.exec(doc.text);
  const middle = marker === null ? -1 : findFrom(doc.text, /^={7}\r?$/gm, marker.index);
  if (marker === null || middle < 0 || findFrom(doc.text, /^>{7}(?: |\r?$)/gm, middle) < 0) return null;
  return {
    span: { start: marker.index, end: marker.index + marker[0].length },
    severity: 'error',
    message: 'A merge left a conflict here: the file holds both versions and their markers',
    help: 'resolve the conflict and remove the lines with its markers',
  };
}

function findFrom(text: string, pattern: RegExp, start: number): number {
  pattern.lastIndex = start;
  return pattern.exec(text)?.index ?? -1;
}

function isBroken(doc: Document): boolean {
  if (doc.kind === 'python') return doc.python.problems.length > 0;
  if (doc.kind === 'requirements') return doc.requirements.lines.some(({ problem }) => problem !== null);
  if (doc.kind === 'dockerfile') return unknownInstructions(doc).length > 0;
  return isReadByRules(doc) && (doc.tree?.problems.length ?? 0) > 0;
}

/** How many lines of a requirements file to name. */
const MAX_LINES = 20;

/** The lines that pip refuses, except conflict markers. */
function* refusedLines({ path, text, requirements }: Document): Iterable<Problem> {
  if (isForConda(path, text) || isProse(requirements.lines, text)) return;
  const refused = requirements.lines.filter(
    ({ start, end, problem }) =>
      problem !== null && !/^(?:<{7}|={7}|>{7})|\$\{[A-Z0-9_]+\}/.test(text.slice(start, end)),
  );
  for (const [index, { start, end, problem }] of refused.slice(0, MAX_LINES).entries()) {
    const rest =
      index === MAX_LINES - 1 && refused.length > MAX_LINES ? ` (and ${refused.length - MAX_LINES} more)` : '';
    yield {
      span: { start, end },
      severity: 'warning',
      message: `pip refuses this line, and with it the whole file: ${problem}${rest}`,
      help: HELP,
    };
  }
}

/** `numpy=1.26` is how conda pins. */
const isForConda = (path: string, text: string): boolean =>
  /(?:^|[/._-])conda(?:[/._-]|$)/i.test(path) ||
  text.split('\n').some((line) => line.startsWith('#') && /\bconda (?:create|install|env)\b|^# platform:/.test(line));

/** Text for people with such a name (`docs/constraints.txt`): much of it was never meant for pip. */
function isProse(lines: Document['requirements']['lines'], text: string): boolean {
  const others = lines.filter(({ start, end, problem }) => problem !== null && !isMeantForPip(text.slice(start, end)));
  return others.length > lines.length / 3;
}

/** A name with something that looks like a version, an option, or a conflict marker. */
function isMeantForPip(line: string): boolean {
  if (/^(?:-|<{7}|={7}(?!=)|>{7})/.test(line)) return true;
  const name = /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?/.exec(line)?.[0];
  if (name === undefined) return false;
  const rest = line.slice(name.length).trimStart();
  return rest === '' || /^(?:[=<>~!^@;,(]|v?\d[\w.*]*$)/.test(rest);
}

const INSTRUCTIONS: ReadonlySet<string> = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/** Lines that Docker refuses. Another frontend (`# syntax=`) may have its own instructions. */
function unknownInstructions({ text, dockerfile: { instructions, stages } }: Document) {
  if (
    stages.length === 0 ||
    /^#[ \t]*syntax[ \t]*=[ \t]*(?!docker\/dockerfile|docker\.io\/docker\/dockerfile)/im.test(text)
  )
    return [];
  return instructions.filter(({ keyword }) => !INSTRUCTIONS.has(keyword));
}

function isReadByRules({ kind, role }: Document): boolean {
  return kind === 'dotenv' || role !== 'other';
}

/** Jinja, Helm and cookiecutter templates only become readable once filled in. `${{ }}` is GitHub's own. */
function isTemplate({ path, kind, text }: Document): boolean {
  if (/[{][{%]/.test(path) || /\.(?:template|tmpl|tpl|j2)$|-tpl$/.test(path)) return true;
  return kind !== 'python' && /(?<!\$)\{\{|\{%/.test(text);
}
