import { type Config, readConfig } from '../../src/config/config.ts';
import type { Silence } from '../../src/engine/silence.ts';
import { parseToml } from '../../src/formats/toml.ts';

/** The text, or the configuration, after a user followed the report's advice. */
export function silenced(
  text: string,
  rule: string,
  silence: Silence,
): { readonly text: string; readonly config: Partial<Config> } {
  if (silence.where === 'config') {
    return {
      text,
      config:
        readConfig('antivenom.toml', silence.text, parseToml, { ids: new Set([rule]), families: new Map() }) ?? {},
    };
  }
  // Splits lines as the engine does: a lone carriage return also ends a line.
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const line = lines[silence.line - 1] ?? '';
  const [, content = '', end = ''] = /^(.*?)(\r\n|\n|\r|)$/s.exec(line) ?? [];
  const indent = /^[ \t]*/.exec(content)?.[0];
  lines[silence.line - 1] =
    silence.where === 'end' ? `${content}  ${silence.text}${end}` : `${indent}${silence.text}${end || '\n'}${line}`;
  return { text: lines.join(''), config: {} };
}
