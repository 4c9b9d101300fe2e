import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { CI_SERVICES } from '../engine/role.ts';
import type { TreeNode } from '../formats/tree.ts';
import { entriesAt, valueAt } from '../formats/tree-walk.ts';
import { commandsOfText, pieceOfWord, textOfScalar } from './commands.ts';
import { composeDeployment } from './compose.ts';
import { dockerfileDeployment } from './dockerfile.ts';
import { dotenvDeployment } from './dotenv.ts';
import { environmentOf } from './environment-node.ts';
import { iniDeployment } from './ini.ts';
import { isHelmValues, kubernetesDeployment } from './kubernetes.ts';
import { platformDeployment } from './platforms.ts';
import { scriptDeployment } from './script.ts';
import { isStartScript } from './start-script.ts';
import { type Deployment, nothing, type PlacedCommand, type Variable } from './types.ts';

export type { Deployment, Piece, Place, PlacedCommand, Variable, VariableOrigin } from './types.ts';

/** True for a settings file that compose reads and not the program itself. */
export const isComposeFile = (doc: Document) => doc.role === 'compose' || isCompose(doc, doc.tree?.roots ?? []);

/**
 * The variables and commands that a file gives to deployed programs: environment files, compose, Dockerfiles,
 * Kubernetes, systemd, supervisor, uWSGI, Procfiles. CI services and test setups do not deploy anything.
 */
export function deploymentOf(doc: Document): Deployment {
  return memo(doc, readDeployment);
}

const readDeployment = (doc: Document): Deployment => withCommandVariables(read(doc));

function read(doc: Document): Deployment {
  if (doc.kind === 'dockerfile') return dockerfileDeployment(doc.text, doc.dockerfile, doc.context);
  if (doc.kind === 'text') return isStartScript(doc) ? scriptDeployment(doc) : nothing;
  if (!SETTINGS_KINDS.has(doc.kind) || BUILDING.has(doc.role)) return nothing;
  const { tree } = doc;
  if (tree === null) return nothing;
  switch (doc.kind) {
    case 'dotenv':
      return dotenvDeployment(doc.text, tree, doc.context);
    case 'procfile':
      return procfileDeployment(doc, tree.roots);
    case 'ini':
      return iniDeployment(doc, tree.roots);
    default:
      break;
  }
  const platform = platformDeployment(doc, tree.roots);
  if (platform !== null) return platform;
  if (doc.role === 'compose' || isCompose(doc, tree.roots)) return composeDeployment(doc, tree.roots);
  if (doc.role === 'app-engine') return appEngineDeployment(doc, tree.roots);
  if (doc.role === 'kubernetes' || isHelmValues(doc.path)) return kubernetesDeployment(doc, tree.roots);
  return nothing;
}

const SETTINGS_KINDS: ReadonlySet<string> = new Set(['dotenv', 'procfile', 'ini', 'toml', 'yaml', 'json']);
/** What builds, tests and packages a program, and does not deploy it. */
const BUILDING: ReadonlySet<string> = new Set([
  ...CI_SERVICES,
  'tox',
  'setup-cfg',
  'pyproject',
  'readthedocs',
  'pre-commit-config',
]);

/** Compose files may have any name (`production.yml`, `stack.yml`). Services with an image or a build identify them. */
function isCompose(doc: Document, roots: readonly TreeNode[]): boolean {
  if (doc.kind !== 'yaml' || (doc.role !== 'settings' && doc.role !== 'other')) return false;
  const services = roots.flatMap((root) => entriesAt(valueAt(root, 'services')));
  return services.some(({ value }) => (valueAt(value, 'image') ?? valueAt(value, 'build')) !== null);
}

/** Covers Heroku's release and web processes. The context comes from the file's name. */
function procfileDeployment(doc: Document, roots: readonly TreeNode[]): Deployment {
  const commands: PlacedCommand[] = [];
  for (const { value } of roots.flatMap((root) => entriesAt(root))) {
    if (value?.kind !== 'scalar') continue;
    for (const command of commandsOfText(doc.text, textOfScalar(doc.text, value))) {
      commands.push({ ...command, place: 'procfile', context: doc.context, stage: null, deployed: true });
    }
  }
  return { variables: [], commands };
}

function appEngineDeployment(doc: Document, roots: readonly TreeNode[]): Deployment {
  const variables = roots.flatMap((root) =>
    environmentOf(doc.text, valueAt(root, 'env_variables'), 'app-engine', doc.context, false),
  );
  const commands: PlacedCommand[] = [];
  for (const root of roots) {
    const entrypoint = valueAt(root, 'entrypoint');
    if (entrypoint?.kind !== 'scalar') continue;
    for (const command of commandsOfText(doc.text, textOfScalar(doc.text, entrypoint))) {
      commands.push({ ...command, place: 'app-engine', context: doc.context, stage: null, deployed: true });
    }
  }
  return { variables, commands };
}

/**
 * `DEBUG=1 gunicorn app`: variables before a command are in its environment. A place that several services share
 * (an anchor) counts once, for the service closest to production.
 */
function withCommandVariables({ variables, commands }: Deployment): Deployment {
  const byPlace = new Map<string, Variable>();
  const add = (variable: Variable) => {
    const key = `${variable.name} ${variable.value.start} ${variable.value.end}`;
    const known = byPlace.get(key);
    if (!known || rank(variable) > rank(known)) byPlace.set(key, variable);
  };
  for (const variable of variables) add(variable);
  for (const command of commands) {
    for (const { name, value, start, end } of command.assignments) {
      const { place, context } = command;
      const removal = command.words[0] ? { start, end: Math.max(end, command.words[0].outerStart) } : null;
      const piece = pieceOfWord(value);
      if (piece) add({ name, value: piece, place, context, removal, origin: null });
    }
  }
  return { variables: [...byPlace.values()], commands };
}

const rank = ({ context }: Variable) => (context === 'production' ? 2 : context === 'base' ? 1 : 0);
