// The versioning policy of docs/releasing.md, as far as a program can check it.

const WEIGHT = { info: 0, warning: 1, error: 2 };

/** The differences between two lists from `antivenom rules --format json`. */
export function changedRules(before, after) {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const now = new Map(after.map((rule) => [rule.id, rule]));
  const kept = after.filter(({ id }) => old.has(id));
  const weight = (rule) => WEIGHT[rule.severity];
  return {
    added: after.filter(({ id }) => !old.has(id)),
    removed: before.filter(({ id }) => !now.has(id)),
    raised: kept.filter((rule) => weight(rule) > weight(old.get(rule.id))),
    lowered: kept.filter((rule) => weight(rule) < weight(old.get(rule.id))),
  };
}

/**
 * The step from one version to the next: 'major', 'minor' or 'patch'. Before 1.0, the second number is the major one.
 */
export function stepOf(from, to) {
  const [a, b] = [from, to].map((version) => version.split(/[.-]/).map(Number));
  if (a[0] !== b[0]) return 'major';
  if (a[1] !== b[1]) return a[0] === 0 ? 'major' : 'minor';
  return a[0] === 0 ? 'minor' : 'patch';
}

/** One line for everything that the policy does not allow. */
export function breaches(from, to, { added, removed, raised, lowered }, notes) {
  const step = stepOf(from, to);
  const unsaid = (rules) => rules.filter(({ id }) => !notes.includes(`\`${id}\``));
  return [
    ...added.filter(({ severity }) => severity === 'error').map(({ id }) => `${id} is new: it begins as a warning`),
    ...(step === 'patch' ? added.map(({ id }) => `${id} is new: that is a minor version`) : []),
    ...(step === 'patch' ? raised.map(({ id }) => `${id} is more severe: that is a minor version`) : []),
    ...(step === 'major' ? [] : removed.map(({ id }) => `${id} is gone: that is a major version`)),
    ...unsaid([...added, ...removed, ...raised, ...lowered]).map(({ id }) => `CHANGELOG.md does not name \`${id}\``),
  ];
}
