import { MISNAMED_PACKAGES } from '../../data/misnamed-packages.ts';
import type { RequirementPlace } from '../../declared/requirement-place.ts';
import { requirementsIn } from '../../declared/requirements.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import { lineageOf } from '../../formats/dockerfile.ts';
import { rootsOf, scalarAt } from '../../formats/tree-walk.ts';

export const unpinnedRequirement = defineRule({
  id: 'unpinned-requirement',
  kinds: ['requirements', 'dockerfile', 'yaml', 'toml'],
  triggers: [],
  severity: 'warning',
  fix: null,
  summary: 'An application’s requirement without a pinned version',
  why: 'What is installed changes from day to day: a broken or malicious release reaches production without a commit.',
  details: `An application's requirement without \`==\`: in requirements files, \`pip install X\` in the last stage of a
Dockerfile or one it is built from, the \`pip:\` list of environment.yml, and a Pipfile without a tracked lock. Silent:
the ranges of libraries in pyproject.toml, \`.in\` files, constraints, files that are narrowed by \`-c\`, upgrades of
pip itself, and test, development and sample files.`,
  examplePath: 'requirements.txt',
  bad: 'requests\n',
  good: 'requests==2.32.5\n',

  *check(doc) {
    if (doc.context === 'test' || doc.context === 'development' || doc.context === 'sample') return;
    if (doc.kind === 'toml' && !isUnlockedApplication(doc)) return;
    if (doc.kind === 'requirements' && doc.requirements.lines.some(narrowsByConstraints)) return;
    const deployed = doc.kind === 'dockerfile' ? deployedStages(doc) : null;
    for (const place of requirementsIn(doc)) {
      if (!ORIGINS.has(place.origin) || place.version !== null || place.url !== null || place.hashes > 0) continue;
      if (place.constrained) continue;
      if (place.origin === 'command' && (deployed === null || !deployed.has(place.stage ?? -1))) continue;
      if (place.origin === 'command' && INSTALLERS.has(place.normalized)) continue;
      if (place.origin === 'poetry' && doc.role !== 'pyproject') continue;
      if (MISNAMED_PACKAGES.has(place.normalized)) continue;
      yield {
        span: place.span,
        message: `${place.name} ${place.specifier === '' ? 'is not pinned' : `${place.specifier} allows more than one version`}: what is installed changes without a commit`,
        help: helpOf(place),
      };
    }
  },
});

const ORIGINS: ReadonlySet<string> = new Set(['requirements', 'command', 'conda', 'pipfile', 'poetry']);
/** Upgrading the tools that install is no requirement. */
const INSTALLERS: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel']);

function helpOf(place: RequirementPlace): string {
  if (place.origin === 'pipfile' || place.origin === 'poetry') return 'commit the lock file, or pin the version';
  return `pin it, as pip freeze prints it: ${place.name}==<version>`;
}

function narrowsByConstraints({ options }: Document['requirements']['lines'][number]): boolean {
  return options.some(({ name }) => name === '--constraint');
}

function deployedStages(doc: Document): ReadonlySet<number> {
  const last = doc.dockerfile.stages.at(-1);
  return new Set(last === undefined ? [] : lineageOf(last).map((stage) => stage.index));
}

/** A Pipfile, or poetry's project that says it is no package, without a lock beside it. */
function isUnlockedApplication(doc: Document): boolean {
  const folder = doc.path.slice(0, doc.path.lastIndexOf('/') + 1);
  if (doc.role === 'pipfile') return !doc.project.exists(`${doc.path}.lock`);
  if (doc.role !== 'pyproject' || doc.project.exists(`${folder}poetry.lock`)) return false;
  return rootsOf(doc).some((root) => scalarAt(root, 'tool', 'poetry', 'package-mode')?.value === false);
}
