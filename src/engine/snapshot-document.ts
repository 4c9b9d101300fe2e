import type { Dockerfile } from '../formats/dockerfile.ts';
import type { RequirementsFile } from '../formats/requirements.ts';
import type { ConfigTree } from '../formats/tree.ts';
import { type Names, resolveNames } from '../python/names/index.ts';
import { type PythonFile, parsePython } from '../python/syntax/index.ts';
import { type BorrowedNames, borrowedNames, NO_NEIGHBOURS, NOTHING_BORROWED } from './borrowed-names.ts';
import { changedLines } from './changes.ts';
import { type Context, contextOf } from './context.ts';
import type { Document, FileText, Project } from './document.ts';
import { importedModule, mayBeOfProject } from './imported-module.ts';
import { isPathFile, type Kind, kindOf } from './kind.ts';
import { indexLines, type LineIndex } from './line-index.ts';
import { forget } from './memo.ts';
import type { BaseText, FormatParsers, Held, Surroundings } from './project-options.ts';
import { type Role, roleOf } from './role.ts';
import type { Span } from './span.ts';

/**
 * What a document has computed that takes much memory and can be computed again; see `endRound`.
 */
interface Views {
  lines?: LineIndex;
  python?: PythonFile;
  names?: Names;
  tree?: ConfigTree | null;
  dockerfile?: Dockerfile;
  requirements?: RequirementsFile;
  bases?: readonly BaseText[];
  base?: Document | null;
  changes?: readonly ReadonlySet<number>[];
}

/** A document with a given text. A class, because a tree has thousands, and getters of object literals are dear. */
export class SnapshotDocument implements Document, Held {
  readonly path: string;
  readonly text: string;
  readonly kind: Kind;
  readonly encodingProblems: FileText['problems'];
  usedIn = -1;
  private readonly around: Surroundings;
  /** The file that this is a base of; null if it is not one. */
  private readonly baseOf: string | null;
  private knownRole: Role | null = null;
  private knownContext: Context | null = null;
  private knownBorrowed: BorrowedNames | null = null;
  private made: Views = {};

  constructor(path: string, { text, problems }: FileText, around: Surroundings, baseOf: string | null = null) {
    this.path = path;
    this.text = text;
    this.kind = kindOf(path, text.slice(0, 120));
    this.encodingProblems = problems;
    this.around = around;
    this.baseOf = baseOf;
  }

  get project(): Project {
    return this.around.project;
  }

  sibling(other: string): Document | null {
    const { options, project } = this.around;
    options.dependencies?.sibling(this.baseOf ?? this.path, other);
    return project.document(other);
  }

  get role(): Role {
    this.knownRole ??= roleOf(this.path, this.kind, this.text);
    return this.knownRole;
  }

  get context(): Context {
    const { contexts, exists } = this.around.options;
    this.knownContext ??= contextOf(this.path, contexts, exists);
    return this.knownContext;
  }

  get borrowed(): BorrowedNames {
    this.knownBorrowed ??= this.kind === 'python' ? this.borrow() : NOTHING_BORROWED;
    return this.knownBorrowed;
  }

  private borrow(): BorrowedNames {
    const { neighbours = NO_NEIGHBOURS, dependencies } = this.around.options;
    return borrowedNames(this.path, this.text, neighbours, (other) => dependencies?.text(this.path, other));
  }

  get lines(): LineIndex {
    const views = this.hold();
    views.lines ??= indexLines(this.text);
    return views.lines;
  }

  get python(): PythonFile {
    const views = this.hold();
    views.python ??= this.parse();
    return views.python;
  }

  private parse(): PythonFile {
    this.mustBe('python', 'Python');
    return parsePython(isPathFile(this.path) ? linesThatRun(this.text) : this.text, () => this.borrowed);
  }

  get names(): Names {
    const views = this.hold();
    views.names ??= resolveNames(this.python, {
      find: (module) => importedModule(this, module)?.names ?? null,
      mayHave: (root) => mayBeOfProject(this, root),
    });
    return views.names;
  }

  get tree(): ConfigTree | null {
    const views = this.hold();
    if (views.tree === undefined) views.tree = this.formats().parseTree(this.text, this.kind, this.role, this.path);
    return views.tree;
  }

  get dockerfile(): Dockerfile {
    this.mustBe('dockerfile', 'stages');
    const views = this.hold();
    views.dockerfile ??= this.formats().parseDockerfile(this.text);
    return views.dockerfile;
  }

  get requirements(): RequirementsFile {
    this.mustBe('requirements', 'requirements');
    const views = this.hold();
    views.requirements ??= this.formats().parseRequirements(this.text);
    return views.requirements;
  }

  get base(): Document | null {
    const views = this.hold();
    if (views.base === undefined) {
      const [first] = this.bases();
      views.base = first === undefined ? null : new SnapshotDocument(first.path, first, this.around, this.path);
    }
    return views.base;
  }

  /** In a merge, a line only belongs to the change if no parent has it. */
  isChanged(span: Span): boolean {
    const views = this.hold();
    views.changes ??= this.bases().map((candidate) => changedLines(candidate.text, this.text));
    const first = this.lines.lineAt(span.start);
    const last = this.lines.lineAt(Math.max(span.start, span.end - 1));
    return views.changes.every((changed) => {
      for (let line = first; line <= last; line += 1) if (changed.has(line)) return true;
      return false;
    });
  }

  /** Without a base, or if the change left the file unchanged in its place, it is judged whole. */
  private bases(): readonly BaseText[] {
    const views = this.hold();
    if (views.bases === undefined) {
      const found = this.baseOf === null ? this.around.options.bases(this.path) : [];
      views.bases = found.some((base) => base.text === this.text && base.path === this.path) ? [] : found;
    }
    return views.bases;
  }

  private hold(): Views {
    const { rounds } = this.around;
    if (this.usedIn !== rounds.now) {
      this.usedIn = rounds.now;
      rounds.held.add(this);
    }
    return this.made;
  }

  release(): void {
    this.made = {};
    forget(this);
  }

  private formats(): FormatParsers {
    const parsers = this.around.options.formats();
    if (parsers === null) throw new Error(`the format parsers are not loaded, ${this.path} needs them`);
    return parsers;
  }

  private mustBe(kind: Kind, view: string): void {
    if (this.kind !== kind) throw new Error(`${this.path} is ${this.kind}, it has no ${view}`);
  }
}

/** A .pth file with its folders turned into comments. */
function linesThatRun(text: string): string {
  return text.replace(/^(?!import[ \t])[^\r\n]/gm, '#');
}
