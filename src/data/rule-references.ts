/**
 * For each rule the weaknesses that it finds (https://cwe.mitre.org), how bad they are if they apply, and where to read
 * more. Looked up 2026-11-25. If a rule has a counterpart in Bandit, its CWEs include Bandit's where they fit.
 */
export interface RuleReference {
  /** CWE numbers; empty for what is not a weakness by itself. */
  readonly cwe: readonly number[];
  /** On CVSS's scale from 0.0 to 10.0, which code scanning sorts by; null for rules that are not about security. */
  readonly score: number | null;
  /** How often a finding is right: names and constants are certain, data flow is less so. */
  readonly precision: 'very-high' | 'high' | 'medium';
  readonly sources: readonly string[];
}

const DJANGO = 'https://docs.djangoproject.com/en/5.2';
const PYTHON = 'https://docs.python.org/3';
const PIP = 'https://pip.pypa.io/en/stable';

const debug = (...sources: readonly string[]): RuleReference => ({
  cwe: [489, 215],
  score: 7.5,
  precision: 'high',
  sources,
});
const asserts = (cwe: readonly number[], score: number): RuleReference => ({
  cwe,
  score,
  precision: 'high',
  sources: [`${PYTHON}/reference/simple_stmts.html#the-assert-statement`],
});
const execution = (cwe: readonly number[], score: number, source: string): RuleReference => ({
  cwe,
  score,
  precision: 'medium',
  sources: [source],
});
const django = (cwe: readonly number[], score: number, source: string): RuleReference => ({
  cwe,
  score,
  precision: 'high',
  sources: [`${DJANGO}/${source}`],
});
const supply = (cwe: readonly number[], score: number, source: string): RuleReference => ({
  cwe,
  score,
  precision: 'high',
  sources: [source],
});
const UNMAINTAINED = supply([1104], 5, 'https://devguide.python.org/versions/');

