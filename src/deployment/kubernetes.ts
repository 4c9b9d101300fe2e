import { isForeignImage } from '../data/images.ts';
import { type Context, contextOfClass } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import type { Mapping, TreeNode } from '../formats/tree.ts';
import { entriesAt, itemsOf, mappingsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';
import { environmentOf, pieceOf } from './environment-node.ts';
import { wholeLines } from './lines.ts';
import { startCommands } from './start-commands.ts';
import type { Deployment, PlacedCommand, Variable } from './types.ts';

/**
 * What Kubernetes manifests give to containers: `env` pairs, ConfigMap and Secret data, kustomize's literals, and
 * the command with its args. Also read from Helm values, which repeat the containers' own keys.
 */
export function kubernetesDeployment(doc: Document, roots: readonly TreeNode[]): Deployment {
  const variables: Variable[] = [];
  const commands: PlacedCommand[] = [];
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
      if (runsOtherProgram(node)) continue;
      for (const { key, value } of node.entries) {
        if (!/(?:^|[a-z])env(?:Vars?)?$/i.test(key.text)) continue;
        for (const item of pairsOf(doc.text, value, context)) variables.push(item);
      }
      // A patch of kustomize names the container and not its image.
      if (valueAt(node, 'image') !== null || CONTAINERS.test(path.at(-1) ?? '')) {
        for (const command of startCommands(doc.text, valueAt(node, 'command'), valueAt(node, 'args'))) {
          commands.push({ ...command, place: 'kubernetes', context, stage: null, deployed: true });
        }
      }
    }
  }
  return { variables, commands };
}

const CONTAINERS = /^(?:c|initC|ephemeralC)ontainers$/;

function runsOtherProgram(container: Mapping): boolean {
  const image = scalarAt(container, 'image');
  return image !== null && isForeignImage(image.text);
}

/** A namespace named for development or production says so of everything in it. */
function manifestContext(root: TreeNode, file: Context): Context {
  if (file !== 'base') return file;
  const namespace = scalarAt(root, 'metadata', 'namespace') ?? scalarAt(root, 'namespace');
  const sign = namespace && contextOfClass(namespace.text);
  return sign && sign !== 'sample' ? sign : file;
}

/** `- name: DEBUG` with `value: "1"`; `valueFrom` has no value. */
function pairsOf(text: string, node: TreeNode | null, context: Context): Variable[] {
  const variables = new Map<string, Variable>();
  for (const item of itemsOf(node)) {
    const name = scalarAt(item, 'name')?.text;
    const value = scalarAt(item, 'value');
    const piece = value && pieceOf(text, value, 0, false);
    if (name === undefined || !piece) continue;
    const removal = itemLines(text, item);
    variables.set(name, { name, value: piece, place: 'kubernetes', context, removal, origin: null });
  }
  return [...variables.values()];
}

/** The lines of a list's item in block style. */
function itemLines(text: string, item: TreeNode) {
  const entries = entriesAt(item);
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || last?.value?.kind !== 'scalar') return null;
  const lines = wholeLines(text, { start: first.key.outerStart, end: last.value.outerEnd });
  return /^\s*-\s+$/.test(text.slice(lines.start, first.key.outerStart)) ? lines : null;
}
