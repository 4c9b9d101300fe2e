import type { Span } from '../engine/span.ts';
import { normalizeName, type Requirement, type SpecifierClause } from '../formats/requirement.ts';

/** Where a requirement is written. */
export type RequirementOrigin =
  /** requirements*.txt */
  | 'requirements'
  /** A file that only narrows what others require. */
  | 'constraints'
  /** requirements*.in: the source of a compiled file. */
  | 'input'
  /** PEP 621, PEP 735, setup.py, setup.cfg, uv, pdm, hatch: the ranges of a library or a tool. */
  | 'metadata'
  | 'poetry'
  | 'pipfile'
  | 'conda'
  /** tox's `deps`. */
  | 'tox'
  /** `pip install` in a Dockerfile, a CI file or a script. */
  | 'command'
  /** poetry.lock, uv.lock, pdm.lock, pylock.toml, Pipfile.lock. */
  | 'lock';

/** A place where a package is required. */
export interface RequirementPlace {
  /** The whole requirement; in a table, the key and its value. */
  readonly span: Span;
  /** As written. */
  readonly name: string;
  readonly nameSpan: Span;
  /** PEP 503. */
  readonly normalized: string;
  readonly extras: readonly string[];
  /** As written, without the name: `>=1.2,<2`, poetry's `^1.2`, ''. */
  readonly specifier: string;
  readonly dialect: 'pep440' | 'poetry' | 'conda';
  /** As PEP 440, also poetry's `^` and `~`. Empty for `*`, alternatives (`^1 || ^2`) and text that cannot be read. */
  readonly clauses: readonly SpecifierClause[];
  /** The version if only one is possible: `==1.2`, `===1.2`, a lock's entry. Null for a range. */
  readonly version: string | null;
  readonly versionSpan: Span | null;
  /** Where it comes from instead of an index: a URL, a VCS address, a path. */
  readonly url: string | null;
  readonly urlSpan: Span | null;
  /** The commit, tag or branch that a table gives for a VCS address; null if it is part of the URL. */
  readonly revision: string | null;
  readonly marker: string | null;
  readonly hashes: number;
  readonly editable: boolean;
  readonly origin: RequirementOrigin;
  /** In Dockerfiles, the stage of the command. */
  readonly stage: number | null;
  /** True if the command narrows the versions by constraints (`pip install -c`). */
  readonly constrained: boolean;
  /** The groups and extras that install it. Empty if every installation does, or if that is unknown. */
  readonly groups: readonly string[];
  /** True if it comes from the project's own folder, a repository or a single file rather than from an index. */
  readonly isLocal: boolean;
}

/** A requirement that is written as a single specifier. Null for paths and URLs without a name. */
export function placeOf(
  requirement: Requirement,
  origin: RequirementOrigin,
  more: Partial<Pick<RequirementPlace, 'hashes' | 'editable' | 'stage' | 'constrained' | 'span' | 'groups'>> = {},
): RequirementPlace | null {
  const { name, start, end, clauses, url } = requirement;
  if (requirement.problem !== null) return null;
  if (name === null && url === null) return null;
  const exact = exactClause(clauses);
  const first = clauses[0];
  const last = clauses.at(-1);
  return {
    span: { start, end },
    name: name ?? '',
    nameSpan: { start: requirement.nameStart, end: requirement.nameEnd },
    normalized: normalizeName(name ?? ''),
    extras: requirement.extras,
    specifier: clauses.map(({ operator, version }) => operator + version).join(','),
    dialect: 'pep440',
    clauses,
    version: exact?.version ?? null,
    versionSpan:
      exact === null || first === undefined || last === undefined ? null : { start: first.start, end: last.end },
    url,
    urlSpan: url === null ? null : { start: requirement.urlStart, end: requirement.urlEnd },
    revision: null,
    marker: requirement.marker,
    hashes: 0,
    editable: false,
    origin,
    stage: null,
    constrained: false,
    groups: [],
    isLocal: url !== null,
    ...more,
  };
}

/** Groups that are never deployed, by words in their names. */
const DEVELOPMENT_GROUP =
  /^(?:dev|devel|development|develop|tests?|testing|lint(?:ing|ers?)?|format(?:ting)?|docs?|documentation|typing|types?|mypy|ci|qa|checks?|style|debug|local|nox|tox|bench(?:marks?)?|coverage|pre|examples?)$/;

/** Whether only groups and extras for development install it. */
export function isForDevelopment({ groups }: Pick<RequirementPlace, 'groups'>): boolean {
  return (
    groups.length > 0 && groups.every((group) => group.split(/[-_.\s]/).some((word) => DEVELOPMENT_GROUP.test(word)))
  );
}

function exactClause(clauses: readonly SpecifierClause[]): SpecifierClause | null {
  return (
    clauses.find(({ operator, version }) => operator === '===' || (operator === '==' && !version.endsWith('.*'))) ??
    null
  );
}
