/** Every reader of the formats, and texts meant to make them hang. */
import { commandsOfText } from '../../src/deployment/commands.ts';
import { parseDockerfile } from '../../src/formats/dockerfile.ts';
import { parseDotenv } from '../../src/formats/dotenv.ts';
import { parseIni } from '../../src/formats/ini.ts';
import { parseJson } from '../../src/formats/json.ts';
import { sliceText } from '../../src/formats/mapped-text.ts';
import { parseProcfile } from '../../src/formats/procfile.ts';
import { findReferences } from '../../src/formats/substitution.ts';
import { parseToml } from '../../src/formats/toml.ts';
import type { ConfigTree } from '../../src/formats/tree.ts';
import { parseYaml } from '../../src/formats/yaml.ts';

export const trees: Readonly<Record<string, (text: string) => ConfigTree>> = {
  dotenv: parseDotenv,
  ini: parseIni,
  systemd: (text) => parseIni(text, 'systemd'),
  procfile: parseProcfile,
  json: parseJson,
  toml: parseToml,
  yaml: parseYaml,
};
export const readers: Readonly<Record<string, (text: string) => unknown>> = {
  ...trees,
  dockerfile: parseDockerfile,
  shell: (text) => commandsOfText(text, sliceText(text, 0, text.length)),
  references: findReferences,
};

/** Texts that grow with a number. Each tries to make a reader hang or overflow the stack. */
export const HOSTILE: Readonly<Record<string, (many: number) => string>> = {
  brackets: (many) => '['.repeat(many),
  braces: (many) => '{a: '.repeat(many),
  'array values': (many) => `a = ${'['.repeat(many)}`,
  dashes: (many) => '- '.repeat(many),
  'question marks': (many) => '? '.repeat(many),
  'ever deeper lines': (many) =>
    Array.from({ length: Math.ceil(Math.sqrt(40 * many)) }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
  'opening quotes': (many) => 'A="\nB=\'\nC=`\n'.repeat(many / 4),
  backslashes: (many) => `CMD ["${'\\'.repeat(many)}`,
  'continued lines': (many) => 'RUN a \\\n'.repeat(many),
  heredocs: (many) => Array.from({ length: many / 10 }, (_, index) => `RUN <<A${index}`).join('\n'),
  'open references': (many) => `A=${'${A:-'.repeat(many)}`,
  'open substitutions': (many) => '$('.repeat(many),
  'broken lines': (many) => '=\n'.repeat(many / 4),
  blanks: (many) => `A=${' '.repeat(many * 5)}x`,
  'one long value': (many) => `a: ${'x'.repeat(many * 25)}`,
  bomb: () =>
    Array.from({ length: 60 }, (_, index) => `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`).join('\n'),
};
