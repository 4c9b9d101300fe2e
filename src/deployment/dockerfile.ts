import { isThirdPartyImage } from '../data/images.ts';
import { type Context, contextOfClass } from '../engine/context.ts';
import { type Dockerfile, expandArgs, type Instruction, lineageOf, type Stage } from '../formats/dockerfile.ts';
import { resolveReferences } from '../formats/substitution.ts';
import type { Scalar } from '../formats/tree.ts';
import type { Command } from './command.ts';
import { commandsOfText, commandsOfWords, wordOfScalar } from './commands.ts';
import { wholeLines } from './lines.ts';
import type { Deployment, Piece, PlacedCommand, Variable } from './types.ts';

/**
 * What the deployed image sets and runs: the last stage and the stages that it is built from, and likewise any stage
 * named for production. If a later instruction sets a variable again, only the last value counts.
 */
export function dockerfileDeployment(text: string, file: Dockerfile, context: Context): Deployment {
  const variables: Variable[] = [];
  const commands: PlacedCommand[] = [];
  for (const stage of deployedStages(file)) {
    const lineage = lineageOf(stage);
    const root = lineage.at(-1);
    if (root && isThirdPartyImage(expandArgs(root.image.text, file.globalArgs))) continue;
    const own = stageContext(stage) ?? context;
    for (const item of stageVariables(text, file, lineage, own)) variables.push(item);
    for (const { command, stage: index } of stageCommands(text, lineage)) {
      commands.push({ ...command, place: 'dockerfile', context: own, stage: index, deployed: true });
    }
  }
  return { variables, commands };
}

/** Each stage is followed to its root. Without a limit, a chain of thousands would be quadratic. */
const MAX_NAMED_STAGES = 20;

function deployedStages(file: Dockerfile): Stage[] {
  const last = file.stages.at(-1);
  const named = file.stages.filter((stage) => stage !== last && stageContext(stage) === 'production');
  return last ? [...named.slice(0, MAX_NAMED_STAGES), last] : [];
}

const stageContext = (stage: Stage): Context | null => (stage.name ? contextOfClass(stage.name.text) : null);

interface Known {
  readonly piece: Piece;
  /** True for an ARG's default. If an ENV takes its value from the ARG, the finding is at that default. */
  readonly fromArg: boolean;
}

function stageVariables(text: string, file: Dockerfile, lineage: readonly Stage[], context: Context): Variable[] {
  const args = new Map<string, Known | null>();
  const variables = new Map<string, Variable>();
  const globals = new Map(file.globalArgs.map((arg) => [arg.name.text, arg.value]));
  const lookup = (name: string): Known | null => {
    const variable = variables.get(name);
    return variable ? { piece: variable.value, fromArg: false } : (args.get(name) ?? null);
  };
  for (const stage of [...lineage].reverse()) {
    // If the chain contains a development stage, a later stage overrides it, or it is not for development.
    for (const instruction of stage.instructions) {
      if (instruction.keyword === 'ARG') {
        for (const { name, value } of instruction.variables) {
          const source = value ?? globals.get(name.text) ?? null;
          args.set(name.text, source && known(source, lookup, true));
        }
      } else if (instruction.keyword === 'ENV') {
        // Within one ENV, every value sees the variables as they were before it.
        const fresh = instruction.variables.map(({ name, value }, index) => ({
          index,
          name,
          found: value && known(value, lookup, false),
        }));
        for (const { name, index, found } of fresh) {
          variables.delete(name.text);
          if (!found) continue;
          const removal = removalOf(text, instruction, index);
          const { piece } = found;
          variables.set(name.text, {
            name: name.text,
            value: piece,
            place: 'dockerfile',
            context,
            removal,
            origin: null,
          });
        }
      }
    }
  }
  return [...variables.values()];
}

function known(value: Scalar, lookup: (name: string) => Known | null, fromArg: boolean): Known | null {
  if (value.quote === "'" || !value.text.includes('$')) return { piece: value, fromArg };
  const resolved = resolveReferences(value.text, lookup);
  if (resolved === null) return null;
  if ('known' in resolved) {
    // What comes from another ENV is reported where it takes effect.
    const { piece } = resolved.known;
    return resolved.known.fromArg ? resolved.known : { piece: { ...value, text: piece.text }, fromArg };
  }
  const { literal } = resolved;
  const exact = value.end - value.start === value.text.length;
  const piece = exact
    ? { text: literal.text, start: value.start + literal.start, end: value.start + literal.end }
    : { text: literal.text, start: value.start, end: value.end };
  return { piece, fromArg };
}

/** The pair with the white space before it, or the whole instruction if it is the only pair. */
function removalOf(text: string, instruction: Instruction, index: number) {
  const variable = instruction.variables[index];
  if (!variable?.value) return null;
  if (instruction.variables.length === 1) return wholeLines(text, instruction);
  const next = instruction.variables[index + 1];
  const previous = instruction.variables[index - 1];
  if (next) return { start: variable.name.start, end: next.name.start };
  return previous?.value ? { start: previous.value.outerEnd, end: variable.value.outerEnd } : null;
}

/** The ENTRYPOINT and CMD in force. If a stage sets ENTRYPOINT, it drops an inherited CMD. */
function stageCommands(text: string, lineage: readonly Stage[]): { command: Command; stage: number }[] {
  let entrypoint: { instruction: Instruction; stage: number } | null = null;
  let command: { instruction: Instruction; stage: number } | null = null;
  for (const stage of [...lineage].reverse()) {
    const own = stage.instructions.findLast(({ keyword, onbuild }) => keyword === 'CMD' && !onbuild);
    const entry = stage.instructions.findLast(({ keyword, onbuild }) => keyword === 'ENTRYPOINT' && !onbuild);
    if (entry) {
      entrypoint = { instruction: entry, stage: stage.index };
      command = null;
    }
    if (own) command = { instruction: own, stage: stage.index };
  }
  const found = [entrypoint, command].flatMap((from) => {
    if (from === null) return [];
    const { exec, body } = from.instruction;
    const commands = exec ? commandsOfWords(text, exec.map(wordOfScalar)) : commandsOfText(text, body);
    return commands.map((each) => ({ command: each, stage: from.stage }));
  });
  if (!entrypoint?.instruction.exec || !command?.instruction.exec) return found;
  const joined = [...entrypoint.instruction.exec, ...command.instruction.exec].map(wordOfScalar);
  const { stage } = entrypoint;
  return found.concat(commandsOfWords(text, joined).map((each) => ({ command: each, stage })));
}
