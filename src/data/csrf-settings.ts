import type { Severity } from '../engine/severity.ts';

/**
 * Settings of Flask-WTF that turn off its protection against forged requests.
 * https://flask-wtf.readthedocs.io/en/1.2.x/config/ and, for CSRF_ENABLED (Flask-WTF before 0.9),
 * https://flask-wtf.readthedocs.io/en/1.2.x/changes/ (as of 2026-11).
 */
export const CSRF_SETTINGS: ReadonlyMap<string, { readonly severity: Severity; readonly effect: string }> = new Map([
  ['WTF_CSRF_ENABLED', { severity: 'error', effect: "any other site can submit the forms in its visitors' names" }],
  ['CSRF_ENABLED', { severity: 'error', effect: "any other site can submit the forms in its visitors' names" }],
  [
    'WTF_CSRF_CHECK_DEFAULT',
    { severity: 'warning', effect: 'views are protected only where they call csrf.protect() themselves' },
  ],
]);
