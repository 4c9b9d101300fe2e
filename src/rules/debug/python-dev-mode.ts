import { pythonSwitches } from '../../data/debug-variables.ts';
import type { Document } from '../../document.ts';
import { deploymentOf, isDeployed } from '../../formats/deployment.ts';
import { pythonOptions } from '../../formats/python-options.ts';
import { defineRule, type Problem } from '../../rule.ts';

export const pythonDevMode = defineRule({
  id: 'python-dev-mode',
  kinds: ['dotenv', 'yaml', 'json', 'ini', 'dockerfile', 'procfile'],
  triggers: ['PYTHONDEVMODE', 'PYTHONASYNCIODEBUG', 'PYTHONDEBUG', 'PYTHONINSPECT', 'dev', 'env_file'],
  examplePath: 'Dockerfile',
  severity: 'warning',
  fix: 'unsafe',
  summary: "Python's development mode in deployed files",
  why:
    'The development mode adds debug checks to every allocation and every await: it slows the server down and prints ' +
    'warnings with source lines. It belongs in tests and CI.',
  details:
    'PYTHONDEVMODE, PYTHONASYNCIODEBUG and PYTHONINSPECT are on for any text that is not empty, also `0` and `False`; ' +
    'PYTHONDEBUG is off for `0` (https://docs.python.org/3/using/cmdline.html#envvar-PYTHONDEVMODE).',
  bad: 'FROM python:3.14\nENV PYTHONDEVMODE=0\n',
  good: 'FROM python:3.14\nENV PYTHONUNBUFFERED=1\n',
  looksAround: true,

  *check(doc) {
    yield* configProblems(doc);
  },
});

function* configProblems(doc: Document): Generator<Problem> {
  const { variables, commands } = deploymentOf(doc);
  for (const { name, value, context, removal, origin } of variables) {
    const known = pythonSwitches.get(name);
    if (!known?.isOn(value.text) || !isDeployed(context)) continue;
    const looksOff = /^(?:0|false|no|off|n|f)$/i.test(value.text);
    const where = origin ? ` (${origin.path}:${origin.line})` : '';
    yield {
      span: { start: value.start, end: value.end },
      message: looksOff
        ? `${name}=${value.text}${where} switches ${known.does} on: any text that is not empty counts`
        : `${name}=${value.text}${where} switches ${known.does} on in deployment`,
      help: `remove ${name}`,
      ...(removal ? { fix: { title: `Remove ${name}`, safety: 'unsafe', edits: [{ ...removal, text: '' }] } } : {}),
    };
  }
  const seen = new Set<number>();
  for (const { words, context } of commands) {
    if (!isDeployed(context)) continue;
    for (const { flag, value, start, end, removal } of pythonOptions(doc.text, words)) {
      // CPython looks at the name before "=" alone: -X dev=0 is on.
      if (flag !== 'X' || value.split('=')[0] !== 'dev' || seen.has(start)) continue;
      seen.add(start);
      yield {
        span: { start, end },
        message: "-X dev switches Python's development mode on in deployment",
        help: 'leave -X dev out',
        ...(removal ? { fix: { title: 'Remove -X dev', safety: 'unsafe', edits: [{ ...removal, text: '' }] } } : {}),
      };
    }
  }
}
