/**
 * Names under which frameworks, and the libraries that read their settings, take the key that signs sessions and
 * tokens from the environment and from settings files: Django with django-environ, decouple and dynaconf, Flask's
 * `from_prefixed_env`, Flask-JWT-Extended. Dated 2026-11-25.
 */
export const SECRET_KEY_NAMES: ReadonlySet<string> = new Set([
  'SECRET_KEY',
  'DJANGO_SECRET_KEY',
  'FLASK_SECRET_KEY',
  'QUART_SECRET_KEY',
  'DYNACONF_SECRET_KEY',
  'APP_SECRET_KEY',
  'SESSION_SECRET_KEY',
  'JWT_SECRET_KEY',
  'FLASK_JWT_SECRET_KEY',
]);

/** Words in parent keys that make a `secret_key` another service's, which does not sign anything of ours. */
export const OTHER_SERVICES: ReadonlySet<string> = new Set(
  (
    'aws s3 sqs ses minio spaces r2 azure gcp google boto storage bucket recaptcha captcha hcaptcha turnstile stripe ' +
    'paypal paystack flutterwave razorpay twilio sendgrid mailgun mailjet algolia meilisearch binance coinbase kraken ' +
    'plaid langfuse sentry cloudinary imagekit'
  ).split(' '),
);
