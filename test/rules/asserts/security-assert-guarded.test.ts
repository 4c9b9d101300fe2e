import { securityAssert } from '../../../src/rules/asserts/security-assert.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';

/** A function whose last line is the assert. */
const view = (before: string, test: string, parameters = 'request'): string =>
  `${before}def view(${parameters}):\n    assert ${test}\n`;
const inFunction = (lines: string, test: string): string => `def view(request, user):\n${lines}    assert ${test}\n`;

const SIGNED_IN = 'request.user.is_authenticated';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};

for (const decorator of [
  'login_required',
  'decorators.login_required',
  'login_required(login_url="/in")',
  'permission_required("shop.refund")',
  'user_passes_test(lambda user: user.is_active)',
  'staff_member_required',
  'requires("authenticated")',
  'auth_required("session")',
  'roles_required("admin")',
  'permission_classes([IsAuthenticated])',
  'method_decorator(login_required)',
  'method_decorator([never_cache, login_required])',
]) {
  allows[`signing in below @${decorator}`] = view(`@${decorator}\n`, SIGNED_IN);
  allows[`a user below @${decorator}`] = view(`@${decorator}\n`, 'request.user is not None');
  reports[`a right below @${decorator}`] = {
    code: view(`@${decorator}\n`, 'request.user.has_perm("shop.delete")'),
    at: ['3:12'],
    severity: 'error',
  };
}
for (const decorator of [
  'cached',
  'not_login_required',
  'permission_classes([IsAuthenticatedOrReadOnly])',
  'require_POST',
]) {
  reports[`signing in below @${decorator}`] = { code: view(`@${decorator}\n`, SIGNED_IN), at: ['3:12'] };
}
for (const [decorator, test] of [
  ['permission_required("shop.refund")', 'request.user.has_perm("shop.refund")'],
  ['permission_required(["shop.refund", "shop.view"])', 'request.user.has_perm("shop.view")'],
  ['user_passes_test(lambda user: user.is_staff)', 'request.user.is_staff'],
  ['user_passes_test(is_manager)', 'is_manager(request.user)'],
  ['staff_member_required', 'request.user.is_staff'],
  ['login_required', 'not request.user.is_anonymous'],
] as const) {
  allows[`${test} below @${decorator}`] = view(`@${decorator}\n`, test);
}
for (const [decorator, test] of [
  ['login_required', 'request.user.is_staff'],
  ['login_required', 'verify_token(request.GET["token"])'],
  ['login_required', 'authenticate(name, password) is not None'],
  ['permission_required("shop.refund")', 'request.user.has_perm("shop.delete")'],
  ['staff_member_required', 'request.user.is_superuser'],
  ['user_passes_test(lambda user: user.is_staff)', 'request.user.is_superuser'],
] as const) {
  reports[`${test} below @${decorator}`] = { code: view(`@${decorator}\n`, test), at: ['3:12'], severity: 'error' };
}

const inClass = (head: string, test: string, body = ''): string =>
  `class Orders(${head}):\n${body}    def get(self, request):\n        assert ${test}\n`;
for (const [head, body] of [
  ['LoginRequiredMixin, View', ''],
  ['mixins.LoginRequiredMixin, View', ''],
  ['PermissionRequiredMixin, View', '    permission_required = "shop.view"\n'],
  ['UserPassesTestMixin, View', '    def test_func(self):\n        return self.request.user.is_staff\n'],
  ['APIView', '    permission_classes = [IsAuthenticated]\n'],
  ['APIView', '    permission_classes = (IsOwner & IsAuthenticated,)\n'],
  ['View', '    @method_decorator(login_required)\n'],
] as const) {
  allows[`signing in, in a class of ${head} ${body.trim()}`] = inClass(head, 'request.user.is_authenticated', body);
}
for (const [head, body] of [
  ['View', ''],
  ['AccessMixin, View', ''],
  ['APIView', '    permission_classes = [AllowAny]\n'],
  ['APIView', '    permission_classes = [IsOwner | IsAuthenticated]\n'],
] as const) {
  const line = 3 + body.split('\n').length - 1;
  reports[`signing in, in a class of ${head} ${body.trim()}`] = {
    code: inClass(head, 'request.user.is_authenticated', body),
    at: [`${line}:16`],
  };
}

