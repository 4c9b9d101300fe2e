import type { PackageFacts } from '../advisories/package-facts.ts';
import type { Config } from '../config/config.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import type { Neighbours } from './borrowed-names.ts';
import { type Dependencies, logDependencies, NO_DEPENDENCIES } from './dependencies.ts';
import type { Document } from './document.ts';
import { type DecodedFile, decodeFile, fileOf } from './file-text.ts';
import { compareFindings, type Finding } from './finding.ts';
import { createGatekeeper } from './gate.ts';
import { groupBy } from './group-by.ts';
import { kindOf } from './kind.ts';
import { type DocumentResult, lintDocument, type RuleFailure } from './lint.ts';
import type { LintScope } from './lint-scope.ts';
import type { LookedAt } from './looked-at.ts';
import { isOfInterest } from './of-interest.ts';
import { folderOf } from './path-parts.ts';
import { startPatience } from './patience.ts';
import { createProject } from './project.ts';
import type { FormatParsers, JudgedProject } from './project-options.ts';
import type { Registry } from './registry.ts';
import { isPathRule, type PathProblem, type PathRule, type Rule } from './rule.ts';
import { silenceByConfig } from './silence.ts';
import type { Snapshot } from './snapshot.ts';
import { tooLong } from './too-long.ts';

/** A file to judge, with its bytes. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What the files are judged with, besides the configuration. */
export interface CheckerOptions {
  readonly registry: Registry;
  readonly snapshot: Snapshot;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** What is around the files; if absent, the judged files and the snapshot's own neighbours. */
  readonly neighbours?: Neighbours;
  /** True to note what files depend on. */
  readonly noteDependencies?: boolean;
  /** Files that have already been searched, by path. */
  readonly lookedAt?: ReadonlyMap<string, LookedAt>;
  loadFormats(): Promise<FormatParsers>;
  /** Called when all code is loaded, with the number of bytes that are going to be judged. */
  beforeJudging?(bytes: number): void;
  packages(): PackageFacts;
  /** In milliseconds. Without it, a file may take as long as it wants. */
  processorTime?(): number;
  /** Called with the name of the step that the time since the last call went into. */
  lap?(step: string): void;
}

export interface Judged {
  readonly file: SourceFile;
  readonly decoded: DecodedFile;
  readonly doc: Document;
  readonly result: DocumentResult;
}

export interface Checker {
  /** What the judged files depend on; nothing if that is not noted. */
  readonly dependencies: Dependencies;
  /** Findings about the paths themselves, and the folders that are not examined further. */
  /** @param marks files of the snapshot that show what the folders around the paths are */
  checkPaths(
    paths: readonly string[],
    marks?: readonly string[],
  ): Promise<{
    readonly findings: readonly Finding[];
    readonly claims: readonly string[];
    readonly failures: readonly RuleFailure[];
  }>;
  /** True for a file that an active rule would read, not counting rules about any text. */
  wants(path: string): boolean;
  check(files: readonly SourceFile[]): Promise<readonly Judged[]>;
  /** Judges another version of a judged file, with the same rules. What it needs is already loaded. */
  recheck(path: string, bytes: Buffer): Judged;
}

