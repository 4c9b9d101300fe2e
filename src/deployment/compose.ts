import { isThirdPartyImage } from '../data/images.ts';
import { type Context, contextOf, contextOfClass } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import { parseDotenv } from '../formats/dotenv.ts';
import type { Entry, Mapping, Scalar, TreeNode } from '../formats/tree.ts';
import { entriesAt, itemsOf, scalarAt, scalarItems, valueAt } from '../formats/tree-walk.ts';
import { dotenvDeployment } from './dotenv.ts';
import { environmentOf } from './environment-node.ts';
import { startCommands } from './start-commands.ts';
import type { Deployment, PlacedCommand, Variable } from './types.ts';

/** What a compose file sets and runs in its services. https://docs.docker.com/reference/compose-file/services/ */
export function composeDeployment(doc: Document, roots: readonly TreeNode[]): Deployment {
  const variables: Variable[] = [];
  const commands: PlacedCommand[] = [];
  for (const root of roots) {
    for (const { key, value } of servicesOf(root)) {
      if (value?.kind !== 'mapping' || runsOtherProgram(value)) continue;
      const context = serviceContext(key.text, value, doc.context);
      const environment = environmentOf(doc.text, valueAt(value, 'environment'), 'compose', context, true);
      for (const item of environment) variables.push(item);
      for (const item of envFileVariables(doc, value, context, environment)) variables.push(item);
      for (const command of startCommands(doc.text, valueAt(value, 'entrypoint'), valueAt(value, 'command'))) {
        commands.push({ ...command, place: 'compose', context, stage: null, deployed: true });
      }
    }
  }
  return { variables, commands };
}

/** The first version of the format had the services at the top level. */
function servicesOf(root: TreeNode): readonly Entry[] {
  const services = valueAt(root, 'services');
  if (services) return entriesAt(services);
  return entriesAt(root).filter(
    ({ key, value }) => !key.text.startsWith('x-') && (valueAt(value, 'image') ?? valueAt(value, 'build')) !== null,
  );
}

function runsOtherProgram(service: Mapping): boolean {
  const image = scalarAt(service, 'image');
  return image !== null && valueAt(service, 'build') === null && isThirdPartyImage(image.text);
}

/**
 * A service is for development if its name says so, or the file or stage that it is built from, or if it only starts
 * with development profiles. What it is built from only counts if the file's own name says nothing.
 */
function serviceContext(name: string, service: Mapping, file: Context): Context {
  if (file !== 'base' && file !== 'production') return file;
  const own = contextOfClass(name);
  if (own !== null && own !== 'sample') return own;
  const profiles = scalarItems(valueAt(service, 'profiles')).map((profile) => contextOfClass(profile.text));
  const [first] = profiles;
  if (first && profiles.every(isPrivate)) return first;
  if (file !== 'base') return file;
  const target = scalarAt(service, 'build', 'target');
  const dockerfile = scalarAt(service, 'build', 'dockerfile');
  const built = [target && contextOfClass(target.text), dockerfile && contextOf(dockerfile.text)];
  return built.find(isPrivate) ?? file;
}

const isPrivate = (context: Context | null) => context === 'development' || context === 'test';

/**
 * Variables from `env_file` that the named file's own findings do not cover: its name does not identify it as an
 * environment file, or it is a development file that a production service reads.
 */
function envFileVariables(
  doc: Document,
  service: Mapping,
  context: Context,
  environment: readonly Variable[],
): Variable[] {
  const own = new Set(environment.map((variable) => variable.name));
  const found: Variable[] = [];
  for (const scalar of envFiles(valueAt(service, 'env_file'))) {
    const path = resolvePath(doc.path, scalar.text);
    const file = path === null ? null : doc.sibling(path);
    if (!file) continue;
    const fileContext = contextOf(file.path);
    const judged = file.kind === 'dotenv' && (file.context === 'base' || file.context === 'production');
    if (judged || fileContext === 'test' || fileContext === 'sample') continue;
    if (fileContext === 'development' && context !== 'production') continue;
    for (const variable of dotenvDeployment(file.text, parseDotenv(file.text), context).variables) {
      if (own.has(variable.name)) continue;
      const line = file.lines.lineAt(variable.value.start);
      const value = { text: variable.value.text, start: scalar.start, end: scalar.end };
      const origin = { path: file.path, line, isForDevelopment: fileContext === 'development' };
      found.push({ ...variable, place: 'compose', value, removal: null, origin });
    }
  }
  return found;
}

function envFiles(node: TreeNode | null): Scalar[] {
  if (node?.kind === 'scalar') return [node];
  return itemsOf(node).flatMap((item) => (item.kind === 'scalar' ? item : (scalarAt(item, 'path') ?? [])));
}

function resolvePath(from: string, to: string): string | null {
  if (to.startsWith('/') || to.includes('$')) return null;
  const segments = from.split('/').slice(0, -1);
  for (const segment of to.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return null;
    } else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
