import { lockGraphOf } from '../declared/lock-graph.ts';
import type { RequirementPlace } from '../declared/requirement-place.ts';
import { requirementsIn } from '../declared/requirements.ts';
import type { Document } from '../engine/document.ts';
import type { JudgedProject } from '../engine/project-options.ts';
import { alwaysHoldsOn, mayHoldOn } from '../formats/marker-python.ts';

/** What a project says should be installed. */
export interface ExpectedPackages {
  /** The file that gives the versions: the lock, or else the requirements. */
  readonly source: string;
  /** By normalised name. Several entries are for several platforms or Pythons. */
  readonly places: ReadonlyMap<string, readonly RequirementPlace[]>;
  /** What every installation needs. */
  readonly needed: ReadonlySet<string>;
  /** Everything that any file names. */
  readonly named: ReadonlySet<string>;
}

const LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml', 'Pipfile.lock'];
const MANIFESTS = ['pyproject.toml', 'Pipfile', 'setup.cfg', 'setup.py'];

/**
 * Reads the lock at a project's root, or its requirements files and manifests if there is no lock. Null if it has none
 * of them.
 * @param python the environment's, such as `3.12`; null if unknown
 */
export function expectedPackages(
  project: JudgedProject,
  files: readonly string[],
  python: string | null,
): ExpectedPackages | null {
  const documents = (names: readonly string[]): readonly Document[] =>
    names.flatMap((name) => (files.includes(name) ? (project.document(name) ?? []) : []));
  const manifests = documents(MANIFESTS);
  const requirements = documents(files.filter((name) => /^(?:requirements\/)?[^/]*\.txt$/.test(name))).filter(
    ({ kind }) => kind === 'requirements',
  );
  const lock = documents(LOCKS)[0] ?? null;
  const sources = lock === null ? [...requirements, ...manifests] : [lock];
  const all = sources.flatMap((doc) => requirementsIn(doc)).filter((place) => applies(place, python));
  const named = [...manifests, ...requirements, ...sources].flatMap((doc) => requirementsIn(doc));
  if (named.length === 0) return null;
  const places = new Map<string, RequirementPlace[]>();
  for (const place of all) places.set(place.normalized, [...(places.get(place.normalized) ?? []), place]);
  return {
    source: lock?.path ?? sources.find((doc) => requirementsIn(doc).length > 0)?.path ?? '',
    places,
    needed: neededPackages(lock, manifests, all, python),
    named: new Set(named.map(({ normalized }) => normalized)),
  };
}

const applies = ({ isLocal, marker }: RequirementPlace, python: string | null): boolean =>
  !isLocal && (marker === null || python === null || mayHoldOn(marker, python));

/** A lock also names what other platforms need, so only what the project itself requires is certainly needed. */
function neededPackages(
  lock: Document | null,
  manifests: readonly Document[],
  all: readonly RequirementPlace[],
  python: string | null,
): ReadonlySet<string> {
  const isAlways = ({ groups, marker, isLocal, origin, span }: RequirementPlace, doc: Document | null): boolean =>
    groups.length === 0 &&
    !isLocal &&
    origin !== 'constraints' &&
    !(doc !== null && isBuildRequirement(doc, span.start)) &&
    (marker === null || (python !== null && alwaysHoldsOn(marker, python)));
  const hasGraph = lock !== null && lock.role !== 'pipfile-lock';
  if (!hasGraph) return new Set(all.filter((place) => isAlways(place, null)).map(({ normalized }) => normalized));
  const direct = lockGraphOf(lock).direct;
  const required = manifests.flatMap((doc) => requirementsIn(doc).filter((place) => isAlways(place, doc)));
  const locked = new Set(all.filter(({ groups }) => groups.length === 0).map(({ normalized }) => normalized));
  return new Set(
    required
      .map(({ normalized }) => normalized)
      .filter((name) => locked.has(name) && (direct.size === 0 || direct.has(name))),
  );
}

/** `[build-system] requires` is only installed for the build. */
function isBuildRequirement({ role, text }: Document, offset: number): boolean {
  if (role !== 'pyproject') return false;
  const header = text.lastIndexOf('\n[', offset) + 1;
  return /^\[[ \t]*build-system[ \t]*\]/.test(text.slice(header, offset));
}
