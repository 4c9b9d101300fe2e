import type { PackageFacts } from '../advisories/package-facts.ts';
import type { Dockerfile } from '../formats/dockerfile.ts';
import type { RequirementsFile } from '../formats/requirements.ts';
import type { ConfigTree } from '../formats/tree.ts';
import type { Names } from '../python/names/index.ts';
import type { PythonFile, SyntaxProblem } from '../python/syntax/index.ts';
import type { BorrowedNames } from './borrowed-names.ts';
import type { Context } from './context.ts';
import type { Kind } from './kind.ts';
import type { LineIndex } from './line-index.ts';
import type { Role } from './role.ts';
import type { Span } from './span.ts';

/** A file as rules see it. Parsed views are created on first use and kept. */
export interface Document {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Decoded, without a BOM. All offsets are relative to this. */
  readonly text: string;
  readonly kind: Kind;
  readonly role: Role;
  readonly context: Context;
  /** Only for Python files. Likewise, the others throw if the file is of another kind. */
  readonly python: PythonFile;
  readonly names: Names;
  /** Names that a Python file gets from other files of the project. */
  readonly borrowed: BorrowedNames;
  /** dotenv, ini, toml, yaml, json, procfile: one tree shape for all. Null if the file cannot be read. */
  readonly tree: ConfigTree | null;
  readonly dockerfile: Dockerfile;
  readonly requirements: RequirementsFile;
  /** The file before the change, with its path then; null if there is none or the change leaves it unchanged. */
  readonly base: Document | null;
  /** True if the change added or altered a line that the span touches. Always true without a base. */
  isChanged(span: Span): boolean;
  readonly project: Project;
  /** Another file in the same snapshot; null if it does not exist or cannot be read. */
  sibling(path: string): Document | null;
  readonly lines: LineIndex;
  /** Where bytes could not be decoded as they should (PEP 263). */
  readonly encodingProblems: readonly SyntaxProblem[];
}

/** The content of a file. */
export interface FileText {
  /** Without a BOM. */
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
}

/** The snapshot around the document: index, working tree or commit, whichever is judged. */
export interface Project {
  exists(path: string): boolean;
  /** False if there is no file below the folder; true if there may be one. */
  mayHaveFolder(path: string): boolean;
  /** The paths of all files in the snapshot, relative to the root, in no particular order. */
  readonly paths: () => readonly string[];
  /** The day to judge by, YYYY-MM-DD. */
  readonly date: string;
  /** Configuration values that rules use. */
  readonly settings: ProjectSettings;
  /** What is known about packages. Opened when the first rule asks. */
  readonly packages: () => PackageFacts;
}

export interface ProjectSettings {
  readonly allowedIndexes: readonly string[];
  readonly allowedPackages: readonly string[];
}
