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

/** A file as rules see it. Parsed views are made on first use and kept. */
export interface Document {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Decoded, without a BOM. Offsets everywhere are into this. */
  readonly text: string;
  readonly kind: Kind;
  readonly role: Role;
  readonly context: Context;
  /** Python kind only; the others throw likewise when asked for what the file is not. */
  readonly python: PythonFile;
  readonly names: Names;
  /** Names that other files of the project lend a Python file. */
  readonly borrowed: BorrowedNames;
  /** dotenv, ini, toml, yaml, json, procfile: one tree shape for all. Null where the file cannot be read. */
  readonly tree: ConfigTree | null;
  readonly dockerfile: Dockerfile;
  readonly requirements: RequirementsFile;
  /** The file before the change, where it stood then; null where there is none or the change leaves it as it is. */
  readonly base: Document | null;
  /** True where the change added or altered a line that the span touches, and everywhere without a base. */
  isChanged(span: Span): boolean;
  readonly project: Project;
  readonly lines: LineIndex;
  /** Where the bytes could not be decoded as they should (PEP 263). */
  readonly encodingProblems: readonly SyntaxProblem[];
}

/** What a file's bytes say. */
export interface FileText {
  /** Without a BOM. */
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
}

/** The snapshot around the document: index, working tree or commit, whichever is judged. */
export interface Project {
  /** Another file of the same snapshot; null where there is none or it cannot be read. */
  document(path: string): Document | null;
  exists(path: string): boolean;
  /** False if there is no file below the folder; true if there may be one. */
  mayHaveFolder(path: string): boolean;
  /** The paths of all files of the snapshot, relative to the root, in no particular order. */
  readonly paths: () => readonly string[];
  /** The day findings are judged by, YYYY-MM-DD. */
  readonly date: string;
  /** Config values that rules read. */
  readonly settings: ProjectSettings;
  /** What is known of packages; opened when the first rule asks. */
  readonly packages: () => PackageFacts;
}

export interface ProjectSettings {
  readonly allowedIndexes: readonly string[];
  readonly allowedPackages: readonly string[];
}
