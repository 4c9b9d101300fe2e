/**
 * Which of our rules the codes in other tools' suppressions correspond to (looked up 2026-11-25). A bare `# nosec` is
 * about all of Bandit's codes. A bare `# noqa` is mostly about style, so it does not count.
 * Bandit: https://bandit.readthedocs.io/en/latest/plugins/index.html#complete-test-plugin-listing
 * Ruff: https://docs.astral.sh/ruff/rules/ (S is flake8-bandit, T10 flake8-debugger, PL pylint, F pyflakes)
 */
const ASSERTS = ['security-assert', 'input-assert', 'assert-side-effect'];
const SHELL = ['shell-command'];
const PICKLES = ['unsafe-deserialization'];
const SECRETS = ['committed-secret-key', 'committed-credentials', 'credential-in-url'];
const EVALS = ['dynamic-code', 'in-process-sandbox'];

export const NOSEC_RULES: Readonly<Record<string, readonly string[]>> = {
  B101: ASSERTS,
  ASSERT_USED: ASSERTS,
  B102: EVALS,
  EXEC_USED: EVALS,
  B105: SECRETS,
  HARDCODED_PASSWORD_STRING: SECRETS,
  B106: SECRETS,
  HARDCODED_PASSWORD_FUNCARG: SECRETS,
  B107: SECRETS,
  HARDCODED_PASSWORD_DEFAULT: SECRETS,
  B201: ['debug-argument', 'debug-attribute'],
  FLASK_DEBUG_TRUE: ['debug-argument', 'debug-attribute'],
  B202: ['unsafe-archive-extract'],
  TARFILE_UNSAFE_MEMBERS: ['unsafe-archive-extract'],
  B301: PICKLES,
  PICKLE: PICKLES,
  B302: PICKLES,
  MARSHAL: PICKLES,
  B307: EVALS,
  EVAL: EVALS,
  B506: ['unsafe-yaml-load'],
  YAML_LOAD: ['unsafe-yaml-load'],
  B602: SHELL,
  SUBPROCESS_POPEN_WITH_SHELL_EQUALS_TRUE: SHELL,
  B604: SHELL,
  ANY_OTHER_FUNCTION_WITH_SHELL_EQUALS_TRUE: SHELL,
  B605: SHELL,
  START_PROCESS_WITH_A_SHELL: SHELL,
  B609: SHELL,
  B613: ['bidirectional-text'],
  TROJANSOURCE: ['bidirectional-text'],
  B614: PICKLES,
  PYTORCH_LOAD: PICKLES,
  B615: ['remote-code'],
  HUGGINGFACE_UNSAFE_DOWNLOAD: ['remote-code'],
  B701: ['untrusted-template'],
  JINJA2_AUTOESCAPE_FALSE: ['untrusted-template'],
  B702: ['untrusted-template'],
  USE_OF_MAKO_TEMPLATES: ['untrusted-template'],
};

export const NOQA_RULES: Readonly<Record<string, readonly string[]>> = {
  S101: ASSERTS,
  S102: EVALS,
  S105: SECRETS,
  S106: SECRETS,
  S107: SECRETS,
  S201: ['debug-argument', 'debug-attribute'],
  S202: ['unsafe-archive-extract'],
  S301: PICKLES,
  S302: PICKLES,
  S307: EVALS,
  S506: ['unsafe-yaml-load'],
  S602: SHELL,
  S604: SHELL,
  S605: SHELL,
  S609: SHELL,
  S614: PICKLES,
  S701: ['untrusted-template'],
  S702: ['untrusted-template'],
  F631: ['assert-always-true'],
  PLW0199: ['assert-always-true'],
  PLW0122: EVALS,
  PLW0123: EVALS,
  PGH001: EVALS,
  PLE2502: ['bidirectional-text'],
  PLW1515: ['leftover-debugger'],
  T100: ['leftover-debugger'],
};

/** Our rules for a code of Bandit or Ruff, in any case; empty for anything else. */
export function rulesForCode(code: string): readonly string[] {
  const name = code.toUpperCase().replaceAll('-', '_');
  for (const table of [NOSEC_RULES, NOQA_RULES])
    if (Object.hasOwn(table, name)) return table[name] as readonly string[];
  return [];
}

/** The codes of Bandit and Ruff for one of our rules, without Bandit's names for them. */
export function codesFor(rule: string): { readonly bandit: readonly string[]; readonly ruff: readonly string[] } {
  const codes = (table: Readonly<Record<string, readonly string[]>>): string[] =>
    Object.entries(table).flatMap(([code, rules]) => (/\d$/.test(code) && rules.includes(rule) ? [code] : []));
  return { bandit: codes(NOSEC_RULES), ruff: codes(NOQA_RULES) };
}
