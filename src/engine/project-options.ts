import type { PackageFacts } from '../advisories/package-facts.ts';
import type { Dockerfile } from '../formats/dockerfile.ts';
import type { RequirementsFile } from '../formats/requirements.ts';
import type { ConfigTree } from '../formats/tree.ts';
import type { Neighbours } from './borrowed-names.ts';
import type { ContextOverride } from './context.ts';
import type { DependencyLog } from './dependencies.ts';
import type { Document, FileText, Project, ProjectSettings } from './document.ts';
import type { Kind } from './kind.ts';
import type { Role } from './role.ts';

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
export interface Rounds {
  now: number;
  readonly held: Set<Held>;
}

export interface Held {
  readonly usedIn: number;
  release(): void;
}

/** What all documents of a project share. */
export interface Surroundings {
  readonly project: JudgedProject;
  readonly rounds: Rounds;
  readonly options: ProjectOptions;
}