ruleTest(securityAssert, {
  allows: {
    ...allows,
    'what test_func checks': inClass(
      'UserPassesTestMixin, View',
      'request.user.is_staff',
      '    def test_func(self):\n        return self.request.user.is_staff\n',
    ),
    'a decorated class': `@method_decorator(login_required, name="dispatch")\n${inClass('View', SIGNED_IN)}`,
    'a base that it defines': `class Private(LoginRequiredMixin, View):\n    pass\n\n\n${inClass('Private', SIGNED_IN)}`,
    'under TYPE_CHECKING':
      'from typing import TYPE_CHECKING\n\ndef f(user):\n    if TYPE_CHECKING:\n        assert user.is_authenticated\n',
    'in the other branch of not TYPE_CHECKING':
      'import typing\n\ndef f(user):\n    if not typing.TYPE_CHECKING:\n        pass\n    else:\n        assert user.is_staff\n',
    'under if False': 'def f(user):\n    if False:\n        assert user.is_staff\n',
    'after a return': inFunction('    if not user.is_staff:\n        return None\n', 'user.is_staff'),
    'after a raise': inFunction(
      '    if not user.is_staff:\n        log()\n        raise PermissionError\n',
      'user.is_staff',
    ),
    'after an abort': `from flask import abort\n\n${inFunction('    if not user.is_staff:\n        abort(403)\n', 'user.is_staff')}`,
    'after a return for anonymous users': inFunction(
      '    if user.is_anonymous:\n        return None\n',
      'user.is_authenticated',
    ),
    'after one of several conditions': inFunction(
      '    if request is None or not user.is_staff:\n        return None\n',
      'user.is_staff',
    ),
    'deeper than the return':
      'def f(user, xs):\n    if not user.is_staff:\n        return\n    for x in xs:\n        with x:\n            assert user.is_staff\n',
    'inside the condition': 'def f(user):\n    if user.is_staff and user.is_active:\n        assert user.is_staff\n',
    'a loop with continue':
      'def f(users):\n    for user in users:\n        if not user.is_staff:\n            continue\n        assert user.is_staff\n',
    'a password entered twice':
      'def f():\n    password = input("new: ")\n    again = input("again: ")\n    assert password == again\n',
  },
  reports: {
    ...reports,
    'one of two is guarded': {
      code: view('@login_required\n', 'request.user.is_authenticated and request.user.is_staff'),
      at: ['3:46'],
    },
    'the other branch of TYPE_CHECKING': {
      code: 'from typing import TYPE_CHECKING\n\ndef f(user):\n    if TYPE_CHECKING:\n        pass\n    else:\n        assert user.is_staff\n',
      at: ['7:16'],
    },
    'the other branch of the condition': {
      code: 'def f(user):\n    if user.is_staff:\n        pass\n    else:\n        assert user.is_staff\n',
      at: ['5:16'],
    },
    'a condition without an exit': {
      code: inFunction('    if not user.is_staff:\n        log()\n', 'user.is_staff'),
      at: ['4:12'],
    },
    'an exit on the opposite': {
      code: inFunction('    if user.is_staff:\n        return None\n', 'user.is_staff'),
      at: ['4:12'],
    },
    'an exit on something else': {
      code: inFunction('    if not user.is_active:\n        return None\n', 'user.is_staff'),
      at: ['4:12'],
    },
    'an exit if both are true': {
      code: inFunction('    if not user.is_staff and not user.is_active:\n        return None\n', 'user.is_staff'),
      at: ['4:12'],
    },
    'an exit in another function': {
      code: 'def f(user):\n    if not user.is_staff:\n        return\n    def g():\n        assert user.is_staff\n    return g\n',
      at: ['5:16'],
    },
    'an exit below it': {
      code: 'def f(user):\n    assert user.is_staff\n    if not user.is_staff:\n        return\n',
      at: ['2:12'],
    },
    'another user since then': {
      code: 'def f(user):\n    if not user.is_staff:\n        return\n    user = user.boss\n    assert user.is_staff\n',
      at: ['5:12'],
    },
    'a password and the stored one': {
      code: 'def f(stored):\n    password = input("password: ")\n    assert password == stored\n',
      at: ['3:12'],
    },
  },
});
