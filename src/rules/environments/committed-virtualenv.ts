import { environmentHolding, findEnvironments, mayHoldEnvironment, SUSPECT } from '../../declared/environment-roots.ts';
import { definePathRule } from '../../engine/rule.ts';
import { shellWord } from './shared/shell-word.ts';

export const committedVirtualenv = definePathRule({
  id: 'committed-virtualenv',
  paths: SUSPECT,
  severity: 'error',
  fix: null,
  summary: 'A committed virtual environment',
  why: 'An environment holds the paths and binaries of one machine, and thousands of files that nobody reads: anything slipped into them gets run.',
  details: `Recognised by what is in the folder, not by its name: \`pyvenv.cfg\`, \`lib/python3.X/site-packages\`,
\`Scripts/activate.bat\`, \`conda-meta\`, \`__pypackages__\`. One finding per environment, with the number of its files;
the files themselves are not checked. A Python package called \`venv\` and a folder of shell scripts called \`env\` are
left alone.`,
  badPaths: ['app.py', 'env/pyvenv.cfg', 'env/bin/activate', 'env/lib/python3.14/site-packages/pip/__init__.py'],
  goodPaths: ['app.py', 'venv/__init__.py', 'env/deploy.sh'],

  *checkPaths(paths, project) {
    if (!mayHoldEnvironment(paths)) return;
    // A runner may pass the environment in pieces, so its kind and size come from the whole snapshot.
    const whole = new Set([...project.paths(), ...paths]);
    const roots = findEnvironments([...whole]);
    if (roots.length === 0) return;
    const touched = new Set(paths.map((path) => environmentHolding(path, roots)));
    for (const root of roots) {
      if (!touched.has(root)) continue;
      const folder = root.path === '' ? '.' : root.path;
      const files = root.count === 1 ? '1 file' : `${root.count} files`;
      yield {
        path: root.path === '' ? 'pyvenv.cfg' : root.path,
        message: `${folder} is a ${root.sort} with ${files}: it belongs to one machine and can be rebuilt from the requirements`,
        help: `git rm -r --cached ${shellWord(folder)} && echo ${shellWord(`${folder === '.' ? '*' : `/${folder}/`}`)} >> .gitignore`,
        claims: root.path,
      };
    }
  },
});
