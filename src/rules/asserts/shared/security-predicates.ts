import { wordsOf } from '../../../data/identifier-words.ts';
import {
  ACTORS,
  CHAT_ROLES,
  CHECKS,
  CLAIM_HOLDERS,
  CLAIMS,
  DIGESTS,
  LEXER_ATTRIBUTES,
  ORIGIN_COMPANY,
  OWNERS,
  QUESTIONS,
  ROLE_COMPANY,
  ROLE_VALUES,
  SECURITY_CALLS,
  SECURITY_METHODS,
  SESSION_KEYS,
  SIGNATURE_COMPANY,
  STATES,
  STRONG_NOUNS,
  TOKEN_COMPANY,
  TOKENIZER_WORDS,
} from '../../../data/security-words.ts';
import { REQUEST_DATA } from '../../../data/taint-sources.ts';
import type { Names } from '../../../python/names/index.ts';
import type { Attribute, Call, Compare, Expression, Name, Node, Subscript } from '../../../python/syntax/index.ts';

/** A part of a condition that protects something. */
export interface SecurityPredicate {
  readonly node: Expression;
  /** `narrowing`: it only asks whether there is a user, session or token at all. */
  readonly strength: 'predicate' | 'narrowing';
}

/**
 * The first part of a condition that is a security predicate. A real one takes precedence over a narrowing.
 * @param isHarmless called for every such part
 */
export function findSecurityPredicate(
  test: Expression,
  names: Names,
  isHarmless: (leaf: Expression) => boolean = () => false,
): SecurityPredicate | null {
  let narrowing: SecurityPredicate | null = null;
  for (const leaf of conditionLeaves(test)) {
    const strength = judgeLeaf(leaf, names);
    if (strength === null || isHarmless(leaf)) continue;
    if (strength === 'predicate') return { node: leaf, strength };
    if (strength === 'narrowing' && test.kind !== 'UnaryOp') narrowing ??= { node: leaf, strength };
  }
  return narrowing;
}

/** The parts of a condition between `and`, `or` and `not`, and inside `all(…)`, `any(…)` and `bool(…)`. */
export function* conditionLeaves(test: Expression): Generator<Expression> {
  switch (test.kind) {
    case 'BoolOp':
      for (const value of test.values) yield* conditionLeaves(value);
      break;
    case 'UnaryOp':
      if (test.op === 'not') yield* conditionLeaves(test.operand);
      else yield test;
      break;
    case 'NamedExpr':
    case 'Await':
      yield* conditionLeaves(test.value);
      break;
    case 'IfExp':
      yield* conditionLeaves(test.test);
      yield* conditionLeaves(test.body);
      yield* conditionLeaves(test.orelse);
      break;
    case 'Call': {
      const [only] = test.args;
      const isWrapper = test.func.kind === 'Name' && /^(?:all|any|bool)$/.test(test.func.name);
      if (!isWrapper || only === undefined || test.args.length !== 1) yield test;
      else if (only.kind !== 'Comprehension') yield* conditionLeaves(only);
      else if (only.element.kind !== 'DictItem') yield* conditionLeaves(only.element);
      break;
    }
    default:
      yield test;
  }
}

function judgeLeaf(leaf: Expression, names: Names): SecurityPredicate['strength'] | null {
  switch (leaf.kind) {
    case 'Compare':
      return judgeComparison(leaf, names);
    case 'Call':
      return isSecurityCall(leaf, names) ? 'predicate' : null;
    case 'Attribute':
    case 'Name': {
      const name = leaf.kind === 'Name' ? leaf.name : leaf.attr;
      if (isConstantName(name)) return null;
      if (isExpired(leaf)) return 'predicate';
      if (isStateName(name))
        return isReadOfUser(leaf) || leaf.kind === 'Name' || isStrongState(name) ? 'predicate' : null;
      return isNarrowed(leaf) ? 'narrowing' : null;
    }
    case 'Subscript':
      return isSessionRead(leaf, names) || isStateKey(leaf) ? 'predicate' : null;
    case 'BinOp':
      return leaf.op === '&' && isUserRight(leaf.left) ? 'predicate' : null;
    default:
      return null;
  }
}

