import { SECURITY_CALLS, SECURITY_METHODS } from '../../../src/data/security-words.ts';
import { securityAssert } from '../../../src/rules/asserts/security-assert.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};

for (const name of SECURITY_CALLS) {
  for (const { way, setup, expression } of spellings(name)) {
    const code = `${setup}def f(a, b):\n    assert ${expression}(a, b)\n`;
    const line = code.split('\n').findIndex((text) => text.includes('assert'));
    reports[`${name} through ${way}`] = { code, at: [`${line + 1}:12`], severity: 'error' };
  }
}
for (const name of SECURITY_METHODS) {
  reports[`a method ${name}`] = { code: `def f(thing, x):\n    assert thing.${name}(x)\n`, at: ['2:12'] };
}

const guards = [
  'request.user.is_staff',
  'request.user.is_superuser',
  'user.is_authenticated',
  'user.is_authenticated()',
  'current_user.is_admin',
  'self.request.user.has_perm("app.delete")',
  'user.has_perms(["a.b", "c.d"])',
  'not user.is_anonymous',
  'user.is_staff or user.is_superuser',
  'post and request.user.is_staff',
  'user.is_staff is True',
  'user.is_staff == True',
  'check_password(password, user.password)',
  'user.check_password(raw)',
  'verify_signature(body, headers["X-Signature"])',
  'verify_token(token)',
  'valid_token(token)',
  'is_valid_token(token)',
  'token_is_valid(token)',
  'validate_csrf(form)',
  'csrf_token == session["csrf"]',
  'request.POST["csrf_token"] == request.session["csrf_token"]',
  'token == settings.API_TOKEN',
  'request.headers["X-Api-Token"] == settings.API_TOKEN',
  'token == expected_token',
  'secrets.compare_digest(a, b)',
  'hmac.compare_digest(signature, expected)',
  'signature == expected_signature',
  'signature == hmac.new(key, body, "sha256").hexdigest()',
  'password == stored_password',
  'user.role == "admin"',
  'user.role in ("admin", "owner")',
  'current_user.role == Role.ADMIN',
  'request.headers["Origin"] in ALLOWED_ORIGINS',
  'origin in allowed_origins',
  'session["user_id"]',
  'request.session["logged_in"]',
  'session.get("user_id")',
  'nonce == session["nonce"]',
  'nonce not in seen',
  'payload["aud"] == client_id',
  'request.user == post.owner',
  'post.author_id == request.user.id',
  'current_user.id == post.author_id',
  'request.user in project.members',
  'all(user.has_perm(p) for p in perms)',
  'bool(user.is_staff)',
  'pwd_context.verify(password, stored)',
  'public_key.verify(signature, body)',
  'totp.verify(code)',
  'has_permission(user, "edit")',
  'can_edit(request.user, post)',
  'user.can_edit(post)',
  'self.can_delete(user, post)',
  'post.can_be_edited_by(request.user)',
  'api_key == expected',
  'is_admin',
  'authorized',
  'is_authenticated',
  'permission in user.permissions',
  'jwt_token == other_token',
  'user.is_active',
  'verify(token, key)',
  'sig.verify(body)',
  'jwt_token.is_expired',
  'not session.expired',
  'code == totp.now()',
  'origin == "https://example.com"',
  'user.groups.filter(name="admin").exists()',
  '"admin" in user.roles',
  'user == self.owner',
  'bcrypt.hashpw(password, stored) == stored',
  'await is_admin(user)',
  '(ok := user.is_staff)',
  'request.user.groups.filter(name="editors").exists()',
];
for (const guard of guards) {
  const code = `def f(self, request, user, post, body, headers, token, password, session):\n    assert ${guard}, "no"\n`;
  reports[`guards by ${guard}`] = { code, at: [placeOfGuard(code, guard)] };
}

/** The span is the part that guards. Usually it follows the word directly. */
function placeOfGuard(code: string, guard: string): string {
  const starts: Record<string, string> = {
    'not user.is_anonymous': 'user.is_anonymous',
    'not session.expired': 'session.expired',
    'post and request.user.is_staff': 'request.user.is_staff',
    'all(user.has_perm(p) for p in perms)': 'user.has_perm',
    'bool(user.is_staff)': 'user.is_staff',
    'await is_admin(user)': 'is_admin(user)',
    '(ok := user.is_staff)': 'user.is_staff',
  };
  const line = code.split('\n')[1] as string;
  return `2:${line.indexOf(starts[guard] ?? guard, 11) + 1}`;
}

