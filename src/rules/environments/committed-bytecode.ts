import { environmentHolding, findEnvironments, mayHoldEnvironment } from '../../declared/environment-roots.ts';
import { isFixture } from '../../declared/fixtures.ts';
import { definePathRule } from '../../engine/rule.ts';
import { shellWord } from './shared/shell-word.ts';

export const committedBytecode = definePathRule({
  id: 'committed-bytecode',
  paths: /__pycache__|\.egg-info|\.py[co]$/,
  severity: 'warning',
  fix: null,
  summary: 'Committed bytecode or build metadata',
  why: 'Python runs a .pyc in place of the source that reviewers read, and *.egg-info describes a build on one machine.',
  badPaths: ['app/__pycache__/views.cpython-314.pyc'],
  goodPaths: ['app/views.py'],

  *checkPaths(paths) {
    const roots = mayHoldEnvironment(paths) ? findEnvironments(paths) : [];
    const found = new Map<string, { count: number; isFolder: boolean }>();
    for (const path of paths) {
      const match = /^(.*?(?:^|\/)(?:__pycache__|[^/]+\.egg-info))(?:\/|$)|^.*\.py[co]$/.exec(path);
      if (match === null || environmentHolding(path, roots) !== null || isFixture(path)) continue;
      const place = match[1] ?? path;
      const known = found.get(place);
      if (known === undefined) found.set(place, { count: 1, isFolder: place !== path });
      else known.count += 1;
    }
    for (const [path, { count, isFolder }] of found) {
      const isBytecode = !path.endsWith('.egg-info');
      const ignored = isBytecode ? (isFolder ? '__pycache__/' : '*.py[co]') : '*.egg-info/';
      const files = isFolder ? ` (${count === 1 ? '1 file' : `${count} files`})` : '';
      yield {
        path,
        message: isBytecode
          ? `${path}${files} is bytecode: Python may run it in place of the source`
          : `${path}${files} is build metadata`,
        help: `git rm -r --cached ${shellWord(path)} && echo ${shellWord(ignored)} >> .gitignore`,
      };
    }
  },
});