/** Judges files. Each configuration has its own rules, contexts and view of the project. */
export function createChecker(
  configs: ConfigLookup,
  scopeOf: (config: Config) => LintScope,
  options: CheckerOptions,
): Checker {
  const { registry, snapshot, date, lookedAt, loadFormats, beforeJudging, packages, processorTime, lap } = options;
  let formats: FormatParsers | null = null;
  const files = new Map<string, Buffer>();
  const log = options.noteDependencies === true ? logDependencies() : undefined;
  let judging: string | null = null;
  const decodedFiles = new Map<string, DecodedFile | null>();
  const runs = new Map<Config, ConfigRun>();

  const read = (path: string): DecodedFile | null => {
    let decoded = decodedFiles.get(path);
    if (decoded === undefined) {
      const bytes = files.get(path) ?? snapshot.read(path);
      const looked = lookedAt?.get(path);
      if (bytes === null) decoded = null;
      else decoded = looked?.bytes === bytes ? fileOf(bytes, looked.decoded) : decodeFile(bytes, path);
      decodedFiles.set(path, decoded);
    }
    return decoded;
  };

  /** Judged files are decoded anyway, and their texts need not be in memory twice. */
  const neighbours: Neighbours = options.neighbours ?? {
    list: snapshot.neighbours.list,
    text: (path) => (files.has(path) ? (read(path)?.text ?? null) : snapshot.neighbours.text(path)),
  };

  const openProject = (config: Config, readText: (path: string) => DecodedFile | null): JudgedProject =>
    createProject({
      readText,
      bases: (path) => snapshot.bases(path).map((base) => ({ path: base.path, ...decodeFile(base.bytes, base.path) })),
      exists: snapshot.exists,
      mayHaveFolder: snapshot.mayHaveFolder,
      paths: snapshot.paths,
      neighbours,
      date,
      settings: config,
      packages() {
        if (judging !== null) log?.packages(judging);
        return packages();
      },
      dependencies: log,
      contexts: config.contexts,
      formats: () => formats,
    });

  const runFor = (path: string): ConfigRun => {
    const config = configs.configFor(path);
    let run = runs.get(config);
    if (run === undefined) {
      const scope = scopeOf(config);
      run = { config, scope, project: openProject(config, read) };
      runs.set(config, run);
    }
    return run;
  };

  /** True if the path existed before at the file's place but had other content: an untouched file is judged whole. */
  const wasThere = (file: string): boolean => {
    const bases = snapshot.bases(file);
    const now = bases.length === 0 ? null : snapshot.read(file);
    return bases.length > 0 && !bases.some((base) => base.path === file && now?.equals(base.bytes));
  };

  /** What was added to a folder or altered in it belongs to the change, even if the folder existed before. */
  const hasOnlyMoved = (folder: string, paths: readonly string[]): boolean =>
    paths
      .filter((path) => folder === '' || path.startsWith(`${folder}/`))
      .every((path) => {
        const [base] = snapshot.bases(path);
        return base !== undefined && base.path !== path && snapshot.read(path)?.equals(base.bytes) === true;
      });

  const pathFinding = (rule: PathRule, problem: PathProblem, paths: readonly string[], scope: LintScope): Finding => {
    const severity = scope.severity[rule.id] ?? problem.severity ?? rule.severity;
    const start = { line: 1, column: 1 };
    const file = fileAt(problem.path, paths);
    const isNew = problem.claims === undefined ? !wasThere(file) : !hasOnlyMoved(problem.claims, paths);
    return {
      rule: rule.id,
      severity,
      path: problem.path,
      file,
      start,
      end: start,
      message: problem.message,
      help: problem.help,
      silence: silenceByConfig(problem.path, rule.id, scope.configFolder),
      fix: null,
      advisories: null,
      source: null,
      fixed: false,
      new: isNew,
      blocks: scope.blocks(severity, isNew),
    };
  };

  const gatekeeper = createGatekeeper(registry.gates);
  const loaded = new Map<string, Rule>();
  const load = async (ids: readonly string[]): Promise<void> => {
    const missing = new Set(ids.filter((id) => !loaded.has(id)));
    if (missing.size === 0) return;
    for (const rule of await registry.load(missing)) if (!isPathRule(rule)) loaded.set(rule.id, rule);
  };
  const loadedRules = (ids: readonly string[]): Rule[] => ids.flatMap((id) => loaded.get(id) ?? []);
  const wantedIds = ({ scope }: ConfigRun, doc: Document, bytes: Buffer): readonly string[] => {
    const ignored = scope.ignoredFor(doc.path);
    const looked = lookedAt?.get(doc.path);
    const ids = looked?.bytes === bytes && doc.borrowed.size === 0 ? looked.rules : gatekeeper.rulesFor(doc);
    return ids.filter((id) => scope.inForce.has(id) && !ignored.has(id));
  };

  return {
    dependencies: log?.noted ?? NO_DEPENDENCIES,

    async checkPaths(paths, marks = []) {
      const open = registry.pathGates.filter(({ pattern }) => {
        const expression = new RegExp(pattern);
        return [...paths, ...marks].some((path) => expression.test(path));
      });
      const rules = (await registry.load(new Set(open.map(({ id }) => id)))).filter(isPathRule);
      const findings: Finding[] = [];
      const claims: string[] = [];
      const failures: RuleFailure[] = [];
      const byConfig = groupBy(paths, runFor);
      for (const [run, own] of byConfig) {
        for (const rule of rules) {
          if (!run.scope.inForce.has(rule.id)) continue;
          try {
            for (const problem of rule.checkPaths([...own, ...marks.filter(isAround(own))], run.project)) {
              if (run.scope.ignoredFor(problem.path).has(rule.id) || run.config.excludes(problem.path)) continue;
              if (problem.claims !== undefined) claims.push(problem.claims);
              findings.push(pathFinding(rule, problem, own, run.scope));
            }
          } catch (error) {
            failures.push({ rule: rule.id, path: own[0] ?? '', error });
          }
        }
      }
      return { findings: findings.sort(compareFindings), claims, failures };
    },

    wants(path) {
      const { scope } = runFor(path);
      const kind = kindOf(path);
      const ignored = scope.ignoredFor(path);
      return (
        isOfInterest(path) &&
        registry.gates.some(({ id, kinds }) => scope.inForce.has(id) && kinds.includes(kind) && !ignored.has(id))
      );
    },

    async check(given) {
      for (const { path, bytes } of given) files.set(path, bytes);
      const chosen = given.map((file) => {
        const run = runFor(file.path);
        return { file, run, doc: run.project.document(file.path) as Document };
      });
      gatekeeper.expect(chosen.map(({ doc }) => doc));
      const idsOf = chosen.map(({ file, run, doc }) => wantedIds(run, doc, file.bytes));
      lap?.('searching');
      await load(idsOf.flat());
      const wanted = chosen.map((one, index) => ({ ...one, rules: loadedRules(idsOf[index]!) }));
      if (formats === null && wanted.some(({ doc, rules }) => needsFormats(doc, rules))) formats = await loadFormats();
      beforeJudging?.(given.reduce((sum, { bytes }) => sum + bytes.length, 0));
      lap?.('loading rules');
      return roundsOf(wanted).flatMap((round) => {
        // All files before all rules, so that the parser runs while it is hot.
        for (const { doc, rules } of round)
          if (doc.kind === 'python' && rules.length > 0 && tooLong(doc) === null) doc.python;
        lap?.('lexing and parsing');
        const judged = round.map(({ file, run, doc, rules }) => {
          judging = file.path;
          const result = lintDocument(doc, rules, run.scope, startPatience(processorTime));
          return { file, doc, decoded: read(file.path) as DecodedFile, result };
        });
        judging = null;
        for (const { project } of runs.values()) project.endRound();
        lap?.('rules, and the names that they ask for');
        return judged;
      });
    },

    recheck(path, bytes) {
      const run = runFor(path);
      const decoded = decodeFile(bytes, path);
      const project = openProject(run.config, (other) => (other === path ? decoded : read(other)));
      const doc = project.document(path) as Document;
      const rules = loadedRules(wantedIds(run, doc, bytes));
      return {
        file: { path, bytes },
        decoded,
        doc,
        result: lintDocument(doc, rules, run.scope, startPatience(processorTime)),
      };
    },
  };
}

