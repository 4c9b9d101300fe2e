import type { QualifiedName } from './qualified-name.ts';
import { wordsIn } from './words-in.ts';

/**
 * The vocabulary of security checks, as words of identifiers (as of 2026-11), from the interfaces of Django
 * (https://docs.djangoproject.com/en/5.2/ref/contrib/auth/), Flask-Login (https://flask-login.readthedocs.io/), Django
 * REST framework, Werkzeug, PyJWT, itsdangerous, passlib and hmac.
 */
const words = (text: string): ReadonlySet<string> => new Set(wordsIn(text));

/** As a truth value (`user.is_staff`, `authorized`), if one of these is a word of the last name. */
export const STATES = words(`
  staff superuser admin administrator authenticated authorized authorised anonymous permitted privileged
  moderator root sudo impersonating logged loggedin signedin owner verified trusted entitled banned
`);

/** Prefixes that turn a name into a question. */
export const QUESTIONS = words('is has can may are was should');

/** Verbs that check their argument: `check_password(…)`, `verify_signature(…)`. */
export const CHECKS = words(`
  check checks verify verifies validate validates valid authenticate authenticated authorize authorise authorized
  allow allows allowed require requires enforce ensure test tests compare matches match confirm is has can may
  consume permits grants
`);

/** Nouns that are always about access. */
export const STRONG_NOUNS = words(`
  permission permissions perm perms privilege privileges csrf xsrf nonce password passwd passphrase passcode
  otp totp hotp mfa jwt hmac acl superuser credentials credential authentication authorization authorisation
  apikey sudo signature access login
`);

/** Nouns with other meanings too. They only count next to one of the words in their list. */
export const TOKEN_COMPANY = words(`
  api auth access refresh bearer secret csrf xsrf session reset expected stored correct real valid request headers
  header cookie cookies user webhook verify verification jwt password login admin service signed shared hook slack
  github telegram invite activation confirmation config settings environ env app authorization saved actual
`);
export const SIGNATURE_COMPANY = words(`
  expected computed calculated hmac digest hexdigest request headers header payload body secret key webhook verify
  valid correct received provided given actual sha256 signed mac
`);
export const ORIGIN_COMPANY = words(
  'allowed trusted host hosts site request headers header http expected whitelist settings cors referer websocket origins',
);
export const ROLE_COMPANY = words(
  'user users member account actor principal current request owner allowed required permitted identity auth profile membership me session caller',
);
/** Roles of people, not of chat messages or web elements. */
export const ROLE_VALUES = words(
  'admin administrator owner editor staff superuser moderator root manager superadmin maintainer operator teacher reviewer',
);
export const CHAT_ROLES = words('user assistant system tool function developer model ai human');

/** Session keys that tell who is signed in. */
export const SESSION_KEYS = words(
  'user uid id username logged authenticated role admin account csrf token nonce state login auth',
);
/** Claims in a token that must be compared: https://www.rfc-editor.org/rfc/rfc7519#section-4.1 */
export const CLAIMS = words('aud iss sub nonce azp scope scopes scp role roles exp email hd state');
export const CLAIM_HOLDERS = words('claims claim payload token jwt decoded idinfo info id');

/** Who acts. What is compared with them is about access. */
export const ACTORS: readonly RegExp[] = [
  /(?:^|\.)request\.user\b/,
  // Pyramid: https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/security.html
  /(?:^|\.)request\.(?:identity|authenticated_userid)\b/,
  /(?:^|\.)current_user\b/,
  /^g\.user\b/,
  /(?:^|\.)logged_in_user\b/,
];
export const OWNERS = words('owner author creator created owned user');

/** Words that show that a `token` is a piece of text or a number in a vocabulary. */
export const TOKENIZER_WORDS = words(
  'tokenizer tokenize tokenizers tokenise tokeniser lexer lex lexers parser parse parsers grammar nlp bpe vocab syntax ast compiler scanner embeddings llm transformers',
);
/** Attributes of a lexer's tokens. */
export const LEXER_ATTRIBUTES = words('type kind value lemma pos tag start end line text string lexeme id ids');

/** Calls that compare secrets in constant time or check passwords, by qualified name. */
export const SECURITY_CALLS: ReadonlySet<QualifiedName> = new Set([
  'hmac.compare_digest',
  '_operator._compare_digest',
  'secrets.compare_digest',
  'django.utils.crypto.constant_time_compare',
  'django.contrib.auth.hashers.check_password',
  'django.contrib.auth.authenticate',
  'django.utils.http.url_has_allowed_host_and_scheme',
  'werkzeug.security.check_password_hash',
  'werkzeug.security.safe_str_cmp',
  'bcrypt.checkpw',
  'itsdangerous.constant_time_compare',
  'flask_wtf.csrf.validate_csrf',
  'flask_bcrypt.check_password_hash',
  'nacl.pwhash.verify',
  'jwt.decode',
  'jose.jwt.decode',
]);

/** Method names that are only used for security, on any object. */
export const SECURITY_METHODS = words(
  'has_perm has_perms has_module_perms has_permission has_permissions has_object_permission has_role has_roles has_scope has_scopes has_access has_group check_password checkpw check_token check_permission check_permissions check_object_permissions verify_password verify_token verify_signature verify_jwt verify_mac validate_csrf validate_csrf_token compare_digest constant_time_compare url_has_allowed_host_and_scheme is_safe_url login_required permission_required is_allowed is_authorized is_authorised user_passes_test user_can role_required verify_id_token',
);

/** Hashes whose result is compared to prove that something is genuine. */
export const DIGESTS = words('hexdigest digest');
