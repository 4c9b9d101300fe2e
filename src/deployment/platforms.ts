import { type Context, contextOfClass } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import type { Role } from '../engine/role.ts';
import type { TreeNode } from '../formats/tree.ts';
import { entriesAt, itemsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';
import { environmentOf, pairsOf, pieceOf } from './environment-node.ts';
import { startCommands } from './start-commands.ts';
import type { Deployment, Place, PlacedCommand, Variable } from './types.ts';

type Reader = (doc: Document, root: TreeNode) => Iterable<Variable | PlacedCommand>;

/** Files that tell hosting platforms what a program gets and how to start it. */
export function platformDeployment(doc: Document, roots: readonly TreeNode[]): Deployment | null {
  const read = READERS.get(doc.role);
  if (read === undefined) return null;
  const variables: Variable[] = [];
  const commands: PlacedCommand[] = [];
  for (const found of roots.flatMap((root) => [...read(doc, root)])) {
    if ('words' in found) commands.push(found);
    else variables.push(found);
  }
  return { variables, commands };
}

/** The name of a stage, service or function is more specific than the file's. */
function contextOfName(name: string | undefined, file: Context): Context {
  const own = name === undefined ? null : contextOfClass(name);
  return own === null || own === 'sample' || (file !== 'base' && file !== 'production') ? file : own;
}

function started(doc: Document, place: Place, context: Context, ...nodes: readonly (TreeNode | null)[]) {
  return nodes
    .flatMap((node) => startCommands(doc.text, null, node))
    .map((command): PlacedCommand => ({ ...command, place, context, stage: null, deployed: true }));
}

/** https://render.com/docs/blueprint-spec */
function* render(doc: Document, root: TreeNode): Iterable<Variable | PlacedCommand> {
  for (const service of itemsOf(valueAt(root, 'services'))) {
    const runtime = scalarAt(service, 'runtime') ?? scalarAt(service, 'env');
    if (/^(?:node|ruby|go|rust|elixir|static)$/.test(runtime?.text ?? '')) continue;
    const context = contextOfName(scalarAt(service, 'name')?.text, doc.context);
    yield* pairsOf(doc.text, valueAt(service, 'envVars'), 'key', 'value', 'render', context);
    yield* started(
      doc,
      'render',
      context,
      valueAt(service, 'startCommand'),
      valueAt(service, 'preDeployCommand'),
      valueAt(service, 'dockerCommand'),
    );
  }
  for (const group of itemsOf(valueAt(root, 'envVarGroups'))) {
    const context = contextOfName(scalarAt(group, 'name')?.text, doc.context);
    yield* pairsOf(doc.text, valueAt(group, 'envVars'), 'key', 'value', 'render', context);
  }
}

/** https://fly.io/docs/reference/configuration/ */
function* fly(doc: Document, root: TreeNode): Iterable<Variable | PlacedCommand> {
  const context = contextOfName(scalarAt(root, 'app')?.text, doc.context);
  yield* environmentOf(doc.text, valueAt(root, 'env'), 'fly', context, false);
  for (const { value } of entriesAt(root, 'processes')) yield* started(doc, 'fly', context, value);
  yield* started(
    doc,
    'fly',
    context,
    valueAt(root, 'deploy', 'release_command'),
    valueAt(root, 'experimental', 'entrypoint'),
    valueAt(root, 'experimental', 'cmd'),
  );
}

/** https://devcenter.heroku.com/articles/app-json-schema */
function* heroku(doc: Document, root: TreeNode): Iterable<Variable | PlacedCommand> {
  const apps: [TreeNode, Context][] = [[root, doc.context]];
  for (const { key, value } of entriesAt(root, 'environments')) {
    if (value !== null) apps.push([value, contextOfName(key.text, doc.context)]);
  }
  for (const [app, context] of apps) {
    const environment = valueAt(app, 'env');
    yield* environmentOf(doc.text, environment, 'heroku', context, false);
    for (const { key, value } of entriesAt(environment)) {
      const scalar = scalarAt(value, 'value');
      const piece = scalar && pieceOf(doc.text, scalar, 0, false);
      if (piece) yield { name: key.text, value: piece, place: 'heroku', context, removal: null, origin: null };
    }
    yield* started(doc, 'heroku', context, valueAt(app, 'scripts', 'postdeploy'));
  }
}

/** https://docs.railway.com/reference/config-as-code */
function* railway(doc: Document, root: TreeNode): Iterable<PlacedCommand> {
  const apps: [TreeNode, Context][] = [[root, doc.context]];
  for (const { key, value } of entriesAt(root, 'environments')) {
    if (value !== null) apps.push([value, contextOfName(key.text, doc.context)]);
  }
  for (const [app, context] of apps) {
    const deploy = valueAt(app, 'deploy');
    yield* started(doc, 'railway', context, valueAt(deploy, 'startCommand'), valueAt(deploy, 'preDeployCommand'));
  }
}

/** Stages are environments. https://github.com/zappa/Zappa/blob/0.60.0/README.md#advanced-settings */
function* zappa(doc: Document, root: TreeNode): Iterable<Variable> {
  for (const { key, value } of entriesAt(root)) {
    const context = contextOfName(key.text, doc.context);
    for (const name of ['environment_variables', 'aws_environment_variables']) {
      yield* environmentOf(doc.text, valueAt(value, name), 'zappa', context, false);
    }
    const settings = scalarAt(value, 'django_settings');
    const piece = settings && pieceOf(doc.text, settings, 0, false);
    if (piece) {
      yield { name: 'DJANGO_SETTINGS_MODULE', value: piece, place: 'zappa', context, removal: null, origin: null };
    }
  }
}

const OTHER_RUNTIME = /^(?:nodejs|ruby|go|java|dotnet|provided)/;

/** https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml */
function* serverless(doc: Document, root: TreeNode): Iterable<Variable> {
  const provider = valueAt(root, 'provider');
  const runtime = scalarAt(provider, 'runtime')?.text ?? '';
  const stage = contextOfName(scalarAt(provider, 'stage')?.text, doc.context);
  if (!OTHER_RUNTIME.test(runtime)) {
    yield* environmentOf(doc.text, valueAt(provider, 'environment'), 'function', stage, false);
  }
  for (const { key, value } of entriesAt(root, 'functions')) {
    if (OTHER_RUNTIME.test(scalarAt(value, 'runtime')?.text ?? runtime)) continue;
    const context = contextOfName(key.text, stage);
    yield* environmentOf(doc.text, valueAt(value, 'environment'), 'function', context, false);
  }
}

/**
 * Functions of Lambda and SAM, and containers of ECS.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-containerdefinition.html
 */
function* cloudFormation(doc: Document, root: TreeNode): Iterable<Variable | PlacedCommand> {
  const globals = valueAt(root, 'Globals', 'Function');
  const runtime = scalarAt(globals, 'Runtime')?.text ?? '';
  const functions: [TreeNode | null, Context][] = [[globals, doc.context]];
  for (const { key, value } of entriesAt(root, 'Resources')) {
    const context = contextOfName(key.text, doc.context);
    const properties = valueAt(value, 'Properties');
    functions.push([properties, context]);
    for (const container of itemsOf(valueAt(properties, 'ContainerDefinitions'))) {
      yield* pairsOf(doc.text, valueAt(container, 'Environment'), 'Name', 'Value', 'function', context);
      yield* started(doc, 'function', context, valueAt(container, 'EntryPoint'), valueAt(container, 'Command'));
    }
  }
  for (const [properties, context] of functions) {
    if (OTHER_RUNTIME.test(scalarAt(properties, 'Runtime')?.text ?? runtime)) continue;
    yield* environmentOf(doc.text, valueAt(properties, 'Environment', 'Variables'), 'function', context, false);
  }
}

const BEANSTALK_ENVIRONMENT = 'aws:elasticbeanstalk:application:environment';

/** Both notations. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions-optionsettings.html */
function* beanstalk(doc: Document, root: TreeNode): Iterable<Variable> {
  const settings = valueAt(root, 'option_settings');
  yield* environmentOf(doc.text, valueAt(settings, BEANSTALK_ENVIRONMENT), 'beanstalk', doc.context, false);
  const own = itemsOf(settings).filter(
    (item) => (scalarAt(item, 'namespace')?.text ?? BEANSTALK_ENVIRONMENT) === BEANSTALK_ENVIRONMENT,
  );
  yield* pairsOf(doc.text, own, 'option_name', 'value', 'beanstalk', doc.context);
}

const READERS: ReadonlyMap<Role, Reader> = new Map<Role, Reader>([
  ['render', render],
  ['fly', fly],
  ['heroku-app', heroku],
  ['railway', railway],
  ['zappa', zappa],
  ['serverless', serverless],
  ['cloudformation', cloudFormation],
  ['beanstalk', beanstalk],
]);
