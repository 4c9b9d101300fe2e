// Which of our rules answer for a rule of bandit or ruff. Only what the catalogue claims is here: a rule of theirs that
// reports what ours leaves alone by design (every assert, every import of subprocess, argument lists without a shell,
// a password-like string, an insecure hash, a model without a revision) is not measured.
// Sources, 2026-11-25: https://bandit.readthedocs.io/en/latest/plugins/, https://docs.astral.sh/ruff/rules/

const CODE = ['dynamic-code', 'in-process-sandbox'];
const PICKLE = ['unsafe-deserialization'];
const SHELL = ['shell-command'];
const TEMPLATE = ['untrusted-template'];

/** By the number that bandit (B) and ruff's flake8-bandit (S) share. */
const NUMBERS = {
  102: CODE,
  201: ['debug-argument', 'debug-attribute'],
  202: ['unsafe-archive-extract'],
  301: PICKLE,
  302: PICKLE,
  307: CODE,
  506: ['unsafe-yaml-load'],
  602: SHELL,
  605: SHELL,
  609: SHELL,
  612: CODE,
  613: ['bidirectional-text'],
  614: PICKLE,
  701: TEMPLATE,
  702: TEMPLATE,
};

const OTHERS = {
  F631: ['assert-always-true'],
  PLW0129: ['assert-always-true'],
  PLW0122: CODE,
  PLE2502: ['bidirectional-text'],
  T100: ['leftover-debugger'],
};

/** Our rules for a code such as B602, S602 or T100; undefined if nothing is claimed. */
export function counterpartsOf(code) {
  return OTHERS[code] ?? (/^[BS]\d+$/.test(code) ? NUMBERS[code.slice(1)] : undefined);
}
