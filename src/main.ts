import { writeFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { applyBaseline, parseBaseline } from './baseline.ts';
import { type Checker, createChecker, isOfInterest, type Judged, type SourceFile, type Surroundings } from './check.ts';
import { runCommand } from './commands/run-command.ts';
import type { Config } from './config.ts';
import { type ConfigLookup, configPaths } from './config-lookup.ts';
import { loadConfigs } from './config-source.ts';
import type { FormatParsers } from './document.ts';
import { compareFindings, type Finding, isAtLeast } from './finding.ts';
import { fixFile, refix } from './fix-file.ts';
import type { Entry, FileProblem, Listing } from './git/entry.ts';
import { listRange, listStaged, listTracked } from './git/list-changes.ts';
import { listFiles } from './git/list-files.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { openSnapshot, type Snapshot } from './git/snapshot.ts';
import type { Io } from './io.ts';
import type { RuleFailure } from './lint.ts';
import { blockingSeverity, type Format, helpText, type Options, parseOptions } from './options.ts';
import { VERSION } from './product.ts';
import { renderGithub } from './report/github.ts';
import { renderJson } from './report/json.ts';
import { type Report, summarize } from './report/report.ts';
import { renderSarif } from './report/sarif.ts';
import { count, painter, renderText } from './report/text.ts';
import { visible } from './report/visible.ts';
import { checkRuleOptions, ruleIds, scopeOf } from './rule-selection.ts';
import { rules } from './rules/index.ts';
import { UserError } from './user-error.ts';

/** Exit statuses, as README.md has them. */
export const EXIT = { clean: 0, blocked: 1, usage: 2, failed: 3 } as const;

/** The whole run: arguments in, exit status out. Never throws. */
export async function main(io: Io): Promise<number> {
  try {
    // pre-commit and prek pass names of files behind our arguments, and a file may be called `install`.
    const options = parseOptions(io.argv, io.env.PRE_COMMIT === undefined);
    if (options.help) return print(io, helpText());
    if (options.version) return print(io, `antivenom ${VERSION}\n`);
    checkRuleOptions(options, ruleIds(rules));
    if (options.command !== null) return await runCommand(options.command, options, io);
    return await checkAndReport(options, io);
  } catch (error) {
    if (error instanceof UserError) {
      const hint = error.hint === '' ? '' : ` (${error.hint})`;
      io.stderr(`antivenom: ${visible(`${error.message}${hint}`.replaceAll('\n', ' '))}; nothing was checked\n`);
      return EXIT.usage;
    }
    io.stderr(`antivenom: ${describe(error)}\n`);
    return EXIT.failed;
  }
}

function print(io: Io, text: string): number {
  io.stdout(text);
  return EXIT.clean;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return visible(String(error));
  if (error.name === 'GitError') return `${visible(error.message)}; not everything was checked`;
  return `this is a bug in antivenom, please report it; not everything was checked\n${error.stack ?? error.message}`;
}
