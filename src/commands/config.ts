import { relative, sep } from 'node:path';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { CONFIG_KEYS } from '../config/config.ts';
import { scopeOf } from '../config/selection.ts';
import { filesOnDisk, loadConfigs } from '../config/source.ts';
import { openRepository } from '../git/repository.ts';
import { visible } from '../report/visible.ts';
import { CATALOGUE } from '../rules/index.ts';

/** Prints the configuration for files in the current folder, and where it comes from: the file in the working tree. */
export async function printConfig(options: Options, io: Io): Promise<number> {
  const { root } = openRepository(io.cwd, io.env);
  const folder = relative(root, io.cwd).split(sep).join('/');
  const path = folder === '' || folder.startsWith('..') ? 'file' : `${folder}/file`;
  const configs = await loadConfigs(options, { cwd: io.cwd, root }, [path], filesOnDisk(root), CATALOGUE);
  const config = configs.configFor(path);
  const scope = scopeOf(CATALOGUE.ids, options, config);
  const inForce = [...scope.inForce].sort();
  if (options.format === 'json') {
    const { source, values } = config;
    io.stdout(`${JSON.stringify({ source, config: values, rules: inForce }, null, 2)}\n`);
    return EXIT.clean;
  }
  io.stdout(`from: ${config.source === null ? 'nowhere, these are the defaults' : visible(config.source)}\n`);
  for (const key of CONFIG_KEYS) {
    const value = config.values[key];
    if (value !== undefined) io.stdout(`${key} = ${visible(JSON.stringify(value))}\n`);
  }
  io.stdout(`fail-on in force: ${options.failOn ?? config.failOn ?? 'error'}\n`);
  io.stdout(`rules in force: ${inForce.length} of ${CATALOGUE.ids.size}\n`);
  for (const id of inForce)
    io.stdout(`  ${id}${config.severity[id] === undefined ? '' : ` (${config.severity[id]})`}\n`);
  return EXIT.clean;
}