/** `user["is_admin"]`, `claims.get("is_staff")`. */
function isStateKey(leaf: Expression): boolean {
  const key = keyOf(leaf);
  return key !== null && !isConstantName(key) && isStateName(key) && isStrongState(key);
}

/** The left side of `user.permissions & WRITE`. */
function isUserRight(side: Expression): boolean {
  const words = wordsOf(lastIdentifier(side) ?? '');
  return (
    words.some((word) => /^(?:permissions?|perms?|privileges?|rights|roles?|scopes?)$/.test(word)) &&
    identifiersOf(side)
      .flatMap(wordsOf)
      .some((word) => ROLE_COMPANY.has(word))
  );
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────

/** Calls that ask about types and shapes. */
const SHAPES = new Set([
  'isinstance',
  'issubclass',
  'hasattr',
  'callable',
  'len',
  'type',
  'set',
  'getattr',
  'repr',
  'str',
  'id',
]);

/** True for a call that checks access: `user.has_perm(…)`, `check_password(…)`, `verify_signature(…)`. */
export function isSecurityCall(call: Call, names: Names): boolean {
  const { func } = call;
  if (func.kind === 'Name' && SHAPES.has(func.name)) return false;
  const name = func.kind === 'Name' ? func.name : func.kind === 'Attribute' ? func.attr : '';
  if (name === '' || isTokenizerWord(name) || isSelfTest(call, name, names)) return false;
  if (names.denotes(func, SECURITY_CALLS)) return true;
  if (SECURITY_METHODS.has(name)) return true;
  const words = wordsOf(name);
  // is_authenticated(), is_admin(user)
  if (QUESTIONS.has(words[0] ?? '') && words.some((word) => STATES.has(word)) && isStateName(name)) return true;
  const isCheck = words.some((word) => CHECKS.has(word));
  if (isCheck && words.some((word) => STRONG_NOUNS.has(word))) return true;
  if (
    isCheck &&
    words.some((word) => /^(?:tokens?|sessions?|origins?|roles?|scopes?|secrets?|otp|hmac|mac|sig)$/.test(word))
  ) {
    return !isInTokenizer(call, names) && (QUESTIONS.has(words[0] ?? '') ? words.length <= 4 : true);
  }
  if (words[0] === 'authenticate' || words[0] === 'authorize' || words[0] === 'authorise') return true;
  // user_is_admin(user), userIsStaff(user)
  if (
    words.some(
      (word, at) => /^(?:is|has)$/.test(word) && PEOPLE.has(words[at - 1] ?? '') && STATES.has(words[at + 1] ?? ''),
    )
  )
    return true;
  const parties = [...call.args, receiver(func)].filter((one) => one !== null);
  // can_edit(user), post.can_be_deleted_by(request.user), current_user.can("edit")
  if ((words[0] === 'can' || words[0] === 'may') && parties.some((one) => isActor(one) || isPerson(one))) return true;
  // user.is_owner_of(account), is_owned_by(account, user)
  if (QUESTIONS.has(words[0] ?? '') && words.some((word) => word === 'owner' || word === 'owned')) {
    return parties.some((one) => isActor(one) || isPerson(one));
  }
  if (/^(?:verify|check|validate|is_valid|unsign|valid)$/.test(name)) {
    // context.verify(password, stored), key.verify(signature, message), verify(token, key)
    const parts = func.kind === 'Attribute' ? [func.value, ...call.args] : call.args;
    const nouns = parts.flatMap((one) => identifiersOf(one)).flatMap(wordsOf);
    return nouns.some((word) => STRONG_NOUNS.has(word) || CRYPTO.test(word));
  }
  // acl.allows(user, "edit"), AccessControl(user).allowed("edit")
  if (func.kind === 'Attribute' && /^(?:allowed|allows|permits|permitted|grants|can|enforce)$/.test(name)) {
    const holder = identifiersOf(func.value).flatMap(wordsOf);
    if (
      holder.some((word) => /^(?:acl|access|permissions?|policy|policies|auth|authz|enforcer|rbac|ability)$/.test(word))
    )
      return true;
  }
  // request.headers["Origin"].endswith(".example.com")
  if (func.kind === 'Attribute' && (name === 'startswith' || name === 'endswith')) {
    const words = wordsOf(lastIdentifier(func.value) ?? '');
    const isSender = words.some((word) => /^(?:origin|referer|referrer)$/.test(word));
    const from = identifiersOf(func.value).flatMap(wordsOf);
    return isSender && from.some((word) => /^(?:request|headers?|meta|http|environ)$/.test(word));
  }
  if (func.kind === 'Attribute' && name === 'get' && isStateKey(call)) return true;
  // session.get("logged_in"), request.session.get("csrf")
  if (func.kind === 'Attribute' && name === 'get' && call.args[0]?.kind === 'String') {
    return wordsOf(call.args[0].value).some((word) => SESSION_KEYS.has(word)) && isSession(func.value, names);
  }
  // request.user.groups.filter(name="editors").exists()
  const asked = dottedText(func) ?? '';
  return (
    (name === 'exists' || name === 'contains') &&
    (ACTORS.some((actor) => actor.test(asked)) || /(?:^|\.)user\.(?:groups|user_permissions|roles)\b/.test(asked))
  );
}

/** What checks passwords and signatures: passlib's `bcrypt.verify(…)`, `hasher.verify(…)`. */
const CRYPTO = /^(?:pwd|pw|hasher|signer|totp|token|sig|bcrypt|argon2?|scrypt|pbkdf2?|passlib|signing|signed)$/;
const PEOPLE = new Set(['user', 'member', 'account', 'actor', 'principal', 'caller', 'me', 'owner']);

/** A name for somebody who acts: `user`, `self.user`, `actor`. */
function isPerson(expression: Expression): boolean {
  if (expression.kind === 'Call') return isPerson(expression.func);
  if (expression.kind !== 'Name' && expression.kind !== 'Attribute') return false;
  const name = expression.kind === 'Name' ? expression.name : expression.attr;
  return /(?:^|_)(?:user|member|actor|principal|caller)$/.test(name);
}

function receiver(func: Expression): Expression | null {
  return func.kind === 'Attribute' ? func.value : null;
}

// ── Comparisons ──────────────────────────────────────────────────────────────────────────────────

function judgeComparison(test: Compare, names: Names): SecurityPredicate['strength'] | null {
  const sides = [test.left, ...test.comparators];
  const [operator] = test.ops;
  const isIdentity = operator === 'is' || operator === 'is not';
  if (sides.some(isShapeCall)) return null;
  const isNone = sides.some((side) => side.kind === 'Constant' && side.value === null);
  if (isNone) {
    // authenticate(…) and find_by_token(…) return None if access is denied.
    if (sides.some((side) => side.kind === 'Call' && isSecurityCall(side, names))) return 'predicate';
    return sides.some(isNarrowed) && (operator === 'is not' || operator === '!=') ? 'narrowing' : null;
  }
  if (isIdentity && !sides.some((side) => side.kind === 'Constant' && typeof side.value === 'boolean')) {
    return sides.some(isActor) ? 'predicate' : null;
  }
  // A state compared with True is a state.
  if (sides.some((side) => side.kind === 'Constant' && typeof side.value === 'boolean')) {
    const other = sides.find((side) => side.kind !== 'Constant');
    return other === undefined || (test.ops.length > 1 && isIdentity) ? null : judgeLeaf(other, names);
  }
  // Constants of the module and members of an enum do not protect anything when compared with each other.
  if (sides.every(isConstant)) return null;
  if (sides.some((side) => isEmptyLiteral(side))) return null;
  return sides.some((side, index) =>
    isSecuritySide(
      side,
      sides.filter((_, other) => other !== index),
      test,
      names,
    ),
  )
    ? 'predicate'
    : null;
}

const EQUALITY: ReadonlySet<string> = new Set(['==', '!=', '<>', 'in', 'not in']);
const PASSWORD_CALLS: ReadonlySet<string> = new Set(['totp', 'hotp', 'hashpw', 'checkpw']);

function isSecuritySide(side: Expression, others: readonly Expression[], test: Compare, names: Names): boolean {
  if (side.kind === 'Call' && isSecurityCall(side, names)) return true;
  if (
    isActor(side) &&
    (test.ops[0] === '==' || test.ops[0] === '!=' || test.ops[0] === 'in' || test.ops[0] === 'not in') &&
    (!others.every(isConstant) || isIdentity(side) || others.every(isNamedConstant))
  ) {
    return true;
  }
  const own = identifiersOf(side);
  const last = lastIdentifier(side);
  const company = new Set([...own, ...others.flatMap((other) => identifiersOf(other))].flatMap(wordsOf));
  const isEquality = EQUALITY.has(test.ops[0] ?? '');
  if (last === null) return false;
  const words = wordsOf(last);
  const has = (...wanted: string[]): boolean => words.some((word) => wanted.includes(word));
  if (isEquality && (isSession(side, names) || (side.kind === 'Subscript' && isSessionRead(side, names)))) return true;
  if (isClaim(side, isEquality)) return true;
  if (test.ops[0] === 'in' || test.ops[0] === 'not in') {
    // user in project.members, user.id in post.editor_ids, request.remote_addr in TRUSTED
    const list = others.flatMap((other) => wordsOf(lastIdentifier(other) ?? ''));
    if ((isPerson(side) || isPersonsIdentity(side)) && list.some((word) => ACCESS_LISTS.test(word))) return true;
    if (has('addr', 'ip') && list.some((word) => TRUSTING.test(word))) return true;
  }
  if (!isEquality)
    return has('role', 'roles', 'permission', 'permissions', 'privilege', 'privileges') && !others.every(isNumber);
  if (others.every(isNumber)) return false;
  if (has('token', 'tokens') && !isConstantName(last)) {
    return (
      !has('type', 'ids', 'count', 'kind', 'tokens', 'url', 'class', 'name') &&
      !isLexerToken(side, others) &&
      !isInTokenizer(test, names) &&
      hasCompany(company, TOKEN_COMPANY)
    );
  }
  if (has('signature', 'sig'))
    return hasCompany(company, SIGNATURE_COMPANY) && !isInspected(side, names) && !others.every(isLiteral);
  if (has('origin') && words.length <= 3) {
    const isSite = others.some((other) => other.kind === 'String' && /^https?:/.test(other.value));
    return (isSite || hasCompany(company, ORIGIN_COMPANY)) && !others.some(isTupleOfNumbers);
  }
  if (own.flatMap(wordsOf).some((word) => PASSWORD_CALLS.has(word))) return true;
  if (has('role', 'roles')) return isPersonsRole(side, others, company);
  if (words.some((word) => DIGESTS.has(word)) && side.kind === 'Call') {
    return isHash(side, names) && !others.every(isNumber);
  }
  if (has('scope', 'scopes'))
    return ['token', 'user', 'claims', 'required', 'request', 'auth', 'current'].some((word) => company.has(word));
  if (words.includes('api') && words.includes('key')) return true;
  if (has('secret')) return others.some((other) => !isLiteral(other));
  if (has('owner', 'author', 'creator')) {
    return others.some((other) =>
      identifiersOf(other)
        .flatMap(wordsOf)
        .some((word) => word === 'user' || word === 'me'),
    );
  }
  if (words.some((word) => OWNERS.has(word)) && has('id') && others.some(isActor)) return true;
  // `permission in valid_permissions` asks for a valid value, not for a right.
  if ([...company].some((word) => LISTS.test(word))) return false;
  const isStrong = words.some((word) => STRONG_NOUNS.has(word) && !/^(?:signature|access|login)$/.test(word));
  return isStrong && !isAboutNoun(words) && !isConstantName(last);
}

/** Names of lists of people who have access. */
const ACCESS_LISTS =
  /^(?:members?|admins?|owners?|moderators?|editors?|staff|managers?|participants?|collaborators?|maintainers?|authors?|viewers?|allowed|permitted|trusted|authori[sz]ed|whitelist|allowlist|acl|superusers?)$/;
const TRUSTING = /^(?:trusted|allowed|permitted|authori[sz]ed|whitelist|whitelisted|allowlist|internal)$/;

function isPersonsIdentity(side: Expression): boolean {
  return isIdentity(side) && side.kind === 'Attribute' && isPerson(side.value);
}

const LISTS = /^(?:valid|known|all|available|choices|supported|possible|registered|defined)$/;

/** Facts about a noun rather than the thing itself: `password_length`, `permission_classes`, `nonce_size`. */
function isAboutNoun(words: readonly string[]): boolean {
  return words.some((word) =>
    /^(?:length|len|size|count|classes|class|field|fields|type|kind|format|url|path|name|names|file|index|policy|hint|label|column|mode|form|widget|template|prompt|hasher|hashers|backend|backends|algorithm)$/.test(
      word,
    ),
  );
}

function isPersonsRole(side: Expression, others: readonly Expression[], company: ReadonlySet<string>): boolean {
  const values = others.flatMap((other) =>
    other.kind === 'List' || other.kind === 'Tuple' || other.kind === 'Set' ? other.items : [other],
  );
  const texts = values.flatMap((value) => (value.kind === 'String' ? [value.value.toLowerCase()] : []));
  const holder = identifiersOf(side).flatMap(wordsOf);
  if (holder.some((word) => /^(?:message|messages|msg|turn|chat|choice|delta|aria|conversation)$/.test(word)))
    return false;
  if (texts.some((text) => wordsOf(text).some((word) => ROLE_VALUES.has(word)))) return true;
  if (texts.length > 0 && texts.every((text) => CHAT_ROLES.has(text))) return false;
  if (
    values.some(
      (value) => value.kind === 'Attribute' && isConstantName(value.attr) && ROLE_VALUES.has(value.attr.toLowerCase()),
    )
  ) {
    return true;
  }
  return hasCompany(company, ROLE_COMPANY);
}

function isClaim(side: Expression, isEquality: boolean): boolean {
  const key = keyOf(side);
  if (key === null || !(isEquality ? CLAIMS.has(key) : TIMES.has(key))) return false;
  const holder = side.kind === 'Subscript' ? side.value : side.kind === 'Call' ? (receiver(side.func) ?? side) : side;
  const words = identifiersOf(holder).flatMap(wordsOf);
  return words.some((word) => CLAIM_HOLDERS.has(word)) && (key !== 'email' || words.includes('claims'));
}

/** Claims that are compared with the clock. */
const TIMES = new Set(['exp', 'nbf', 'iat', 'auth_time']);

function keyOf(side: Expression): string | null {
  if (side.kind === 'Subscript') return side.slice.kind === 'String' ? side.slice.value : null;
  if (side.kind === 'Call' && side.func.kind === 'Attribute' && side.func.attr === 'get') {
    const [key] = side.args;
    return key?.kind === 'String' ? key.value : null;
  }
  return null;
}

// ── Names and states ─────────────────────────────────────────────────────────────────────────────

/** `is_staff`, `has_admin_rights`, `authorized`, `signature_valid`. */
function isStateName(name: string): boolean {
  const words = wordsOf(name);
  const [first = ''] = words;
  const isQuestion = QUESTIONS.has(first);
  if (SECURITY_METHODS.has(name)) return true;
  if (
    words.some(
      (word) => word === 'root' || word === 'owner' || word === 'verified' || word === 'trusted' || word === 'banned',
    )
  ) {
    // `is_root` is mostly about trees, `verified` about many things.
    return /^(?:is_owner|email_verified|is_verified|is_trusted|signature_verified|token_verified|is_banned)$/.test(
      name,
    );
  }
  if (words.some((word) => STATES.has(word))) {
    if (words.some((word) => word === 'logged' || word === 'admin' || word === 'anonymous')) {
      return isQuestion || /logged_?in/.test(name.toLowerCase());
    }
    return isQuestion || words.length === 1 || words.at(-1) === 'authenticated' || words.at(-1) === 'authorized';
  }
  const hasNoun = words.some(
    (word) => STRONG_NOUNS.has(word) || word === 'token' || word === 'session' || word === 'origin',
  );
  const isVerdict = /^(?:ok|valid|matches|match|correct|allowed|granted|permitted|verified)$/;
  if (hasNoun && words.some((word) => isVerdict.test(word)) && !isTokenizerWord(name)) return true;
  return (
    isQuestion &&
    first !== 'should' &&
    /^(?:permission|permissions|perm|perms|privilege|privileges|access|csrf)$/.test(words.at(-1) ?? '')
  );
}

function isStrongState(name: string): boolean {
  return name.includes('_') || /^is[A-Z]|^has[A-Z]/.test(name) || /authenticat|authori[sz]ed/.test(name);
}

function isReadOfUser(leaf: Attribute | Name): boolean {
  return identifiersOf(leaf.kind === 'Name' ? leaf : leaf.value)
    .flatMap(wordsOf)
    .some((word) => ROLE_COMPANY.has(word));
}

/** `token.expired`, `session.is_revoked`; `user.is_active`. */
function isExpired(leaf: Attribute | Name): boolean {
  const name = leaf.kind === 'Name' ? leaf.name : leaf.attr;
  const holder = (leaf.kind === 'Name' ? [] : identifiersOf(leaf.value)).flatMap(wordsOf);
  if (name === 'is_active') return holder.some((word) => /^(?:user|account|member)$/.test(word));
  const words = wordsOf(name);
  if (!words.some((word) => /^(?:expired|revoked|blacklisted|invalidated)$/.test(word))) return false;
  return [...words, ...holder].some((word) =>
    /^(?:token|session|jwt|nonce|otp|key|credential|credentials|certificate)$/.test(word),
  );
}

/** Whether there is a user (session, token, …) at all. */
function isNarrowed(expression: Expression): boolean {
  if (expression.kind !== 'Name' && expression.kind !== 'Attribute') return false;
  const name = expression.kind === 'Name' ? expression.name : expression.attr;
  return /^(?:current_|auth_|authenticated_|logged_in_|request_)?user$|^(?:auth|access|csrf|api|session|bearer)_(?:token|key|id)$|^identity$|^principal$|^credentials$/.test(
    name,
  );
}

/** `request.user.username`: identifies somebody, so a constant next to it says who has access. */
function isIdentity(expression: Expression): boolean {
  return expression.kind === 'Attribute' && /^(?:id|pk|uid|username|email|login)$/.test(expression.attr);
}

/** `request.user in MANAGERS`, but `request.user.plan == PRO` is about the plan. */
function isNamedConstant(expression: Expression): boolean {
  return expression.kind === 'Name' && isConstantName(expression.name);
}

function isActor(expression: Expression): boolean {
  const text = dottedText(expression);
  return text !== null && ACTORS.some((actor) => actor.test(text));
}

function isSession(expression: Expression, names: Names): boolean {
  const text = dottedText(expression);
  if (text === null) return false;
  if (/(?:^|\.)request\.session$/.test(text) || names.denotes(expression, SESSIONS)) return true;
  return /^(?:session|flask_session|http_session)$/.test(text) && names.qualify(expression).length === 0;
}
const SESSIONS = new Set(['flask.session', 'quart.session', 'flask.globals.session']);

function isSessionRead(leaf: Subscript, names: Names): boolean {
  return (
    leaf.slice.kind === 'String' &&
    wordsOf(leaf.slice.value).some((word) => SESSION_KEYS.has(word)) &&
    isSession(leaf.value, names)
  );
}

// ── Exceptions ───────────────────────────────────────────────────────────────────────────────────

/**
 * `verify("test", hash("test"))`: both sides are the program's own constants, so this tests the function and does not
 * give anybody access. With one argument the other side is unknown: `current_user.has_role("admin")`.
 */
function isSelfTest(call: Call, name: string, names: Names): boolean {
  if (call.args.length < 2 || !/verify|check|compare/i.test(name)) return false;
  return [...call.args, ...call.keywords.map(({ value }) => value)].every((part) => isOwnConstant(part, names));
}

/** A literal, or the result of calling imported functions with literals only. */
function isOwnConstant(part: Expression, names: Names, depth = 0): boolean {
  if (isLiteral(part)) return true;
  if (depth > 5) return false;
  const isOwn = (inner: Expression): boolean => isOwnConstant(inner, names, depth + 1);
  if (part.kind === 'Name') {
    const bindings = names.bindings(part.name, part);
    return bindings.length > 0 && bindings.every(({ value }) => value !== null && isOwn(value));
  }
  if (part.kind !== 'Call') return false;
  const isMethod = part.func.kind === 'Attribute' && isOwn(part.func.value);
  const isImported = part.args.length > 0 && names.qualify(part.func).length > 0;
  return (isMethod || isImported) && part.args.every(isOwn) && part.keywords.every(({ value }) => isOwn(value));
}

function isTokenizerWord(name: string): boolean {
  return wordsOf(name).some((word) => TOKENIZER_WORDS.has(word));
}

/** In a tokenizer, lexer or parser a token is a piece of text. */
function isInTokenizer(node: Node, names: Names): boolean {
  let scope: Node | null = node;
  while (scope !== null) {
    if ((scope.kind === 'FunctionDef' || scope.kind === 'ClassDef') && isTokenizerWord(scope.name)) return true;
    scope = names.file.parent(scope);
  }
  return /^[ \t\f]*(?:import|from)\s+(?:tokenize|token|transformers|tokenizers|spacy|ply|lark|pygments|nltk|tiktoken)\b/m.test(
    names.file.text,
  );
}

/** `token.type == NAME`, `token == "("`, `tok.kind in KEYWORDS`. */
function isLexerToken(side: Expression, others: readonly Expression[]): boolean {
  if (side.kind === 'Attribute' && LEXER_ATTRIBUTES.has(side.attr)) return true;
  return others.every(
    (other) => other.kind === 'String' || other.kind === 'Tuple' || other.kind === 'Set' || other.kind === 'List',
  );
}

const SIGNATURES = new Set(['inspect.signature()', 'inspect.Signature()']);

function isInspected(side: Expression, names: Names): boolean {
  return (
    names.denotes(side, SIGNATURES) ||
    (side.kind === 'Call' && side.func.kind === 'Attribute' && side.func.attr === 'signature')
  );
}

const HASHES =
  /^(?:hmac\.new\(\)|hmac\.HMAC\(\)|hmac\.digest|hashlib\.(?:sha\d\w*|blake2[bs]|md5|new)\(\)|hashlib\.file_digest\(\))/;

function isHash(call: Expression & { kind: 'Call' }, names: Names): boolean {
  return names.qualify(call.func).some((name) => HASHES.test(name));
}

function isShapeCall(side: Expression): boolean {
  return side.kind === 'Call' && side.func.kind === 'Name' && SHAPES.has(side.func.name);
}

/** A literal, a constant of the module, a member of an enum: `"admin"`, `ADMIN`, `Role.ADMIN`. */
function isConstant(side: Expression): boolean {
  switch (side.kind) {
    case 'String':
    case 'Number':
    case 'Constant':
      return true;
    case 'Name':
      return isConstantName(side.name);
    case 'Attribute':
      // `settings.API_TOKEN` and `Role.ADMIN.value`.
      // Django's `request.GET` and `request.META` look like constants but are not.
      if (REQUEST_DATA.has(side.attr)) return false;
      return isConstantName(side.attr) || (isConstant(side.value) && /^(?:value|name)$/.test(side.attr));
    case 'List':
    case 'Tuple':
    case 'Set':
      return side.items.every(isConstant);
    case 'Dict':
      return true;
    case 'UnaryOp':
      return isConstant(side.operand);
    case 'Subscript':
      return isConstant(side.value);
    case 'Call':
      return side.func.kind === 'Name' && /^[A-Z]/.test(side.func.name) && side.args.every(isConstant);
    default:
      return false;
  }
}

function isLiteral(side: Expression): boolean {
  return side.kind === 'String' || side.kind === 'Number' || side.kind === 'Constant';
}

const isNumber = (side: Expression): boolean =>
  side.kind === 'Number' || (side.kind === 'UnaryOp' && side.operand.kind === 'Number');
const isEmptyLiteral = (side: Expression): boolean =>
  (side.kind === 'String' && side.value === '') ||
  ((side.kind === 'List' || side.kind === 'Tuple') && side.items.length === 0) ||
  (side.kind === 'Dict' && side.items.length === 0);
const isTupleOfNumbers = (side: Expression): boolean =>
  isNumber(side) || ((side.kind === 'Tuple' || side.kind === 'List') && side.items.every(isNumber));

function isConstantName(name: string): boolean {
  return name === name.toUpperCase() && /[A-Z]/.test(name);
}

// ── The parts of an expression ───────────────────────────────────────────────────────────────────

/** `request.user.id` as text; null for anything but a chain of names. */
function dottedText(expression: Expression): string | null {
  if (expression.kind === 'Name') return expression.name;
  if (expression.kind === 'Call')
    return expression.args.length === 0 ? dottedText(expression.func) : dottedText(expression.func);
  if (expression.kind === 'Await') return dottedText(expression.value);
  if (expression.kind !== 'Attribute') return null;
  const before = dottedText(expression.value);
  return before === null ? null : `${before}.${expression.attr}`;
}

/**
 * Every identifier and string key on the way to a value: for `request.headers["X-Token"]`, request, headers, X-Token.
 */
function identifiersOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'Name':
      return [expression.name];
    case 'Attribute':
      return [...identifiersOf(expression.value), expression.attr];
    case 'Subscript':
      return [
        ...identifiersOf(expression.value),
        ...(expression.slice.kind === 'String' ? [expression.slice.value] : []),
      ];
    case 'Call': {
      const [key] = expression.args;
      return [...identifiersOf(expression.func), ...(key?.kind === 'String' ? [key.value] : [])];
    }
    case 'Await':
    case 'NamedExpr':
    case 'FormattedValue':
      return identifiersOf(expression.value);
    case 'BoolOp':
      return expression.values.flatMap(identifiersOf);
    case 'JoinedStr':
      return expression.values.flatMap((value) => (value.kind === 'String' ? [] : identifiersOf(value)));
    case 'List':
    case 'Tuple':
    case 'Set':
      return expression.items.flatMap(identifiersOf);
    default:
      return [];
  }
}

/** The identifier that names the value itself. */
function lastIdentifier(expression: Expression): string | null {
  switch (expression.kind) {
    case 'Name':
      return expression.name;
    case 'Attribute':
      return expression.attr;
    case 'Subscript':
      return expression.slice.kind === 'String' ? expression.slice.value : lastIdentifier(expression.value);
    case 'Call': {
      const key = keyOf(expression);
      if (key !== null) return key;
      const name = lastIdentifier(expression.func);
      // token.strip(), signature.encode(): the thing is before the dot.
      return name !== null &&
        /^(?:strip|lower|upper|encode|decode|hex|split|removeprefix|replace)$/.test(name) &&
        expression.func.kind === 'Attribute'
        ? lastIdentifier(expression.func.value)
        : name;
    }
    case 'Await':
      return lastIdentifier(expression.value);
    default:
      return null;
  }
}

function hasCompany(words: ReadonlySet<string>, company: ReadonlySet<string>): boolean {
  for (const word of words) if (company.has(word)) return true;
  return false;
}
