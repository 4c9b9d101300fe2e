import type { PackageFacts } from '../advisories/package-facts.ts';
import type { Dockerfile } from '../formats/dockerfile.ts';
import type { RequirementsFile } from '../formats/requirements.ts';
import type { ConfigTree } from '../formats/tree.ts';
import { resolveNames } from '../python/names/index.ts';
import { parsePython } from '../python/syntax/index.ts';
import {
  type BorrowedNames,
  borrowedNames,
  type Neighbours,
  NO_NEIGHBOURS,
  NOTHING_BORROWED,
} from './borrowed-names.ts';
import { changedLines } from './changes.ts';
import { type ContextOverride, contextOf } from './context.ts';
import type { DependencyLog } from './dependencies.ts';
import type { Document, FileText, Project, ProjectSettings } from './document.ts';
import { importedModule, mayBeOfProject } from './imported-module.ts';
import { isPathFile, type Kind, kindOf } from './kind.ts';
import { indexLines } from './line-index.ts';
import { forget } from './memo.ts';
import { type Role, roleOf } from './role.ts';

/** The parsers in src/formats/parsers.ts, which is only loaded when a file needs it. */
export interface FormatParsers {
  parseTree(text: string, kind: Kind, role: Role, path: string): ConfigTree | null;
  parseDockerfile(text: string): Dockerfile;
  parseRequirements(text: string): RequirementsFile;
}

export interface BaseText extends FileText {
  /** Differs from the document's path if the change moved it. */
  readonly path: string;
}

export interface ProjectOptions {
  /** A file in the snapshot; null if it does not exist or cannot be read. */
  readText(path: string): FileText | null;
  /**
   * The file before the change, with its path then: one per parent of a merge that has it. Empty if there is no base.
   */
  bases(path: string): readonly BaseText[];
  exists(path: string): boolean;
  mayHaveFolder(path: string): boolean;
  paths(): readonly string[];
  /** Without it, files do not get names from other files. */
  readonly neighbours?: Neighbours;
  readonly date: string;
  readonly settings: ProjectSettings;
  packages(): PackageFacts;
  readonly contexts: readonly ContextOverride[];
  /** Absent if nobody asks what a file depends on. */
  readonly dependencies?: DependencyLog | undefined;
  /** Null until they are loaded. */
  formats(): FormatParsers | null;
}

/** A project whose files are judged in rounds, so that they are not all in memory at the same time. */
export interface JudgedProject extends Project {
  /** Null if the file does not exist or cannot be read. */
  document(path: string): Document | null;
  /** Frees the parsed views of documents that this round did not use. They are recreated on demand. */
  endRound(): void;
}

/** Tracks which documents have parsed views. */
interface Rounds {
  now: number;
  readonly held: Set<Held>;
}

interface Held {
  readonly usedIn: number;
  release(): void;
}

/** The snapshot as rules see it. There is one document per path. */
export function createProject(options: ProjectOptions): JudgedProject {
  const documents = new Map<string, Document | null>();
  const rounds: Rounds = { now: 0, held: new Set() };
  const project: JudgedProject = {
    document(path) {
      let document = documents.get(path);
      if (document === undefined) {
        const file = options.readText(path);
        document = file === null ? null : createDocument(path, file, project, rounds, options);
        documents.set(path, document);
      }
      return document;
    },
    exists: (path) => options.exists(path),
    mayHaveFolder: (path) => options.mayHaveFolder(path),
    paths: () => options.paths(),
    date: options.date,
    settings: options.settings,
    packages: () => options.packages(),
    endRound() {
      for (const one of rounds.held) {
        if (one.usedIn === rounds.now) continue;
        rounds.held.delete(one);
        one.release();
      }
      rounds.now += 1;
    },
  };
  return project;
}

/** What a document has computed from its text. */
interface Cell {
  value: unknown;
}
const NOT_MADE = Symbol('not made');

/**
 * A document with a given text.
 * @param baseOf the file that this is a base of; null if it is not one
 */
