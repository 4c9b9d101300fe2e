import { runCheck } from '../check.ts';
import { UserError } from '../cli/errors.ts';
import { EXIT } from '../cli/exit.ts';
import { invocation } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { Judged } from '../engine/checker.ts';
import { collectFindings } from '../engine/collect-findings.ts';
import type { Finding } from '../engine/finding.ts';
import { type SilencedFile, writeSilences } from '../engine/write-silences.ts';
import type { FileFix } from '../git/fix/file-fix.ts';
import { configFileFor } from '../report/config-file.ts';
import { count } from '../report/count.ts';
import { placeOf } from '../report/full-finding.ts';
import type { CheckRun } from '../report/run.ts';
import { silenceWords } from '../report/silence-words.ts';
import { visible } from '../report/visible.ts';

interface PlannedFile {
  readonly judged: Judged;
  readonly silenced: SilencedFile;
}

/**
 * Writes a suppression for every finding that currently blocks, in the form that suits its line. Exits with 1 if one is
 * left. Like --fix, it rewrites the staged content and the working file separately.
 */
export async function ignoreFindings(options: Options, io: Io): Promise<number> {
  const reason = options.reason ?? '';
  // It would end the comment, or start another suppression.
  if (/[\r\n#]/.test(reason)) throw new UserError('--reason must be one line without #');
  const run = await runCheck({ ...options, command: null }, io);
  const blocking = collectFindings(run.judged, run).findings.filter(({ blocks }) => blocks);
  const planned = run.judged.flatMap((judged): PlannedFile[] => {
    const own = blocking.filter(({ path, source }) => path === judged.file.path && source !== null);
    const silenced = own.length === 0 ? null : writeSilences(run.checker, judged, own, reason);
    return silenced === null ? [] : [{ judged, silenced }];
  });
  const { paths, failed } = await writeAll(run, planned, reason, options, io);
  const done = planned.filter(({ judged }) => paths.has(judged.file.path)).flatMap(({ silenced }) => silenced.silenced);
  for (const { finding, comment } of done) {
    io.stdout(`silenced ${placeOf(finding)} ${finding.rule}: ${comment}\n`);
  }
  if (done.length > 0) {
    io.stdout(`${count(done.length, 'finding')} silenced; to get the old text back: ${invocation(io)} undo\n`);
  }
  const isDone = new Set(done.map(({ finding }) => finding));
  const left = blocking.filter((finding) => !isDone.has(finding));
  for (const finding of left) io.stderr(`antivenom: ${leftWords(finding, run)}\n`);
  for (const { path, reason: why } of [...failed, ...run.problems]) {
    io.stderr(`antivenom: ${visible(path)} was left alone: ${visible(why)}\n`);
  }
  if (blocking.length === 0) io.stdout('nothing blocks: there is nothing to silence\n');
  if (failed.length + run.problems.length + run.failures.length > 0) return EXIT.failed;
  return left.length > 0 ? EXIT.blocked : EXIT.clean;
}

function leftWords(finding: Finding, run: CheckRun): string {
  const { rule, silence, path } = finding;
  const how =
    silence?.where === 'config'
      ? silenceWords(silence, configFileFor(run.configs, path))
      : 'no comment can silence it here, it has to be repaired';
  return `${placeOf(finding)} ${rule} is left: ${how}`;
}

async function writeAll(
  run: CheckRun,
  planned: readonly PlannedFile[],
  reason: string,
  options: Options,
  io: Io,
): Promise<{ readonly paths: ReadonlySet<string>; readonly failed: readonly { path: string; reason: string }[] }> {
  if (planned.length === 0) return { paths: new Set(), failed: [] };
  const { fixStaged, fixWorkingFiles } = await import('../git/actions.ts');
  const fixes = planned.flatMap(({ judged, silenced }): FileFix[] => {
    const entry = run.entries.get(judged.file.path);
    if (entry === undefined) return [];
    const refix = (bytes: Buffer): Buffer | null => silenceElsewhere(run, silenced, judged.file.path, bytes, reason);
    return [{ entry, before: silenced.before, after: silenced.after, refix }];
  });
  const write = options.operands.length > 0 || io.env.PRE_COMMIT !== undefined ? fixWorkingFiles : fixStaged;
  const { written, failed } = await write(run.repository, fixes, {});
  return { paths: new Set(written.map(({ entry }) => entry.path)), failed };
}

/** The same findings in another version of the file, by rule and line; null if none is there. */
function silenceElsewhere(
  run: CheckRun,
  { silenced }: SilencedFile,
  path: string,
  bytes: Buffer,
  reason: string,
): Buffer | null {
  const wanted = new Set(silenced.map(({ finding }) => `${finding.rule} ${finding.source?.trim()}`));
  const judged = run.checker.recheck(path, bytes);
  const same = judged.result.placed
    .map(({ finding }) => finding)
    .filter(({ rule, source }) => wanted.has(`${rule} ${source?.trim()}`));
  return same.length === 0 ? null : (writeSilences(run.checker, judged, same, reason)?.after ?? null);
}
