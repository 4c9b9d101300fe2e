import type { Document } from '../engine/document.ts';
import { alignText, type MappedText, sliceText } from '../formats/mapped-text.ts';
import { assignmentOf, type ShellAssignment, type ShellWord, splitShell } from '../formats/shell-words.ts';
import type { Scalar, TreeNode } from '../formats/tree.ts';
import { everyKey, rootsOf, scalarsOf } from './walk.ts';

/** A simple command that a file has a shell run. */
export interface Command {
  /** Without leading assignments, `sudo`, `env`, `exec` and kin. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  /** The word `sudo`, where the command has one. */
  readonly sudo: ShellWord | null;
  readonly start: number;
  readonly end: number;
  /** `image`: the build or start of a container; `ci`: a CI service or tox; `text`: a shell script or anything else. */
  readonly origin: 'image' | 'ci' | 'text';
  /** Dockerfiles: the index of the stage. */
  readonly stage: number | null;
}

const made = new WeakMap<Document, readonly Command[]>();

/** The commands of a Dockerfile, compose file, CI file or tox.ini, in source order. */
export function commandsOf(doc: Document): readonly Command[] {
  let commands = made.get(doc);
  if (commands === undefined) {
    commands = [...collect(doc)];
    made.set(doc, commands);
  }
  return commands;
}

function collect(doc: Document): Iterable<Command> {
  if (doc.kind === 'dockerfile') return dockerfileCommands(doc);
  switch (doc.role) {
    case 'github-workflow':
    case 'gitlab-ci':
    case 'azure-pipelines':
    case 'circleci':
    case 'bitbucket-pipelines':
    case 'travis':
    case 'readthedocs':
      return treeCommands(doc, CI_KEYS, 'ci');
    case 'tox':
      return treeCommands(doc, TOX_KEYS, 'ci');
    case 'compose':
      return treeCommands(doc, COMPOSE_KEYS, 'image');
    default:
      if (doc.kind === 'procfile') return treeCommands(doc, null, 'image');
      return isShellScript(doc) ? shellCommands(sliceText(doc.text, 0, doc.text.length), 'text', null) : [];
  }
}

