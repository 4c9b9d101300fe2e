import { join } from 'node:path';
import { main } from '../src/main.ts';
import type { TestRepository } from './git/repository.ts';

export interface MainRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly fixed: boolean;
  readonly new: boolean;
  readonly silence: null | { readonly where: string; readonly line?: number; readonly text: string };
  readonly help: string;
  readonly fix: null | { readonly safety: string; readonly edits: readonly { readonly text: string }[] };
}

/** Runs the whole program in this process, in a repository. */
export async function runMain(
  repository: Pick<TestRepository, 'root' | 'env'>,
  argv: readonly string[] = [],
  extra: {
    readonly env?: Record<string, string>;
    readonly cwd?: string;
    readonly stdin?: string;
    readonly terminal?: number;
    readonly processorTime?: () => number;
    /** Without it, nothing is kept for later runs. */
    readonly programId?: string;
  } = {},
): Promise<MainRun> {
  let stdout = '';
  let stderr = '';
  const status = await main({
    argv,
    cwd: extra.cwd ?? repository.root,
    env: { ...repository.env, ...extra.env },
    node: process.execPath,
    script: '/opt/antivenom/dist/cli.cjs',
    builtInAdvisories: join(import.meta.dirname, '..', '..', 'data', 'advisories.idx'),
    programId: extra.programId ?? null,
    bundle: null,
    parentPid: 1,
    stdoutIsTerminal: extra.terminal !== undefined,
    columns: () => extra.terminal,
    readStdin: async () => Buffer.from(extra.stdin ?? ''),
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    elapsed: () => 0,
    processorTime: extra.processorTime ?? (() => 0),
    nodeStarted: () => 0,
    expectShortRun: () => {},
    expectLongRun: () => {},
    keepCode: () => {},
    now: () => new Date('2026-11-23T12:00:00Z'),
  });
  return { status, stdout, stderr };
}

/** The findings of a run with `--format json`. */
export async function findingsIn(
  repository: Pick<TestRepository, 'root' | 'env'>,
  argv: readonly string[] = [],
  extra: Parameters<typeof runMain>[2] = {},
): Promise<readonly JsonFinding[]> {
  const { stdout, stderr, status } = await runMain(repository, ['--format', 'json', ...argv], extra);
  if (status > 1) throw new Error(`exit ${status}: ${stderr}`);
  return (JSON.parse(stdout) as { findings: JsonFinding[] }).findings;
}

/** Each as `rule path:line`. */
export const briefly = (findings: readonly JsonFinding[]): string[] =>
  findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`);
