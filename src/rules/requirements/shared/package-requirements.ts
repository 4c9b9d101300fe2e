import type { WantedPackage } from '../../../advisories/package-facts.ts';
import { pythonStatus } from '../../../data/python-releases.ts';
import { declaredPythons } from '../../../declared/declared-pythons.ts';
import { isForDevelopment, type RequirementPlace } from '../../../declared/requirement-place.ts';
import { requirementsIn } from '../../../declared/requirements.ts';
import type { Context } from '../../../engine/context.ts';
import type { Document } from '../../../engine/document.ts';
import type { Kind } from '../../../engine/kind.ts';
import { leaveOut } from '../../../engine/left-out.ts';
import type { Severity } from '../../../engine/severity.ts';
import { mayHoldOn } from '../../../formats/marker-python.ts';
import { INSTALL_KEYWORDS } from './requirement-kinds.ts';

/** A requirement that comes from an index, with the conditions on its package. */
export interface PackageRequirement {
  readonly place: RequirementPlace;
  readonly wanted: WantedPackage;
  /** True if the change did not add it: its line is unchanged, or has only moved. */
  readonly isOld: boolean;
  /** True if no Python that is still maintained installs it. */
  readonly isForEndedPythons: boolean;
}

/**
 * A file of each kind requires no packages without one of these words. A Python file only does so with setup(), a
 * requirements file with anything.
 */
export const REQUIREMENT_TRIGGERS: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  requirements: [],
  toml: ['package', 'require', 'dependencies'],
  ini: ['require', 'deps', 'pip'],
  json: ['_meta', 'pip'],
  python: INSTALL_KEYWORDS,
};
export const INSTALL_TRIGGERS = ['pip', 'uv add'];

/** The largest lock files have a few thousand. */
const MOST = 10_000;

/**
 * The requirements in a file whose packages come from an index and whose markers a Python of the project can satisfy.
 */
export function* packageRequirements(doc: Document): Generator<PackageRequirement> {
  let count = 0;
  const ended = new Set(declaredPythons(doc).filter((python) => isEnded(python, doc.project.date)));
  const before = new Set(doc.base === null ? [] : requirementsIn(doc.base).map(keyOf));
  for (const place of requirementsIn(doc)) {
    if (place.isLocal || place.url !== null || place.editable || place.normalized === '') continue;
    const pythons = pythonsFor(doc, place);
    if (pythons.length === 0) continue;
    if (count === MOST) {
      leaveOut(doc, `it requires more than ${MOST} packages`);
      return;
    }
    count += 1;
    yield {
      place,
      wanted: { name: place.normalized, version: place.version, clauses: clausesOf(place) },
      isOld: doc.base !== null && (!doc.isChanged(place.span) || before.has(keyOf(place))),
      isForEndedPythons: pythons.every((python) => ended.has(python)),
    };
  }
}

const keyOf = ({ normalized, specifier, version, groups }: RequirementPlace): string =>
  [normalized, version ?? specifier, ...groups].join(' ');

/** No specifier means no conditions. A specifier that cannot be read means unknown. */
function clausesOf({ clauses, specifier }: RequirementPlace): WantedPackage['clauses'] {
  return clauses.length === 0 && specifier !== '' ? null : clauses;
}

function pythonsFor(doc: Document, { marker }: RequirementPlace): readonly string[] {
  const declared = declaredPythons(doc);
  return marker === null ? declared : declared.filter((python) => mayHoldOn(marker, python));
}

function isEnded(python: string, date: string): boolean {
  const [major = 0, minor = 0] = python.split('.').map(Number);
  return pythonStatus(major, minor, date).state === 'ended';
}

/** Its context, if its group is more specific than the file. */
export function contextOfGroup(place: RequirementPlace): { readonly context?: Context } {
  return isForDevelopment(place) ? { context: 'development' } : {};
}

/** At most a warning, for what must not block. */
export const atMostWarning = (severity: Severity): Severity => (severity === 'error' ? 'warning' : severity);
