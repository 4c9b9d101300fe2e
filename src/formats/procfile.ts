import { plainScalar } from './pieces.ts';
import type { ConfigTree, Entry } from './tree.ts';

/**
 * A Procfile: `web: command` on each line, with the pattern of honcho and foreman.
 * https://github.com/nickstenning/honcho/blob/main/honcho/environ.py
 */
export function parseProcfile(text: string): ConfigTree {
  const entries: Entry[] = [];
  const problems: { start: number; end: number; message: string }[] = [];
  const lines = /[^\r\n]+/g;
  for (let match = lines.exec(text); match; match = lines.exec(text)) {
    const line = match[0];
    const parts = /^(\ufeff?[ \t]*)([A-Za-z0-9_-]+)([ \t]*:[ \t]*)/.exec(line);
    if (parts) {
      const keyStart = match.index + parts[1]!.length;
      const start = match.index + parts[0].length;
      const command = line.slice(parts[0].length).trimEnd();
      const value = command === '' ? null : plainScalar(command, start);
      entries.push({ key: plainScalar(parts[2]!, keyStart), value });
    } else if (!/^\s*(#|$)/.test(line)) {
      problems.push({ start: match.index, end: match.index + line.length, message: 'this line is not a process' });
    }
  }
  return { roots: [{ kind: 'mapping', start: 0, end: text.length, entries }], problems };
}
