import { isPlaceholder } from '../../../data/placeholders.ts';
import { OTHER_SERVICES, SECRET_KEY_NAMES } from '../../../data/secret-keys.ts';
import { deploymentOf } from '../../../deployment/deployment.ts';
import { isPythonProject } from '../../../deployment/python-project.ts';
import type { Document } from '../../../engine/document.ts';
import type { Problem } from '../../../engine/rule.ts';
import type { Span } from '../../../engine/span.ts';
import { deployedFileSettings, snakeCase, wordsOfKeys } from '../../../settings/settings-file.ts';

/** Literal secret keys in environment files, compose files, and YAML, TOML, JSON and INI settings. */
export function* fileSecretKeys(doc: Document): Iterable<Problem> {
  const problems = new Map<number, Problem>();
  for (const problem of [...inSettings(doc), ...inVariables(doc)]) {
    if (!problems.has(problem.span.start)) problems.set(problem.span.start, problem);
  }
  if (problems.size > 0 && isPythonProject(doc)) yield* problems.values();
}

function* inVariables(doc: Document): Iterable<Problem> {
  for (const { name, value, place, context, origin } of deploymentOf(doc).variables) {
    if ((place !== 'dotenv' && place !== 'compose') || origin !== null) continue;
    if (!SECRET_KEY_NAMES.has(name.toUpperCase()) || !isKey(value.text, doc, value)) continue;
    yield { ...problemOf(name, value, doc), context };
  }
}

function* inSettings(doc: Document): Iterable<Problem> {
  for (const { name, parents, value, piece, context } of deployedFileSettings(doc)) {
    if (!SECRET_KEY_NAMES.has(snakeCase(name).replaceAll('-', '_').toUpperCase())) continue;
    if (typeof value.value !== 'string' || !isKey(piece.text, doc, piece)) continue;
    if (wordsOfKeys(parents).some((word) => OTHER_SERVICES.has(word.toLowerCase()))) continue;
    yield { ...problemOf([...parents, name].join('.'), piece, doc), context };
  }
}

function problemOf(name: string, { start, end }: Span, doc: Document): Problem {
  const signed = /jwt/i.test(name) ? 'tokens' : 'sessions';
  return {
    span: { start, end },
    message: `${name} is a literal: anyone who reads this file can forge ${signed}`,
    help: `keep the key out of the repository, set it where the program runs, and make a new one${doc.isChanged({ start, end }) ? '' : ' (this one stays in the history)'}`,
    secrets: [{ start, end }],
  };
}

/** A reference to a key from elsewhere: a file, a vault, an encrypted value, dynaconf's `@format` and `@jinja`. */
const REFERENCE =
  /^(?:@\w+\b|(?:arn|vault|op|ssm|awssm|gcpsm|secretsmanager|ref\+\w+|file|env)[:/]|enc[[(]|\/(?:run|var|etc|mnt|secrets|vault)\/)/i;
const TO_CHANGE =
  /^(?:please[-_ ])?(?:change|replace|set|fill|enter|generate|insert)[-_ ]?(?:me|this|it|in|here|your|with)(?![a-z])/i;

function isKey(text: string, doc: Document, { start, end }: Span): boolean {
  const key = text.trim();
  if (isPlaceholder(key) || REFERENCE.test(key) || TO_CHANGE.test(key)) return false;
  // The name of another variable that the file sets, or a YAML tag that fetches the key: `!vault`, `!ENV`.
  return (
    !doc.text.slice(start, end).startsWith('$') &&
    !/![\w-]+[ \t]+["']?$/.test(doc.text.slice(Math.max(0, start - 60), start))
  );
}
