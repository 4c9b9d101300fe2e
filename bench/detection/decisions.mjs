// Examples in the suites for which one of our rules and its counterpart differ by design, with the reason. They count
// neither
// as missed nor as false alarms.

const CONSTANT = 'what is run or read is a constant of the program';
const NO_DEFAULT = 'only what is written is judged, and the default is not written';
const FILTERED = 'the members are chosen by a filter';

/** File and line of bandit's examples (1.9.4). */
export const BANDIT_DECISIONS = {
  'eval.py:3': CONSTANT,
  'eval.py:4': CONSTANT,
  'eval.py:5': CONSTANT,
  'exec.py:1': CONSTANT,
  'imports-aliases.py:15': CONSTANT,
  'mako_templating.py:6': CONSTANT,
  'mako_templating.py:10': CONSTANT,
  'mako_templating.py:11': CONSTANT,
  'jinja2_templating.py:15': NO_DEFAULT,
  'jinja2_templating.py:29': 'nobody can see what the function returns',
  'new_candidates-all.py:7': 'the name is not imported: it may be anything',
  'new_candidates-some.py:7': 'the name is not imported: it may be anything',
  'subprocess_shell.py:51': 'nobody can see what the function returns',
  'tarfile_extractall.py:14': FILTERED,
  'tarfile_extractall.py:32': FILTERED,
  // Only ours, and right: PyYAML before 6 builds objects, later versions refuse the call.
  'new_candidates-all.py:15': 'bandit leaves out yaml.load of what yaml.dump wrote',
  'new_candidates-some.py:15': 'bandit leaves out yaml.load of what yaml.dump wrote',
};

/** Code of ruff's rule, with "good" for the side that says what to use instead (0.17.6). */
export const RUFF_DECISIONS = {
  S102: CONSTANT,
  S701: NO_DEFAULT,
  S702: CONSTANT,
  PLE2502: 'the catalogue leaves right-to-left marks alone: languages need them',
  'S609 good': 'what to use instead still starts a shell',
};

/** The name of a situation. */
export const DJANGO_DECISIONS = {
  'SECRET_KEY = get_random_secret_key(), set again later': 'the key before it stands in the repository all the same',
};
