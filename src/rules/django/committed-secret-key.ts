import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';
import { importsOs } from '../../python/edits/index.ts';
import { stringsSaying } from '../../python/names/index.ts';
import type { Expression } from '../../python/syntax/index.ts';
import { evaluate } from '../../python/worth/index.ts';
import { isOverridden } from '../../settings/overrides.ts';
import { configuredDefault, fallbackText } from '../../settings/text-elements.ts';
import { fileSecretKeys } from './shared/file-secret-keys.ts';

const KEYS = new Set(['SECRET_KEY', 'SECRET_KEY_FALLBACKS', 'secret_key']);

export const committedSecretKey = defineRule({
  id: 'committed-secret-key',
  kinds: ['python', 'dotenv', 'yaml', 'toml', 'json', 'ini'],
  triggers: ['secret_key', 'secretkey', 'secret-key'],
  triggersOf: { python: [] },
  on: { settings: KEYS },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'mysite/settings.py',
  // Whether a module is a settings module may depend on the manage.py next to it.
  severity: 'error',
  fix: null,
  summary: 'A secret key in the repository',
  why: 'Anyone who reads the key can forge sessions, password resets and signed data. A key that was committed stays in the history: make a new one.',
  details:
    'Reports a literal key, and a literal fallback for a key from the environment, in settings modules and classes and in `app.config`; also literal keys in environment files, compose files and settings in YAML, TOML, JSON and INI. Empty keys, template placeholders and generated keys are not reported. See https://docs.djangoproject.com/en/5.2/ref/settings/#secret-key.',
  bad: 'SECRET_KEY = "django-insecure-3x&h2#p"\n',
  good: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',

  *check(doc) {
    if (doc.kind !== 'python') yield* fileSecretKeys(doc);
  },

  *setting(setting, doc) {
    const { name, value } = setting;
    for (const { node, text, isFallback } of literalKeys(value, doc)) {
      const which = text.includes('django-insecure-') ? "startproject's insecure key" : 'a literal';
      yield {
        span: node,
        message: isFallback
          ? `${name} falls back to ${which} when the environment sets none: anyone who reads this file can forge sessions`
          : `${name} is ${which}: anyone who reads this file can forge sessions`,
        help: keyHelp(name, node, doc),
        severity: isOverridden(setting, doc) ? 'warning' : 'error',
        secrets: literalsOf(text, node, doc),
      };
    }
  },
});

/** A key that this change adds is not in the history yet, so removing it is enough. */
function keyHelp(name: string, node: Expression, doc: Document): string {
  const importing = importsOs(doc.python) ? '' : 'import os, ';
  const history = doc.isChanged(node) ? '' : ' (this one stays in the history)';
  return `${importing}write ${name} = os.environ["SECRET_KEY"], and make a new key${history}: ${newKey(doc)}`;
}

/**
 * Django's own generator of keys, or Python's where only Flask or Quart is spoken of:
 * https://docs.djangoproject.com/en/5.2/ref/settings/#secret-key, https://docs.python.org/3/library/secrets.html
 */
function newKey({ text }: Document): string {
  const isOther = /\b(?:flask|quart)\b/i.test(text) && !/django/i.test(text);
  const code = isOther
    ? 'import secrets; print(secrets.token_urlsafe(50))'
    : 'from django.core.management.utils import get_random_secret_key as k; print(k())';
  return `python -c "${code}"`;
}

interface LiteralKey {
  /** Where the setting gets the key: the literal, or the call or name that leads to it. */
  readonly node: Expression;
  readonly text: string;
  readonly isFallback: boolean;
}

function* literalKeys(value: Expression, doc: Document): Generator<LiteralKey> {
  if (value.kind === 'List' || value.kind === 'Tuple') {
    for (const item of value.items) yield* literalKeys(item, doc);
    return;
  }
  const configured = configuredDefault(value, doc.names);
  if (configured !== null) {
    for (const key of literalKeys(configured, doc)) yield { ...key, isFallback: true };
    return;
  }
  const result = evaluate(value, doc.names, () => null);
  const text = result.state === 'known' ? textOf(result.value) : '';
  if (!isKey(text)) return;
  const isFallback = result.reads.length > 0;
  const written = isFallback
    ? (fallbackText(value) ?? result.reads.find((read) => read.default !== null)?.default)
    : undefined;
  yield { node: written ?? value, text, isFallback };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'bytes' in value ? String(value.bytes) : '';
}

/** Neither empty nor a placeholder that a template or a deployment fills in. */
function isKey(text: string): boolean {
  return text.trim() !== '' && !/^\s*(?:\{\{.*\}\}|\{%.*%\}|\$\{.*\}|%\(.*\)s|<[^>]*>)\s*$/.test(text);
}

/** The characters of the key, wherever the file contains them literally. */
function literalsOf(text: string, node: Expression, doc: Document): readonly Span[] {
  if (node.kind === 'String') return [insideQuotes(node, doc.text)];
  return stringsSaying(doc.python, text).map((literal) => insideQuotes(literal, doc.text));
}

function insideQuotes({ start, end }: Span, text: string): Span {
  const source = text.slice(start, end);
  const open = /^[A-Za-z]*("""|'''|"|')/.exec(source);
  if (open === null) return { start, end };
  const quote = open[1]!;
  return { start: start + open[0].length, end: source.endsWith(quote) ? end - quote.length : end };
}
