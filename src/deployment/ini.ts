import type { Context } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import { alignText, type MappedText, mappedSpan } from '../formats/mapped-text.ts';
import type { Entry, Scalar, TreeNode } from '../formats/tree.ts';
import { entriesAt } from '../formats/tree-walk.ts';
import { commandsOfText, textOfScalar } from './commands.ts';
import { wholeLines } from './lines.ts';
import type { Deployment, Place, PlacedCommand, Variable } from './types.ts';

/**
 * systemd units (`Environment=`, `ExecStart=`), supervisor's programs (`environment=`, `command=`) and uWSGI's
 * `env =`.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment=
 * https://supervisord.org/configuration.html#program-x-section-settings
 */
export function iniDeployment(doc: Document, roots: readonly TreeNode[]): Deployment {
  const variables: Variable[] = [];
  const commands: PlacedCommand[] = [];
  for (const section of roots.flatMap((root) => entriesAt(root))) {
    if (section.value?.kind !== 'mapping') continue;
    const reader = readerOf(section.key.text, doc.role === 'systemd');
    if (reader === null) continue;
    const found = new Map<string, Variable>();
    for (const entry of section.value.entries) {
      if (entry.value?.kind !== 'scalar') continue;
      const key = entry.key.text.toLowerCase();
      if (key === reader.variables) {
        // systemd: an empty assignment cancels all earlier ones.
        if (entry.value.text === '') found.clear();
        for (const variable of assignmentsOf(doc.text, entry, entry.value, reader.place, doc.context)) {
          found.set(variable.name, variable);
        }
      } else if (reader.commands.test(key)) {
        for (const command of commandsOfText(doc.text, commandText(doc.text, entry.value))) {
          commands.push({ ...command, place: reader.place, context: doc.context, stage: null, deployed: true });
        }
      }
    }
    for (const item of found.values()) variables.push(item);
  }
  return { variables, commands };
}

interface Reader {
  readonly place: Place;
  readonly variables: string;
  readonly commands: RegExp;
}

function readerOf(section: string, isUnit: boolean): Reader | null {
  if (isUnit)
    return section === 'Service' ? { place: 'systemd', variables: 'environment', commands: /^execstart$/ } : null;
  if (/^(?:program|fcgi-program):|^supervisord$/.test(section)) {
    return { place: 'supervisor', variables: 'environment', commands: /^command$/ };
  }
  return section === 'uwsgi' ? { place: 'uwsgi', variables: 'env', commands: /^(?:attach-daemon2?)$/ } : null;
}

/** `ExecStart=` may begin with special marks: `-`, `@`, `:`, `+`, `!`. */
function commandText(text: string, value: Scalar): MappedText {
  const whole = textOfScalar(text, value);
  const marks = /^[-@:+!|]+/.exec(whole.text)?.[0].length ?? 0;
  return { text: ' '.repeat(marks) + whole.text.slice(marks), offset: whole.offset };
}

/** `A=1 "B=x y" C='z'`: separated by blanks (in supervisor by commas); quotes may enclose a pair or a value. */
function assignmentsOf(text: string, entry: Entry, value: Scalar, place: Place, context: Context): Variable[] {
  const mapped = alignText(text, value.start, value.end, value.text);
  if (mapped === null) return [];
  const variables: Variable[] = [];
  const pairs =
    place === 'supervisor'
      ? /(?<![^\s,"'=])[^\s,"'=]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s,"']*)/g
      : /"[^"]*"|'[^']*'|[^\s"']+(?:"[^"]*"|'[^']*')?/g;
  const all = [...mapped.text.matchAll(pairs)];
  for (const match of all) {
    const parts = /^(["']?)([A-Za-z_]\w*)\s*=\s*(["']?)(.*?)(["']?)$/s.exec(match[0]);
    if (!parts) continue;
    const from = match.index + match[0].length - parts[5]!.length - parts[4]!.length;
    const span = mappedSpan(mapped, from, from + parts[4]!.length);
    const removal = all.length === 1 ? wholeLines(text, { start: entry.key.start, end: value.end }) : null;
    variables.push({
      name: parts[2]!,
      value: { text: parts[4]!, ...span },
      place,
      context,
      removal,
      origin: null,
    });
  }
  return variables;
}
