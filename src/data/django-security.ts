/**
 * Django's settings and classes that its deployment checks cover (5.2, as of 2026-11).
 * https://docs.djangoproject.com/en/5.2/ref/settings/ · https://docs.djangoproject.com/en/5.2/ref/checks/#security
 */

/**
 * Settings that make browsers send cookies only over HTTPS or hide them from scripts, with what happens if they are
 * off.
 */
export const COOKIE_SETTINGS: ReadonlyMap<string, string> = new Map([
  ['SESSION_COOKIE_SECURE', 'browsers send the session over plain HTTP too'],
  ['CSRF_COOKIE_SECURE', 'browsers send the CSRF token over plain HTTP too'],
  ['LANGUAGE_COOKIE_SECURE', 'browsers send the cookie over plain HTTP too'],
  ['SESSION_COOKIE_HTTPONLY', 'scripts in the page can read the session'],
]);

/** Middleware that is unsafe to remove: https://docs.djangoproject.com/en/5.2/ref/middleware/ */
export const SECURITY_MIDDLEWARE: ReadonlyMap<string, string> = new Map([
  ['django.middleware.security.SecurityMiddleware', 'HSTS, the redirect to HTTPS and the nosniff header'],
  ['django.middleware.csrf.CsrfViewMiddleware', 'the protection against forged requests'],
  ['django.middleware.clickjacking.XFrameOptionsMiddleware', 'the protection against clickjacking'],
]);

/**
 * Hashers of which a graphics card tries billions of guesses per second.
 * https://docs.djangoproject.com/en/5.2/topics/auth/passwords/#included-hashers
 */
export const WEAK_HASHERS: ReadonlySet<string> = new Set(
  ['MD5', 'UnsaltedMD5', 'SHA1', 'UnsaltedSHA1', 'Crypt'].map(
    (name) => `django.contrib.auth.hashers.${name}PasswordHasher`,
  ),
);

/** https://docs.djangoproject.com/en/5.2/topics/http/sessions/#session-serialization (removed in Django 5.0) */
export const PICKLE_SERIALIZER = 'django.contrib.sessions.serializers.PickleSerializer';
export const JSON_SERIALIZER = 'django.contrib.sessions.serializers.JSONSerializer';