const innocent = [
  'isinstance(user, User)',
  'isinstance(token, str)',
  'token.type == NAME',
  'token == "("',
  'token.kind in KEYWORDS',
  'token_type == "NAME"',
  'len(token) == 3',
  'len(password) >= 8',
  'len(nonce) == 12',
  'x > 0',
  'self.started',
  'request.method == "POST"',
  'session.query(User).count() == 0',
  'session.is_active',
  'db.session',
  'session is not None',
  'ROLE_ADMIN == "admin"',
  'Role.ADMIN.value == "admin"',
  'Permission.READ == 4',
  'TOKEN_TYPES == {"a", "b"}',
  'set(ROLES) == {"a"}',
  'settings.SESSION_COOKIE_SECURE',
  'message.role == "user"',
  'messages[0]["role"] == "system"',
  'inspect.signature(f) == g',
  'typing.get_origin(t) is list',
  'origin == (0, 0)',
  'remote.origin == url',
  'tokens == ["a", "b"]',
  'tokenizer.pad_token_id == 0',
  'tokenizer.pad_token is not None',
  'hasattr(request, "user")',
  'hasattr(request, "session")',
  'callable(check)',
  'node.is_root',
  'is_valid',
  'form.is_valid()',
  'validate(schema)',
  'matches == 1',
  'password_hasher is not None',
  'n_tokens < limit',
  'user_count == 3',
  'password != ""',
  'key in cache',
  'access_count == 1',
  'model.has_access_log',
  'element.role == "button"',
  't.identity == x',
  'issubclass(cls, BasePermission)',
  'type(token) is str',
  'type(user) == User',
  'signature.parameters',
  'func.signature == "()"',
  'cache.is_active',
  'cache.expired',
  'permission in valid_permissions',
  'check(x)',
];
for (const test of innocent) {
  allows[`an assert on ${test}`] =
    `def f(self, user, token, x, session, message, messages, cls, t, n_tokens, limit):\n    assert ${test}\n`;
}

const lexer = 'def tokenize(text):\n    token = next_token(text)\n    assert token == expected_token\n';

