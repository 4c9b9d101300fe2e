import { defineRule } from '../../engine/rule.ts';

const WITHOUT_ID =
  /#[ \t]*antivenom:[ \t]*ignore(?:-file)?(?![\w-])(?![ \t]*\[[^\]\r\n]*[^\]\s,])[ \t]*(?:\[[^\]\r\n]*\])?/g;

/**
 * Suppressions without a rule are found here; whether one silences anything is known only when all rules have
 * run, so src/lint.ts adds those that don't.
 */
export const unusedSuppression = defineRule({
  id: 'unused-suppression',
  kinds: ['python', 'dotenv', 'ini', 'toml', 'yaml', 'dockerfile', 'requirements'],
  triggers: ['antivenom:'],
  severity: 'warning',
  fix: 'safe',
  summary: 'Suppression that silences nothing',
  why: 'A suppression that outlives its reason will one day hide a finding that nobody has looked at.',
  details:
    "Judged are antivenom's own comments, never `# noqa` or `# nosec`, and only for rules that ran on the file. A " +
    'suppression has to name its rules: `# antivenom: ignore[debug-setting] why`. One without a rule is refused: it ' +
    'silences nothing and is reported.',
  bad: 'import json  # antivenom: ignore\n',
  good: 'import json\n',

  *check(doc) {
    const comments = doc.kind === 'python' ? doc.python.comments : [{ start: 0, end: doc.text.length }];
    for (const comment of comments) {
      for (const match of doc.text.slice(comment.start, comment.end).matchAll(WITHOUT_ID)) {
        const start = comment.start + match.index;
        yield {
          span: { start, end: start + match[0].trimEnd().length },
          message: 'This suppression names no rule, so it silences nothing',
          help: 'name the rules it is about: # antivenom: ignore[rule-id] reason',
        };
      }
    }
  },
});
