import { isThirdPartyImage } from '../data/images.ts';
import { type Context, contextOfClass } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import type { Mapping, TreeNode } from '../formats/tree.ts';
import { mappingsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';
import { environmentOf, pairsOf } from './environment-node.ts';
import { startCommands } from './start-commands.ts';
import type { Deployment, PlacedCommand, Variable } from './types.ts';

/**
 * What Kubernetes manifests give to containers: `env` pairs, ConfigMap and Secret data, kustomize's literals, and the
 * command with its args. Also reads Helm values, which use the containers' own keys or a mapping of variables instead.
 */
export function kubernetesDeployment(doc: Document, roots: readonly TreeNode[]): Deployment {
  const variables: Variable[] = [];
  const commands: PlacedCommand[] = [];
  const isHelm = isHelmValues(doc.path);
  for (const root of roots) {
    const context = manifestContext(root, doc.context);
    const kind = scalarAt(root, 'kind')?.text;
    for (const { node, path } of mappingsOf(root)) {
      if (node === root && kind === 'ConfigMap') {
        for (const item of environmentOf(doc.text, valueAt(node, 'data'), 'kubernetes', context, false))
          variables.push(item);
      } else if (node === root && kind === 'Secret') {
        for (const item of environmentOf(doc.text, valueAt(node, 'stringData'), 'kubernetes', context, false))
          variables.push(item);
      }
      if (path.at(-1) === 'configMapGenerator') {
        for (const item of environmentOf(doc.text, valueAt(node, 'literals'), 'kubernetes', context, false))
          variables.push(item);
      }
      if (runsOtherProgram(node) || (isHelm && path.some(isThirdPartyImage))) continue;
      for (const { key, value } of node.entries) {
        if (!(isHelm ? HELM_ENVIRONMENT : ENVIRONMENT).test(key.text)) continue;
        for (const item of pairsOf(doc.text, value, 'name', 'value', 'kubernetes', context)) variables.push(item);
        if (!isHelm || value?.kind !== 'mapping') continue;
        for (const item of environmentOf(doc.text, value, 'helm', context, false)) variables.push(item);
      }
      // A kustomize patch names the container but not its image.
      if (valueAt(node, 'image') !== null || CONTAINERS.test(path.at(-1) ?? '')) {
        for (const command of startCommands(doc.text, valueAt(node, 'command'), valueAt(node, 'args'))) {
          commands.push({ ...command, place: 'kubernetes', context, stage: null, deployed: true });
        }
      }
    }
  }
  return { variables, commands };
}

/** https://helm.sh/docs/chart_template_guide/values_files/ */
export const isHelmValues = (path: string): boolean => /(?:^|\/)values(?:[._-][^/]*)?\.ya?ml$/.test(path);

const ENVIRONMENT = /(?:^|[a-z])env(?:Vars?)?$/i;
/** The authors of charts choose these keys. */
const HELM_ENVIRONMENT = /(?:^|[a-z])(?:env(?:Vars?)?|environment(?:Variables)?)$/i;
const CONTAINERS = /^(?:c|initC|ephemeralC)ontainers$/;

function runsOtherProgram(container: Mapping): boolean {
  // Helm charts split the image into parts.
  const image = scalarAt(container, 'image') ?? scalarAt(container, 'image', 'repository');
  return image !== null && isThirdPartyImage(image.text);
}

/** If a namespace is named for development or production, so is everything in it. */
function manifestContext(root: TreeNode, file: Context): Context {
  if (file !== 'base') return file;
  const namespace = scalarAt(root, 'metadata', 'namespace') ?? scalarAt(root, 'namespace');
  const sign = namespace && contextOfClass(namespace.text);
  return sign && sign !== 'sample' ? sign : file;
}
