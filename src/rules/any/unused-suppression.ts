import { rulesForCode } from '../../data/suppression-codes.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';

const VALID = /^#[ \t]*antivenom:[ \t]*ignore(?:-file)?(?![\w-])[ \t]*\[(?:[^\S\r\n]|,)*[^\]\s,[#][^\][#\r\n]*\]/;
const WITHOUT_ID = /^#[ \t]*antivenom:[ \t]*ignore(?:-file)?(?![\w-])[ \t]*(?:\[[^\][#\r\n]*\])?/;
/** Something addressed to antivenom: its name, a word or a few, and perhaps a list in brackets. */
const ADDRESSED =
  /#[ \t]*antivenom(?<colon>[ \t]*[:=;,]|[ \t]+--?(?=[ \t]))?(?<words>[ \t]*[a-z][\w-]*(?:[ \t]+(?:next|line|file|rule)[\w-]*)*)?(?<list>[ \t]*[[(][^\])[(#\r\n]*[\])])?/gi;
const SILENCING =
  /^(?:ignore|ignores|ignored|disable|disabled|skip|suppress|silence|allow|off|noqa|nosec|nolint)(?:[-_ \t](?:next|line|file|rule|this).*)?$/i;

/**
 * Reports suppressions that cannot silence anything. Whether a valid one silences something is only known once all
 * rules have run, so the engine adds those that do not.
 */
export const unusedSuppression = defineRule({
  id: 'unused-suppression',
  about: 'suppressions',
  kinds: ['python', 'dotenv', 'ini', 'toml', 'yaml', 'dockerfile', 'requirements'],
  triggers: ['antivenom'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'warning',
  fix: 'safe',
  summary: 'A suppression that silences nothing',
  why: 'A suppression that outlives its reason will one day hide a finding that nobody has seen.',
  details:
    "Checks antivenom's own comments, never `# noqa` or `# nosec`, and only for rules that ran on the file. A " +
    'suppression has to name its rules: `# antivenom: ignore[debug-setting] why`. One without a rule silences nothing ' +
    'and is reported. So is a comment that only looks like one: `Ignore[…]`, `disable[…]`, `ignore-next-line[…]`, ' +
    '`antivenom ignore`.',
  bad: 'import json  # antivenom: ignore\n',
  good: 'import json\n',

  *check(doc) {
    const comments = doc.kind === 'python' ? doc.python.comments : [{ start: 0, end: doc.text.length }];
    for (const comment of comments) yield* commentProblems(doc.text.slice(comment.start, comment.end), comment);
  },
});

function* commentProblems(text: string, comment: Span): Iterable<Problem> {
  for (const match of text.matchAll(ADDRESSED)) {
    const rest = text.slice(match.index);
    if (VALID.test(rest)) continue;
    const start = comment.start + match.index;
    const hasList = match.groups?.list !== undefined && isMistyped(match, '');
    const without = hasList ? null : WITHOUT_ID.exec(rest);
    if (without !== null) {
      yield {
        span: { start, end: start + without[0].trimEnd().length },
        message: 'This suppression names no rule, so it silences nothing',
        help: 'name the rules to silence: # antivenom: ignore[rule-id] reason',
      };
    } else if (hasList || isMistyped(match, rest.slice(match[0].length))) {
      const { words = '', list = '' } = match.groups ?? {};
      const ids = list.replace(/[[\]()]/g, '').trim();
      yield {
        span: { start, end: start + match[0].trimEnd().length },
        message: `This comment looks like a suppression, but silences nothing: ${match[0].trim().replace(/\s+/g, ' ')}`,
        help: `write # antivenom: ${/file/i.test(words) ? 'ignore-file' : 'ignore'}[${ownIds(ids)}] reason`,
      };
    }
  }
}

/** True if it asks for silence in other words. Prose that mentions the name does not. */
function isMistyped({ groups = {} }: RegExpMatchArray, behind: string): boolean {
  const words = groups.words?.trim() ?? '';
  if (words === '') return false;
  if (groups.list !== undefined) return /^[ \t]*[[(][ \t]*[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*[ \t]*[\])]$/.test(groups.list);
  if (!SILENCING.test(words)) return false;
  // Without a colon it may be the start of a sentence.
  return groups.colon !== undefined || /^[ \t]*(?:$|[\r\n#]|[a-z0-9]+-[a-z0-9-]+)/.test(behind);
}

/** The rules that a list means, with another tool's codes translated to ours. */
function ownIds(list: string): string {
  if (list === '') return 'rule-id';
  return list
    .split(/[\s,]+/)
    .flatMap((id) => (rulesForCode(id).length > 0 ? rulesForCode(id) : [id]))
    .join(', ');
}
