import { COMMANDS, type CommandSpec, OPTIONS, type OptionSpec } from './argv.ts';

/** The output of `--help`, from the tables in argv.ts. */
export function helpText(): string {
  const options = Object.entries<OptionSpec>(OPTIONS)
    .filter(([, spec]) => spec.notForCheck !== true)
    .map(([name, spec]) => [`--${name}${spec.value === undefined ? '' : ` ${spec.value}`}`, spec.help] as const);
  const commands = Object.entries<CommandSpec>(COMMANDS)
    .filter(([, spec]) => spec.hidden !== true)
    .map(([name, spec]) => [`${name}${spec.operands === undefined ? '' : ` ${spec.operands}`}`, spec.help] as const);
  return `antivenom stops unsafe Python at the commit.

  antivenom                            check what is staged
  antivenom FILE...                    check those files
  antivenom --all-files                check every tracked file
  antivenom --from-ref A --to-ref B    check what B adds since it branched off A

Options
${rows(options)}

Commands
${rows(commands)}

Exit status: 0 nothing blocks, 1 findings block the commit, 2 could not start, nothing was checked,
3 something could not be checked (it is named).
`;
}

function rows(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, help]) => `  ${name.padEnd(width)}  ${help}`).join('\n');
}