export const RULE_REFERENCES: Readonly<Record<string, RuleReference>> = {
  'debug-setting': debug(`${DJANGO}/ref/settings/#debug`, 'https://flask.palletsprojects.com/en/stable/config/#DEBUG'),
  'debug-argument': debug('https://flask.palletsprojects.com/en/stable/debugging/'),
  'debug-attribute': debug('https://flask.palletsprojects.com/en/stable/config/#DEBUG'),
  'debug-default': debug(`${DJANGO}/howto/deployment/checklist/#debug`),
  'debug-string-truth': debug(`${PYTHON}/library/stdtypes.html#truth-value-testing`),
  'debug-in-config': debug(`${DJANGO}/howto/deployment/checklist/#debug`),
  'debug-server-command': debug('https://flask.palletsprojects.com/en/stable/deploying/'),
  'python-dev-mode': { ...debug(`${PYTHON}/library/devmode.html`), score: 4 },
  'open-debug-tool': debug('https://django-debug-toolbar.readthedocs.io/en/latest/installation.html'),
  'dev-settings-in-production': debug(`${DJANGO}/howto/deployment/checklist/`),
  'leftover-debugger': { ...debug(`${PYTHON}/library/pdb.html`), score: 5 },
  'security-assert': asserts([617, 703], 7.5),
  'input-assert': asserts([617, 20], 5),
  'assert-side-effect': asserts([670, 703], 5),
  'assert-always-true': asserts([571], 5),
  'security-under-debug-flag': {
    ...asserts([489, 703], 7),
    sources: [`${PYTHON}/library/constants.html#debug__`],
  },
  'optimized-asserts': { ...asserts([703], 4), sources: [`${PYTHON}/using/cmdline.html#cmdoption-O`] },
  'dynamic-code': execution([94, 95], 9.8, `${PYTHON}/library/functions.html#eval`),
  'unsafe-deserialization': execution([502], 9.8, `${PYTHON}/library/pickle.html`),
  'unsafe-yaml-load': execution(
    [502, 20],
    9.8,
    'https://github.com/yaml/pyyaml/wiki/PyYAML-yaml.load(input)-Deprecation',
  ),
  'shell-command': execution([78], 9.8, `${PYTHON}/library/subprocess.html#security-considerations`),
  'untrusted-template': execution([1336, 94], 9, 'https://jinja.palletsprojects.com/en/stable/sandbox/'),
  'untrusted-name-lookup': execution([470], 7, `${PYTHON}/library/functions.html#getattr`),
  'unsafe-archive-extract': execution([22], 7.5, `${PYTHON}/library/tarfile.html#extraction-filters`),
  'remote-code': execution([829, 494], 8.8, 'https://huggingface.co/docs/transformers/models'),
  'in-process-sandbox': execution(
    [693],
    8.8,
    'https://wiki.python.org/moin/Asking%20for%20Help/How%20can%20I%20run%20an%20untrusted%20Python%20script%20safely%20%28i.e.%20Sandbox%29',
  ),
  'eol-python': UNMAINTAINED,
  'eol-python-soon': { ...UNMAINTAINED, score: 2 },
  'removed-module': { ...UNMAINTAINED, cwe: [477], score: null, sources: ['https://peps.python.org/pep-0594/'] },
  'python2-code': { ...UNMAINTAINED, sources: ['https://www.python.org/doc/sunset-python-2/'] },
  'committed-virtualenv': supply([829], 5, `${PYTHON}/library/venv.html`),
  'committed-bytecode': supply([829], 5, 'https://peps.python.org/pep-3147/'),
  'system-pip-install': supply([250], 3, 'https://peps.python.org/pep-0668/'),
  'committed-credentials': supply([798, 540], 8.5, 'https://packaging.python.org/en/latest/specifications/pypirc/'),
  'unpinned-requirement': supply([1357], 3, `${PIP}/topics/repeatable-installs/`),
  'missing-hash': supply([494, 353], 5, `${PIP}/topics/secure-installs/`),
  'extra-index-url': supply([427], 8, `${PIP}/cli/pip_install/#cmdoption-extra-index-url`),
  'untrusted-index': supply([494, 295], 8, `${PIP}/cli/pip/#cmdoption-trusted-host`),
  'mutable-url-requirement': supply([494], 5, `${PIP}/topics/vcs-support/`),
  'credential-in-url': supply([798, 522], 8.5, `${PIP}/topics/authentication/`),
  'stale-lockfile': { ...supply([1357], 3, 'https://python-poetry.org/docs/basic-usage/'), score: 3 },
  'vulnerable-package': supply([1395], 8, 'https://osv.dev'),
  'malicious-package': supply([506], 9.8, 'https://github.com/ossf/malicious-packages'),
  'lookalike-package': supply([1357], 8, 'https://blog.pypi.org'),
  'misnamed-package': supply([1357], 5, 'https://github.com/scikit-learn/sklearn-pypi-package'),
  'committed-secret-key': django([798, 321], 8.5, 'ref/settings/#secret-key'),
  'csrf-protection-off': {
    cwe: [352],
    score: 7,
    precision: 'high',
    sources: ['https://flask-wtf.readthedocs.io/en/latest/csrf/'],
  },
  'any-host-allowed': django([20, 644], 6, 'ref/settings/#allowed-hosts'),
  'insecure-cookie': django([614, 1004], 5, 'topics/security/#ssl-https'),
  'transport-security-off': django([319], 5, 'ref/middleware/#http-strict-transport-security'),
  'security-middleware-removed': django([693], 7, 'ref/middleware/#module-django.middleware.security'),
  'open-cors': {
    cwe: [942],
    score: 6.5,
    precision: 'high',
    sources: ['https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS'],
  },
  'weak-password-hasher': django([916], 7.5, 'topics/auth/passwords/'),
  'pickle-session': django([502], 8, 'topics/http/sessions/#session-serialization'),
  'silenced-security-check': django([693], 4, 'ref/checks/#security'),
  'bidirectional-text': {
    cwe: [1007],
    score: 7,
    precision: 'very-high',
    sources: ['https://www.unicode.org/reports/tr55/'],
  },
  'unparsable-file': { cwe: [], score: null, precision: 'very-high', sources: [] },
  'unused-suppression': { cwe: [], score: null, precision: 'very-high', sources: [] },
};

const UNKNOWN: RuleReference = { cwe: [], score: null, precision: 'high', sources: [] };

export const referenceOf = (rule: string): RuleReference => RULE_REFERENCES[rule] ?? UNKNOWN;
