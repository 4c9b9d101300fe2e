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

Exit status
  0  nothing blocks
  1  findings block the commit
  2  could not start (bad usage or configuration); nothing was checked
  3  something could not be checked; it is named
`;
}

const WIDTH = 80;

/** Two columns. Text that does not fit continues below itself. */
function rows(entries: readonly (readonly [string, string])[]): string {
  const left = Math.max(...entries.map(([name]) => name.length)) + 4;
  return entries
    .map(([name, help]) => `  ${name.padEnd(left - 2)}${broken(help, WIDTH - left).join(`\n${' '.repeat(left)}`)}`)
    .join('\n');
}

function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
