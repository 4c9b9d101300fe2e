import type { PackageFacts } from '../advisories/package-facts.ts';
import type { Config } from '../config/config.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import type { RuleScope } from '../config/selection.ts';
import { createProject, type Document, type FormatParsers, type Project } from './document.ts';
import { type DecodedFile, decodeFile } from './file-text.ts';
import { compareFindings, type Finding } from './finding.ts';
import { groupBy } from './group-by.ts';
import { kindOf } from './kind.ts';
import { createRuleChooser, type DocumentResult, lintDocument, type RuleChooser, type RuleFailure } from './lint.ts';
import { roleOf } from './role.ts';
import type { PathProblem, PathRule, Rule } from './rule.ts';
import { silenceByConfig } from './silence.ts';
import type { Snapshot } from './snapshot.ts';

/** A file to judge, with its bytes. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What the files are judged by, beside the configuration. */
export interface CheckerOptions {
  readonly snapshot: Snapshot;
  /** YYYY-MM-DD. */
  readonly date: string;
  loadFormats(): Promise<FormatParsers>;
  packages(): PackageFacts;
}

export interface Judged {
  readonly file: SourceFile;
  readonly decoded: DecodedFile;
  readonly doc: Document;
  readonly result: DocumentResult;
}

export interface Checker {
  /** Findings about the paths themselves, and the folders that are not looked into further. */
  checkPaths(paths: readonly string[]): {
    readonly findings: readonly Finding[];
    readonly claims: readonly string[];
    readonly failures: readonly RuleFailure[];
  };
  /** True for a file that a rule in force would read, beyond those about any text. */
  wants(path: string): boolean;
  check(files: readonly SourceFile[]): Promise<readonly Judged[]>;
  /** Another version of a judged file, under the same rules; what it needs is loaded already. */
  recheck(path: string, bytes: Buffer): Judged;
}

/** Judges files; each configuration has its own rules, contexts and view of the project. */
export function createChecker(
  configs: ConfigLookup,
  scopeOf: (config: Config) => RuleScope,
  { snapshot, date, loadFormats, packages }: CheckerOptions,
): Checker {
  let formats: FormatParsers | null = null;
  const files = new Map<string, Buffer>();
  const decodedFiles = new Map<string, DecodedFile | null>();
  const runs = new Map<Config, ConfigRun>();

  const read = (path: string): DecodedFile | null => {
    let decoded = decodedFiles.get(path);
    if (decoded === undefined) {
      const bytes = files.get(path) ?? snapshot.read(path);
      decoded = bytes === null ? null : decodeFile(bytes, path);
      decodedFiles.set(path, decoded);
    }
    return decoded;
  };

  const openProject = (config: Config, readText: (path: string) => DecodedFile | null): Project =>
    createProject({
      readText,
      bases: (path) => snapshot.bases(path).map((base) => ({ path: base.path, ...decodeFile(base.bytes, base.path) })),
      exists: snapshot.exists,
      paths: snapshot.paths,
      date,
      settings: config,
      packages,
      contexts: config.contexts,
      formats: () => formats,
    });

  const runFor = (path: string): ConfigRun => {
    const config = configs.configFor(path);
    let run = runs.get(config);
    if (run === undefined) {
      const scope = scopeOf(config);
      run = { config, scope, chooser: createRuleChooser(scope), project: openProject(config, read) };
      runs.set(config, run);
    }
    return run;
  };

  /** A path was there before where its file was, with another content: an untouched file is judged whole. */
  const wasThere = (file: string): boolean => {
    const bases = snapshot.bases(file);
    const now = bases.length === 0 ? null : snapshot.read(file);
    return bases.length > 0 && !bases.some((base) => base.path === file && now?.equals(base.bytes));
  };

  const pathFinding = (rule: PathRule, problem: PathProblem, paths: readonly string[], scope: RuleScope): Finding => {
    const severity = scope.severity[rule.id] ?? problem.severity ?? rule.severity;
    const start = { line: 1, column: 1 };
    const file = fileAt(problem.path, paths);
    const isNew = !wasThere(file);
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

  return {
    checkPaths(paths) {
      const findings: Finding[] = [];
      const claims: string[] = [];
      const failures: RuleFailure[] = [];
      const byConfig = groupBy(paths, runFor);
      for (const [run, own] of byConfig) {
        for (const rule of run.scope.pathRules) {
          try {
            for (const problem of rule.checkPaths(own, run.project)) {
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
      return isOfInterest(path) && scope.rules.some((rule) => rule.kinds.includes(kind) && !ignored.has(rule.id));
    },

    async check(given) {
      for (const { path, bytes } of given) files.set(path, bytes);
      const chosen = given.map((file) => {
        const run = runFor(file.path);
        const doc = run.project.document(file.path) as Document;
        return { file, run, doc, rules: run.chooser.choose(doc) };
      });
      if (formats === null && chosen.some(({ doc, rules }) => needsFormats(doc, rules))) {
        formats = await loadFormats();
      }
      return chosen.map(({ file, run, doc, rules }) => ({
        file,
        doc,
        decoded: read(file.path) as DecodedFile,
        result: lintDocument(doc, rules, run.scope),
      }));
    },

    recheck(path, bytes) {
      const { config, scope, chooser } = runFor(path);
      const decoded = decodeFile(bytes, path);
      const project = openProject(config, (other) => (other === path ? decoded : read(other)));
      const doc = project.document(path) as Document;
      return { file: { path, bytes }, decoded, doc, result: lintDocument(doc, chooser.choose(doc), scope) };
    },
  };
}

interface ConfigRun {
  readonly config: Config;
  readonly scope: RuleScope;
  readonly chooser: RuleChooser;
  readonly project: Project;
}

function needsFormats(doc: Document, rules: readonly Rule[]): boolean {
  if (rules.length > 0 && doc.kind !== 'python' && doc.kind !== 'text') return true;
  return rules.some((rule) => rule.siblingKinds !== undefined && rule.siblingKinds.length > 0);
}

/** The path itself, or the file of a folder that gives it away, or its first. */
function fileAt(path: string, paths: readonly string[]): string {
  if (paths.includes(path)) return path;
  const inside = paths.filter((candidate) => candidate.startsWith(`${path}/`));
  return inside.find((candidate) => candidate === `${path}/pyvenv.cfg`) ?? inside[0] ?? path;
}

/** True for a file that rules beyond those about any text read: when it is not judged, that is said aloud. */
function isOfInterest(path: string): boolean {
  const kind = kindOf(path);
  const told = kind !== 'text' && kind !== 'yaml' && kind !== 'json' && kind !== 'ini' && kind !== 'toml';
  return told || roleOf(path, kind, '') !== 'other';
}
