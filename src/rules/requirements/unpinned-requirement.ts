import { MISNAMED_PACKAGES } from '../../data/misnamed-packages.ts';
import type { RequirementPlace } from '../../declared/requirement-place.ts';
import { requirementsIn } from '../../declared/requirements.ts';
import type { Document } from '../../engine/document.ts';
import { kindOf } from '../../engine/kind.ts';
import { folderOf } from '../../engine/path-parts.ts';
import { defineRule } from '../../engine/rule.ts';
import { lineageOf } from '../../formats/dockerfile.ts';
import { rootsOf, scalarAt } from '../../formats/tree-walk.ts';

export const unpinnedRequirement = defineRule({
  id: 'unpinned-requirement',
  kinds: ['requirements', 'dockerfile', 'yaml', 'toml'],
  triggers: [],
  appliesTo: 'deployed',
  guarded: 'counts',
  severity: 'warning',
  fix: null,
  summary: 'A requirement without a pinned version',
  why: 'What gets installed changes from day to day: a broken or malicious release reaches production without a commit.',
  details: `Reports an application's requirement without \`==\`: in requirements files, \`pip install X\` in the last stage of a
Dockerfile or one it is built from, the \`pip:\` list of environment.yml, and a Pipfile without a tracked lock. Not
reported: the ranges of libraries in pyproject.toml, \`.in\` files, lists whose names another list beside them pins,
constraints, files that are narrowed by \`-c\`, upgrades of pip itself, and test, development and sample files.`,
  examplePath: 'requirements.txt',
  bad: 'requests\n',
  good: 'requests==2.32.5\n',

  *check(doc) {
    if (doc.kind === 'toml' && !isUnlockedApplication(doc)) return;
    if (doc.kind === 'requirements' && doc.requirements.lines.some(narrowsByConstraints)) return;
    const deployed = doc.kind === 'dockerfile' ? deployedStages(doc) : null;
    const open = requirementsIn(doc).filter(
      ({ version, url, hashes }) => version === null && url === null && hashes === 0,
    );
    if (open.length === 0 || (doc.kind === 'requirements' && isSource(doc))) return;
    for (const place of open) {
      if (!ORIGINS.has(place.origin)) continue;
      if (place.constrained) continue;
      if (place.origin === 'command' && (deployed === null || !deployed.has(place.stage ?? -1))) continue;
      if (place.origin === 'command' && INSTALLERS.has(place.normalized)) continue;
      if (place.origin === 'poetry' && doc.role !== 'pyproject') continue;
      if (MISNAMED_PACKAGES.has(place.normalized)) continue;
      yield {
        span: place.span,
        message: `${place.name} ${place.specifier === '' ? 'is not pinned' : `${place.specifier} allows more than one version`}: what gets installed can change without a commit`,
        help: helpOf(place),
      };
    }
  },
});

const ORIGINS: ReadonlySet<string> = new Set(['requirements', 'command', 'conda', 'pipfile', 'poetry']);
/** Upgrading the installers themselves is not a requirement. */
const INSTALLERS: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel']);

function helpOf(place: RequirementPlace): string {
  if (place.origin === 'pipfile' || place.origin === 'poetry') return 'commit the lock file, or pin the version';
  return `pin the version that pip freeze prints: ${place.name}==<version>`;
}

/** Whether another list next to it is its compiled form: fully pinned, with every name in this one. */
function isSource(doc: Document): boolean {
  const folder = folderOf(doc.path);
  const names = new Set(requirementsIn(doc).map(({ normalized }) => normalized));
  return doc.project.paths().some((path) => {
    if (path === doc.path || !path.startsWith(folder) || path.includes('/', folder.length)) return false;
    if (kindOf(path) !== 'requirements') return false;
    const others = requirementsIn(doc.sibling(path) ?? doc);
    const pinned = new Set(others.filter(isPinned).map(({ normalized }) => normalized));
    return others.length > 0 && others.every(isPinned) && [...names].every((name) => pinned.has(name));
  });
}

const isPinned = ({ version, url, hashes }: RequirementPlace): boolean =>
  version !== null || url !== null || hashes > 0;

function narrowsByConstraints({ options }: Document['requirements']['lines'][number]): boolean {
  return options.some(({ name }) => name === '--constraint');
}

function deployedStages(doc: Document): ReadonlySet<number> {
  const last = doc.dockerfile.stages.at(-1);
  return new Set(last === undefined ? [] : lineageOf(last).map((stage) => stage.index));
}

/** A Pipfile, or a poetry project that says it is not a package, without a lock next to it. */
function isUnlockedApplication(doc: Document): boolean {
  const folder = folderOf(doc.path);
  if (doc.role === 'pipfile') return !doc.project.exists(`${doc.path}.lock`);
  if (doc.role !== 'pyproject' || doc.project.exists(`${folder}poetry.lock`)) return false;
  return rootsOf(doc).some((root) => scalarAt(root, 'tool', 'poetry', 'package-mode')?.value === false);
}