interface ConfigRun {
  readonly config: Config;
  readonly scope: LintScope;
  readonly project: JudgedProject;
}

/** How many characters of files to parse and judge together: a parsed file takes ten times its size in memory. */
const ROUND = 2_000_000;

function roundsOf<T extends { readonly doc: Document }>(files: readonly T[]): readonly (readonly T[])[] {
  const rounds: T[][] = [];
  let size = ROUND;
  for (const file of files) {
    if (size >= ROUND) {
      rounds.push([]);
      size = 0;
    }
    rounds.at(-1)!.push(file);
    size += file.doc.text.length;
  }
  return rounds;
}

function needsFormats(doc: Document, rules: readonly Rule[]): boolean {
  if (rules.length > 0 && doc.kind !== 'python' && doc.kind !== 'text') return true;
  return rules.some((rule) => rule.siblingKinds !== undefined && rule.siblingKinds.length > 0);
}

/** True for a file next to one of the paths, or next to a folder above one. */
function isAround(paths: readonly string[]): (mark: string) => boolean {
  return (mark) => {
    const folder = folderOf(mark).replace(/(?<=^|\/)(?:conda-meta|bin|Scripts)\/$/, '');
    return paths.some((path) => path.startsWith(folder));
  };
}

/** The path itself, or a folder's telltale file, or its first file. */
function fileAt(path: string, paths: readonly string[]): string {
  if (paths.includes(path)) return path;
  const inside = paths.filter((candidate) => candidate.startsWith(`${path}/`));
  return inside.find((candidate) => candidate === `${path}/pyvenv.cfg`) ?? inside[0] ?? path;
}