function createDocument(
  path: string,
  { text, problems }: FileText,
  project: JudgedProject,
  rounds: Rounds,
  options: ProjectOptions,
  baseOf: string | null = null,
): Document {
  const kind = kindOf(path, text.slice(0, 120));
  const made: Cell[] = [];
  const held = {
    usedIn: -1,
    release() {
      for (const cell of made) cell.value = NOT_MADE;
      made.length = 0;
      forget(self);
    },
  };
  const once = <T>(make: () => T): (() => T) => {
    const cell: Cell = { value: NOT_MADE };
    return () => {
      if (cell.value === NOT_MADE) cell.value = make();
      return cell.value as T;
    };
  };
  /** For what takes much memory and can be computed again. */
  const onceARound = <T>(make: () => T): (() => T) => {
    const cell: Cell = { value: NOT_MADE };
    return () => {
      if (held.usedIn !== rounds.now) {
        held.usedIn = rounds.now;
        rounds.held.add(held);
      }
      if (cell.value === NOT_MADE) {
        cell.value = make();
        made.push(cell);
      }
      return cell.value as T;
    };
  };
  const formats = (): FormatParsers => {
    const parsers = options.formats();
    if (parsers === null) throw new Error(`the format parsers are not loaded, ${path} needs them`);
    return parsers;
  };
  const only = (wanted: boolean, view: string): void => {
    if (!wanted) throw new Error(`${path} is ${kind}, it has no ${view}`);
  };
  const role = once(() => roleOf(path, kind, text));
  const context = once(() => contextOf(path, options.contexts, options.exists));
  const lines = onceARound(() => indexLines(text));
  const borrowed = once(
    (): BorrowedNames =>
      kind === 'python'
        ? borrowedNames(path, text, options.neighbours ?? NO_NEIGHBOURS, (other) =>
            options.dependencies?.text(path, other),
          )
        : NOTHING_BORROWED,
  );
  const python = onceARound(() => {
    only(kind === 'python', 'Python');
    return parsePython(isPathFile(path) ? linesThatRun(text) : text, borrowed);
  });
  const names = onceARound(() =>
    resolveNames(python(), {
      find: (module) => importedModule(self, module)?.names ?? null,
      mayHave: (root) => mayBeOfProject(self, root),
    }),
  );
  const tree = onceARound(() => formats().parseTree(text, kind, role(), path));
  const dockerfile = onceARound(() => {
    only(kind === 'dockerfile', 'stages');
    return formats().parseDockerfile(text);
  });
  const requirements = onceARound(() => {
    only(kind === 'requirements', 'requirements');
    return formats().parseRequirements(text);
  });
  /** Without a base, or if the change left the file unchanged in its place, it is judged whole. */
  const bases = onceARound(() => {
    const found = baseOf === null ? options.bases(path) : [];
    return found.some((base) => base.text === text && base.path === path) ? [] : found;
  });
  const base = onceARound(() => {
    const first = bases()[0];
    if (first === undefined) return null;
    return createDocument(first.path, first, project, rounds, options, path);
  });
  /** In a merge, a line only belongs to the change if no parent has it. */
  const changes = onceARound(() => bases().map((candidate) => changedLines(candidate.text, text)));

  const self: Document = {
    path,
    text,
    kind,
    project,
    sibling(other) {
      options.dependencies?.sibling(baseOf ?? path, other);
      return project.document(other);
    },
    encodingProblems: problems,
    get role() {
      return role();
    },
    get context() {
      return context();
    },
    get lines() {
      return lines();
    },
    get python() {
      return python();
    },
    get borrowed() {
      return borrowed();
    },
    get names() {
      return names();
    },
    get tree() {
      return tree();
    },
    get dockerfile() {
      return dockerfile();
    },
    get requirements() {
      return requirements();
    },
    get base() {
      return base();
    },
    isChanged(span) {
      const first = lines().lineAt(span.start);
      const last = lines().lineAt(Math.max(span.start, span.end - 1));
      return changes().every((changed) => {
        for (let line = first; line <= last; line += 1) if (changed.has(line)) return true;
        return false;
      });
    },
  };
  return self;
}

/** A .pth file with its folders turned into comments. */
function linesThatRun(text: string): string {
  return text.replace(/^(?!import[ \t])[^\r\n]/gm, '#');
}
