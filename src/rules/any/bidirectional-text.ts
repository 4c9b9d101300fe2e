import { defineRule } from '../../engine/rule.ts';

/**
 * Embeddings, overrides and isolates with their ends: the characters of https://trojansource.codes (CVE-2021-42574).
 */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]+/g;

const NAMES: Readonly<Record<string, string>> = {
  '\u202a': 'LEFT-TO-RIGHT EMBEDDING',
  '\u202b': 'RIGHT-TO-LEFT EMBEDDING',
  '\u202c': 'POP DIRECTIONAL FORMATTING',
  '\u202d': 'LEFT-TO-RIGHT OVERRIDE',
  '\u202e': 'RIGHT-TO-LEFT OVERRIDE',
  '\u2066': 'LEFT-TO-RIGHT ISOLATE',
  '\u2067': 'RIGHT-TO-LEFT ISOLATE',
  '\u2068': 'FIRST STRONG ISOLATE',
  '\u2069': 'POP DIRECTIONAL ISOLATE',
};

/**
 * Translators need them to put Latin words into Hebrew or Kurdish sentences, and catalogues are data rather than code.
 * Nobody reviews minified code by reading it (XRegExp has such characters in its tables).
 */
const INNOCENT =
  /\.min\.(?:js|css)$|\.(?:po|pot|ftl|xlf|xliff|arb|strings|resx|qm)$|(?:^|\/)(?:locales?|i18n|l10n|translations)\//i;

/** In characters. In a file other than a settings file, a longer line is generated. */
const READABLE_LINE = 2000;

export const bidirectionalText = defineRule({
  id: 'bidirectional-text',
  about: 'any text',
  kinds: ['python', 'dotenv', 'ini', 'toml', 'yaml', 'json', 'dockerfile', 'procfile', 'requirements', 'text'],
  triggers: [...Object.keys(NAMES)],
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'Invisible characters that reorder the text',
  why:
    'Direction controls make editors and review pages show characters in a different order from the one Python reads: ' +
    'what looks like a comment is code, what looks like a check is a comment (CVE-2021-42574, "Trojan Source").',
  details:
    'Reports the characters U+202A to U+202E and U+2066 to U+2069 themselves in any text file, comments and ' +
    'strings included, once a line. Hebrew and Arabic text, the joiners in emoji, escapes such as `"\\u202e"`, ' +
    'translation catalogues and minified code are not reported.',
  bad: 'access = "user\u202e \u2066# admin only\u2069 \u2066"\n',
  good: 'greeting = "שלום"\nmark = "\\u202e"\n',

  *check(doc) {
    if (doc.kind !== 'python' && INNOCENT.test(doc.path)) return;
    let lastLine = 0;
    for (const match of doc.text.matchAll(CONTROLS)) {
      const line = doc.lines.lineAt(match.index);
      if (line === lastLine) continue;
      lastLine = line;
      if (doc.kind === 'text' && lineLength(doc.text, match.index) > READABLE_LINE) continue;
      const char = match[0][0] as string;
      const code = char.charCodeAt(0).toString(16).toUpperCase();
      yield {
        span: { start: match.index, end: match.index + match[0].length },
        message: `U+${code} ${NAMES[char]} makes this line look different from what it does`,
        help: `delete the character, or write it as an escape (\\u${code.toLowerCase()}) where a string needs it`,
      };
    }
  },
});

function lineLength(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return (end < 0 ? text.length : end) - (text.lastIndexOf('\n', offset - 1) + 1);
}
