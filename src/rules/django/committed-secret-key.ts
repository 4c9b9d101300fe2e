import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Expression } from '../../python/syntax/nodes.ts';
import { evaluate } from '../../python/worth/index.ts';
import { configuredDefault, deployedSettings, fallbackText, isOverridden } from '../../settings/deployed.ts';
import { isGuarded } from '../../settings/guards.ts';
import { isDeployed, type Setting } from '../../settings/settings-module.ts';

export const committedSecretKey = defineRule({
  id: 'committed-secret-key',
  kinds: ['python'],
  triggers: ['secret_key'],
  examplePath: 'mysite/settings.py',
  // Whether a module is one of settings may hang on manage.py beside it.
  severity: 'error',
  fix: null,
  summary: 'The secret key in the repository',
  why: 'Whoever reads the key forges sessions, password resets and signed data. A key that was committed stays in the history: make a new one.',
  details:
    'Reported are a literal key and the literal fallback of a look-up in the environment, in settings modules and classes and in `app.config`. Empty keys, placeholders of templates and generated keys are silent. See https://docs.djangoproject.com/en/5.2/ref/settings/#secret-key.',
  bad: 'SECRET_KEY = "django-insecure-3x&h2#p"\n',
  good: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',

  *check(doc) {
    for (const setting of [...deployedSettings(doc, KEYS), ...applicationKeys(doc)]) {
      const { name, value } = setting;
      for (const { node, isFallback } of literalKeys(value, doc)) {
        const isInsecure = doc.text.slice(node.start, node.end).includes('django-insecure-');
        const which = isInsecure ? "startproject's insecure key" : 'a literal';
        yield {
          span: { start: node.start, end: node.end },
          message: isFallback
            ? `${name} falls back to ${which} where the environment sets none: whoever reads this file can forge sessions`
            : `${name} is ${which}: whoever reads this file can forge sessions`,
          help: `write ${name} = os.environ["SECRET_KEY"], and make a new key (this one stays in the history)`,
          severity: isOverridden(setting, doc) ? 'warning' : 'error',
          secrets: [insideQuotes(node, doc.text)],
        };
      }
    }
  },
});

const KEYS = new Set(['SECRET_KEY', 'SECRET_KEY_FALLBACKS']);

const APPLICATION_KEYS = new Set(['flask.Flask().secret_key', 'quart.Quart().secret_key']);

/** `app.secret_key = "…"`: https://flask.palletsprojects.com/en/stable/api/#flask.Flask.secret_key */
function* applicationKeys(doc: Document): Generator<Setting> {
  if (!isDeployed(doc.context)) return;
  for (const node of doc.python.nodes('Assign')) {
    const target = node.targets.find((one) => one.kind === 'Attribute' && doc.names.denotes(one, APPLICATION_KEYS));
    if (target === undefined || isGuarded(node, doc.names)) continue;
    yield { name: 'secret_key', value: node.value, form: 'assign', node, owner: null, context: doc.context };
  }
}

interface LiteralKey {
  readonly node: Expression;
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
  if (result.state !== 'known' || !isKey(textOf(result.value))) return;
  const isFallback = result.reads.length > 0;
  const node = isFallback
    ? (fallbackText(value) ?? result.reads.find((read) => read.default !== null)?.default ?? value)
    : value;
  yield { node, isFallback };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'bytes' in value ? String(value.bytes) : '';
}

/** Not empty, and no placeholder that a template or a deployment fills in. */
function isKey(text: string): boolean {
  return text.trim() !== '' && !/^\s*(?:\{\{.*\}\}|\{%.*%\}|\$\{.*\}|%\(.*\)s|<[^>]*>)\s*$/.test(text);
}

function insideQuotes(node: Expression, text: string): { start: number; end: number } {
  const source = text.slice(node.start, node.end);
  const open = /^[A-Za-z]*("""|'''|"|')/.exec(source);
  if (node.kind !== 'String' || open === null) return { start: node.start, end: node.end };
  const quote = open[1] as string;
  const close = source.endsWith(quote) ? quote.length : 0;
  return { start: node.start + open[0].length, end: node.end - close };
}