const isShellScript = (doc: Document): boolean =>
  doc.kind === 'text' && (/\.(?:sh|bash)$/.test(doc.path) || /^#!\S*(?:\/env )?\S*\b(?:ba|da|z)?sh\b/.test(doc.text));

const CI_KEYS: ReadonlySet<string> = new Set(
  (
    'run script before_script after_script install before_install after_success bash powershell pwsh command commands ' +
    'pre_build build post_build pre_install post_install pre_create_environment post_create_environment'
  ).split(' '),
);
const TOX_KEYS: ReadonlySet<string> = new Set([
  'commands',
  'commands_pre',
  'commands_post',
  'install_command',
  'list_dependencies_command',
]);
const COMPOSE_KEYS: ReadonlySet<string> = new Set(['command', 'entrypoint']);

function* dockerfileCommands(doc: Document): Iterable<Command> {
  for (const stage of doc.dockerfile.stages) {
    for (const instruction of stage.instructions) {
      if (!/^(?:RUN|CMD|ENTRYPOINT)$/.test(instruction.keyword)) continue;
      if (instruction.exec !== null) yield* execCommand(instruction.exec, 'image', stage.index);
      else {
        yield* shellCommands(instruction.body, 'image', stage.index);
        for (const heredoc of instruction.heredocs) yield* shellCommands(heredoc.body, 'image', stage.index);
      }
    }
  }
}

function* treeCommands(doc: Document, keys: ReadonlySet<string> | null, origin: Command['origin']): Iterable<Command> {
  for (const { key, value } of everyKey(rootsOf(doc))) {
    if (keys !== null && !keys.has(key.text)) continue;
    yield* nodeCommands(doc, value, origin);
  }
}

function* nodeCommands(doc: Document, node: TreeNode, origin: Command['origin']): Iterable<Command> {
  if (node.kind === 'sequence' && doc.role === 'compose') {
    yield* execCommand(scalarsOf(node), origin, null);
    return;
  }
  for (const scalar of scalarsOf(node)) {
    const text = alignText(doc.text, scalar.start, scalar.end, scalar.text);
    if (text !== null) yield* shellCommands(text, origin, null);
  }
}

function* execCommand(items: readonly Scalar[], origin: Command['origin'], stage: number | null): Iterable<Command> {
  const [first] = items;
  if (first === undefined) return;
  const script = scriptOf(items);
  if (script !== null) {
    yield* shellCommands(scriptText(script), origin, stage);
    return;
  }
  const words = items.map((item) => ({
    text: item.text,
    quoted: true,
    from: 0,
    to: 0,
    start: item.start,
    end: item.end,
  }));
  yield strip({ words, assignments: [], start: first.start, end: items.at(-1)!.end }, null, origin, stage);
}

function* shellCommands(text: MappedText, origin: Command['origin'], stage: number | null): Iterable<Command> {
  for (const command of splitShell(text)) {
    if (command.words.length === 0) continue;
    const stripped = strip(command, text, origin, stage);
    yield stripped;
    // `sudo bash -c "pip install x"`
    const script = scriptOf(stripped.words);
    if (script === null) continue;
    for (const inner of shellCommands(unquoted(script, text), origin, stage)) {
      yield inner.sudo === null ? { ...inner, sudo: stripped.sudo } : inner;
    }
  }
}

/** What `sh -c`, `bash -lc` and kin run; null for other commands. */
function scriptOf<Word extends { readonly text: string }>([program, option, script]: readonly Word[]): Word | null {
  const isShell = /(?:^|\/)(?:ba|da|z)?sh$/.test(program?.text ?? '') && /^-\w*c$/.test(option?.text ?? '');
  return isShell ? (script ?? null) : null;
}

/** A word of a command line as a command line of its own. */
function unquoted(word: ShellWord, line: MappedText): MappedText {
  const quote = /["']/.test(line.text.charAt(word.from)) ? 1 : 0;
  const aligned = alignText(line.text, word.from + quote, word.to - quote, word.text);
  if (aligned === null) return scriptText(word);
  return { text: word.text, offset: (index) => line.offset(aligned.offset(index)) };
}

/** Escapes are rare in such a script; where there are some, the whole string is the place. */
function scriptText(script: Pick<Scalar, 'text' | 'start' | 'end'>): MappedText {
  const isPlain = script.end - script.start === script.text.length;
  return {
    text: script.text,
    offset: (index) => (isPlain ? script.start + index : index === 0 ? script.start : script.end - 1),
  };
}

const WRAPPERS: ReadonlySet<string> = new Set(['sudo', 'env', 'exec', 'command', 'nohup', 'nice', 'time', 'xvfb-run']);

function strip(
  command: Pick<Command, 'words' | 'assignments' | 'start' | 'end'>,
  text: MappedText | null,
  origin: Command['origin'],
  stage: number | null,
): Command {
  const assignments = [...command.assignments];
  let sudo: ShellWord | null = null;
  let at = 0;
  while (at < command.words.length) {
    const word = command.words[at]!;
    // `command -v python2` only asks whether it is there.
    if (WRAPPERS.has(word.text) && !/^-[vV]$/.test(command.words[at + 1]?.text ?? '')) {
      if (word.text === 'sudo') sudo = word;
      at += 1;
      while (/^-/.test(command.words[at]?.text ?? '')) at += /^-[ugCcDhpRrT]$/.test(command.words[at]!.text) ? 2 : 1;
      continue;
    }
    const assignment = at > 0 && text !== null ? assignmentOf(word, text) : null;
    if (assignment === null) break;
    assignments.push(assignment);
    at += 1;
  }
  const { start, end } = command;
  return { words: command.words.slice(at), assignments, sudo, start, end, origin, stage };
}
