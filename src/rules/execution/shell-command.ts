import { SHELL_CALLS, type ShellCall } from '../../data/shell-calls.ts';
import { SPAWN_CALLS } from '../../data/spawn-calls.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { argumentOf } from '../../python/names/index.ts';
import { describeSource, worstOrigin } from '../../python/origin/index.ts';
import type { Call, Expression } from '../../python/syntax/index.ts';
import { isCertainlyTrue, knownText } from '../../python/worth/index.ts';
import { type CommandShape, commandShape, worstShape } from './shared/command-shape.ts';
import { scriptArgument } from './shared/script-argument.ts';

export const shellCommand = defineRule({
  id: 'shell-command',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { sinks: SHELL_CALLS, calls: SPAWN_CALLS },
  triggers: [],
  severity: 'error',
  fix: null,
  summary: 'A command run through a shell',
  why: 'A shell reads quotes, semicolons and backticks in every part of the line: a name with `; rm -rf ~` in it becomes a command.',
  details:
    'An error where variable text is put into the command (an f-string, `+`, `%`, `.format`, `join`) or comes from outside, a warning for a constant command or one whose parts are unknown. Parts that go through `shlex.quote` or `int` count as constant. An argument list is not reported, even with variables in it, unless it passes such text to a shell (`["sh", "-c", text]`). See https://docs.python.org/3/library/subprocess.html#security-considerations.',
  bad: 'import os\n\n\ndef clean(name):\n    os.system(f"rm -rf /srv/{name}")\n',
  good: 'import subprocess\n\n\ndef clean(name):\n    subprocess.run(["rm", "-rf", "--", f"/srv/{name}"], check=True)\n',

  *sink({ call, fact, name, inputs, reference }, doc) {
    if (!usesShell(call, fact, reference !== null, doc)) return;
    const what = fact.shell === null ? `${name.replaceAll('()', '')}()` : `${name}(shell=True)`;
    const shape = inputs.length === 0 ? 'opaque' : shapeOf(inputs, doc);
    if (shape === 'constant') {
      if (fact.remote !== true) yield constantCommand(call, what, inputs, doc);
      return;
    }
    const problem = variableCommand(call, shape, inputs, `${what} runs a shell command`, doc);
    if (problem.severity !== 'warning' || fact.remote !== true) yield problem;
  },

  *call({ call, name, fact }, doc) {
    const shellCall = SHELL_CALLS.get(name);
    if (shellCall !== undefined && usesShell(call, shellCall, false, doc)) return;
    const found = scriptArgument(call, fact, doc.names);
    if (found?.by !== 'shell') return;
    const { program, option, script } = found;
    const shape = shapeOf(script, doc);
    if (shape === 'constant') return;
    const what = `${name.replaceAll('()', '')}() has ${program} ${option} run a command`;
    // Several words that a shell joins are variable text in one line.
    yield variableCommand(call, script.length > 1 ? 'interpolated' : shape, script, what, doc);
  },
});

function shapeOf(inputs: readonly Expression[], doc: Document): CommandShape {
  return worstShape(inputs.map((input) => commandShape(input, doc.names)));
}

function variableCommand(
  call: Call,
  shape: CommandShape,
  inputs: readonly Expression[],
  what: string,
  doc: Document,
): Problem {
  const origin = worstOrigin(inputs, doc);
  if (origin.kind === 'tainted') {
    return { span: call, message: `${what} ${describeSource(origin.source, doc)}`, help: HELP };
  }
  if (shape === 'interpolated') return { span: call, message: `${what} with variable text in it`, help: HELP };
  return { span: call, message: `${what} whose parts cannot be seen here`, help: HELP, severity: 'warning' };
}

/** What only a shell understands: pipes, redirections, patterns, variables, several commands, comments. */
const SHELL_SYNTAX = /[|<>*?$&;`~\n#()[\]{}]/;

function constantCommand(call: Call, what: string, inputs: readonly Expression[], doc: Document): Problem {
  const texts = inputs.map((input) => knownText(input, doc.names));
  const needsNone = texts.every((text) => text !== null && !SHELL_SYNTAX.test(text));
  return {
    span: call,
    message: needsNone
      ? `${what} starts a shell for a command that needs none`
      : `${what} runs a shell command of this program's own`,
    help: needsNone
      ? HELP
      : 'do in Python what the shell does here (subprocess with a list, shutil, pathlib), or keep variables out of the command',
    severity: 'warning',
  };
}

const HELP =
  'pass a list of arguments to subprocess.run without a shell; where a shell is needed, put each variable part through shlex.quote';

function usesShell(call: Call, fact: ShellCall, isReference: boolean, doc: Document): boolean {
  if (fact.shell === null) return true;
  const given = argumentOf(call, isReference ? null : (fact.shellIndex ?? null), fact.shell, doc.names);
  return given !== null && isCertainlyTrue(given, doc.names);
}