ruleTest(securityAssert, {
  allows: {
    ...allows,
    'a test module': { code: 'def test_a(user):\n    assert user.is_staff\n', path: 'tests/test_a.py' },
    'a test class in another module': 'class TestLogin:\n    def check(self, user):\n        assert user.is_staff\n',
    'a test function in another module': 'def test_login(user):\n    assert user.is_staff\n',
    'a doctest': 'def f(user):\n    """\n    >>> assert user.is_staff\n    """\n',
    'a tokenizer': lexer,
    'a parser module': {
      path: 'shop/parser.py',
      code: 'def f(token, expected_token):\n    assert token == expected_token\n',
    },
    'a token module': 'import tokenize\n\ndef f(token, expected_token):\n    assert token == expected_token\n',
    'a tuple, which another rule reports': 'def f(user):\n    assert (user.is_staff, "staff")\n',
    "a hash's self-test":
      'from passlib.hash import argon2\n\ntry:\n    hash = argon2.hash("test")\n    assert argon2.verify("test", hash)\nexcept Exception:\n    argon2 = None\n',
    'a self-test in one line':
      'import bcrypt\n\nassert bcrypt.checkpw(b"test", bcrypt.hashpw(b"test", bcrypt.gensalt(4)))\n',
    "a comparison's self-test": 'import hmac\n\nassert hmac.compare_digest("a".encode(), b"a")\n',
    'a raise': 'def f(user):\n    if not user.is_staff:\n        raise PermissionError("staff")\n',
    'a user outside a view': 'def f(user):\n    assert user is not None\n',
    ...Object.fromEntries(
      [
        'node.can_fit(3)',
        'user.plan == "pro"',
        'claims["count"] > 3',
        'mode & 4',
        'data["is_valid"]',
        'key in config["TRUSTED"]',
        'line.startswith("Origin")',
        'box.allowed("x")',
        'user in cache',
      ].map((test): [string, string] => [test, `def f(user):\n    assert ${test}\n`]),
    ),
  },
  reports: {
    ...reports,
    'a constant compared with what somebody entered': {
      code: 'from passlib.hash import argon2\n\ndef f(stored):\n    assert argon2.verify("test", stored)\n',
      at: ['4:12'],
    },
    'a hash of what somebody entered': {
      code: 'from passlib.hash import argon2\n\ndef f(text):\n    hash = argon2.hash(text)\n    assert argon2.verify("test", hash)\n',
      at: ['5:12'],
    },
    'a name that may be more than a constant': {
      code: 'from passlib.hash import argon2\n\nhash = argon2.hash("test")\nif stored():\n    hash = stored()\nassert argon2.verify("test", hash)\n',
      at: ['6:8'],
    },
    'a permission by name': {
      code: 'from flask_login import current_user\n\ndef f():\n    assert current_user.has_role("admin")\n',
      at: ['4:12'],
    },
    'two permissions by name': {
      code: 'from accounts import current_user\n\ndef f():\n    assert current_user.has_permission("edit", "post")\n',
      at: ['4:12'],
    },
    'a user in a view': {
      code: 'def view(request, user):\n    assert user is not None\n',
      at: ['2:12-2:28'],
      severity: 'info',
      message: '-O',
    },
    'with its message': {
      code: 'def f(user):\n    assert user.is_staff, "staff only"\n',
      at: ['2:12-2:25'],
      severity: 'error',
      safety: 'unsafe',
      help: 'if not user.is_staff: raise PermissionError("staff only")',
      fixed: 'def f(user):\n    if not user.is_staff:\n        raise PermissionError("staff only")\n',
    },
    'without a message': {
      code: 'def f(user):\n    assert user.is_staff\n',
      at: ['2:12'],
      fixed: 'def f(user):\n    if not user.is_staff:\n        raise PermissionError("not allowed")\n',
    },
    'a negation': {
      code: 'def f(user):\n    assert not user.is_anonymous, "log in"\n',
      at: ['2:16'],
      fixed: 'def f(user):\n    if user.is_anonymous:\n        raise PermissionError("log in")\n',
    },
    'a disjunction': {
      code: 'def f(user):\n    assert user.is_staff or user.is_superuser, f"no {user}"\n',
      at: ['2:12'],
      fixed:
        'def f(user):\n    if not (user.is_staff or user.is_superuser):\n        raise PermissionError(f"no {user}")\n',
    },
    'a membership': {
      code: 'def f(nonce, seen):\n    assert nonce not in seen\n',
      at: ['2:12'],
      fixed: 'def f(nonce, seen):\n    if nonce in seen:\n        raise PermissionError("not allowed")\n',
    },
    'a comparison': {
      code: 'def f(user):\n    assert user.role == "admin"\n',
      at: ['2:12'],
      fixed: 'def f(user):\n    if not (user.role == "admin"):\n        raise PermissionError("not allowed")\n',
    },
    'its own brackets that span lines': {
      code: 'def f(user):\n    assert (\n        user.is_staff  # staff\n        and user.is_active\n    ), (\n        "staff only"\n    )\n',
      at: ['3:9-3:22'],
      fixed:
        'def f(user):\n    if not (\n        user.is_staff  # staff\n        and user.is_active\n    ):\n        raise PermissionError((\n        "staff only"\n    ))\n',
    },
    'on the line of an if': {
      code: 'def f(user):\n    if user: assert user.is_staff\n',
      at: ['2:21'],
      fixed:
        'def f(user):\n    if user:\n        if not user.is_staff:\n            raise PermissionError("not allowed")\n',
    },
    'between semicolons': {
      code: 'def f(user):\n    a(); assert user.is_staff; b()\n',
      at: ['2:17'],
      fixed:
        'def f(user):\n    a()\n    if not user.is_staff:\n        raise PermissionError("not allowed")\n    b()\n',
    },
    'between semicolons on the line of an if': {
      code: 'def f(user):\n    if user: a(); assert user.is_staff; b()\n    else: c()\n',
      at: ['2:26'],
      fixed:
        'def f(user):\n    if user:\n        a()\n        if not user.is_staff:\n            raise PermissionError("not allowed")\n        b()\n    else: c()\n',
    },
    'on the line of an else': {
      code: 'def f(user):\n    if user: a()\n    else: assert user.is_staff\n',
      at: ['3:18'],
      fixed:
        'def f(user):\n    if user: a()\n    else:\n        if not user.is_staff:\n            raise PermissionError("not allowed")\n',
    },
    'on the line of a def': {
      code: 'def f(user): assert user.is_staff\n',
      at: ['1:21'],
      fixed: 'def f(user):\n    if not user.is_staff:\n        raise PermissionError("not allowed")\n',
    },
    'with tabs': {
      code: 'def f(user):\n\tassert user.is_staff\n',
      at: ['2:9'],
      fixed: 'def f(user):\n\tif not user.is_staff:\n\t\traise PermissionError("not allowed")\n',
    },
    'where the AssertionError is caught': {
      code: 'def f(user):\n    try:\n        assert user.is_staff\n    except AssertionError:\n        return None\n',
      at: ['3:16'],
      fixed: null,
    },
    'with a line continued by a backslash': {
      code: 'def f(user):\n    assert user.is_staff \\\n        and user.is_active, "no"\n',
      at: ['2:12'],
      fixed:
        'def f(user):\n    if not (user.is_staff \\\n        and user.is_active):\n        raise PermissionError("no")\n',
    },
    'a service': {
      code: 'class Orders:\n    def cancel(self, actor):\n        assert actor.has_perm("orders.cancel")\n',
      at: ['3:16'],
    },
    ...Object.fromEntries(
      [
        'request.GET["token"] == settings.TOKEN',
        'request.identity == identity',
        'request.authenticated_userid == user.id',
        'request.META["HTTP_ORIGIN"] in ALLOWED',
        'request.user in MANAGERS',
        'request.user.username == "root"',
        'authenticate(name, password) is not None',
        'user.is_owner_of(account)',
        'actor.can("transfer")',
        'user_is_admin(user)',
        'user["is_admin"]',
        'user.get("is_admin")',
        'user.permissions & 4',
        'user in project.members',
        'user.id in post.editor_ids',
        'request.remote_addr in config["TRUSTED"]',
        'claims["exp"] > now',
        'AccessControl(user).allowed("x")',
        'bcrypt.verify(given, user.pw_hash)',
        'request.headers["Origin"].endswith(".example.com")',
        'sig == mac',
      ].map((test): [string, ReportCase] => [
        `the test ${test}`,
        { code: `def f(request, user):\n    assert ${test}\n`, at: ['2:12'], severity: 'error' },
      ]),
    ),
  },
});
