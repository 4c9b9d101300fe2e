import { SHELL_CALLS, type ShellCall } from '../../data/shell-calls.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import { describeSource, worstOrigin } from '../../python/origin/origin-words.ts';
import { argumentOf } from '../../python/syntax/call-arguments.ts';
import type { Call } from '../../python/syntax/nodes.ts';
import { isSurelyTrue } from '../../python/worth/index.ts';
import { commandShape } from './shared/command-shape.ts';

export const shellCommand = defineRule({
  id: 'shell-command',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { sinks: SHELL_CALLS },
  triggers: [],
  severity: 'error',
  fix: null,
  summary: 'A command line given to a shell',
  why: 'A shell reads quotes, semicolons and backticks in every part of the line: a name with `; rm -rf ~` in it becomes a command.',
  details:
    'An error where text is put into the command line (an f-string, `+`, `%`, `.format`, `join`) or comes from outside, a warning for a constant command or one that cannot be seen. Parts that pass `shlex.quote` or `int` count as constant. An argument list without a shell is silent, also with variables in it. See https://docs.python.org/3/library/subprocess.html#security-considerations.',
  bad: 'import os\n\n\ndef clean(name):\n    os.system(f"rm -rf /srv/{name}")\n',
  good: 'import subprocess\n\n\ndef clean(name):\n    subprocess.run(["rm", "-rf", "--", f"/srv/{name}"], check=True)\n',

  *sink({ call, fact, name, inputs, reference }, doc) {
    if (!usesShell(call, fact, reference !== null, doc)) return;
    const what = fact.shell === null ? `${name.replaceAll('()', '')}()` : `${name}(shell=True)`;
    const origin = worstOrigin(inputs, doc);
    const shapes = inputs.map((input) => commandShape(input, doc.names));
    const isConstant = shapes.length > 0 && shapes.every((shape) => shape === 'constant');
    if (origin.kind === 'tainted' && !shapes.every((shape) => shape === 'constant')) {
      yield {
        span: call,
        message: `${what} gives a shell a command line ${describeSource(origin.source, doc)}`,
        help: HELP,
      };
    } else if (shapes.includes('interpolated')) {
      yield { span: call, message: `${what} gives a shell a command line with variable text in it`, help: HELP };
    } else if (fact.remote !== true) {
      yield {
        span: call,
        message: isConstant
          ? `${what} starts a shell for a command that needs none`
          : `${what} gives a shell a command line whose parts cannot be seen here`,
        help: HELP,
        severity: 'warning',
      };
    }
  },
});

const HELP =
  'pass a list of arguments to subprocess.run without a shell; where a shell is needed, put each variable part through shlex.quote';

function usesShell(call: Call, fact: ShellCall, isReference: boolean, doc: Document): boolean {
  if (fact.shell === null) return true;
  const given = argumentOf(call, isReference ? null : (fact.shellIndex ?? null), fact.shell, doc.names);
  return given !== null && isSurelyTrue(given, doc.names);
}
