import { securityUnderDebugFlag } from '../../../src/rules/asserts/security-under-debug-flag.ts';
import { ruleTest } from '../rule-test.ts';

const under = (lines: string): string => `def f(request, user, token):\n    if __debug__:\n${lines}`;

ruleTest(securityUnderDebugFlag, {
  allows: {
    'a log line': under('        print("checked", user)\n'),
    'an invariant': under('        check_tree(user)\n        if len(user.items) > 3:\n            raise ValueError\n'),
    'the other branch':
      'def f(user):\n    if __debug__:\n        pass\n    else:\n        if not user.is_staff:\n            raise PermissionError\n',
    'not __debug__':
      'def f(user):\n    if not __debug__:\n        if not user.is_staff:\n            raise PermissionError\n',
    'another flag':
      'def f(user, debug):\n    if debug:\n        if not user.is_staff:\n            raise PermissionError\n',
    'an assert, which another rule reports': under('        assert user.is_staff\n'),
    'a test': {
      code: under('        if not user.is_staff:\n            raise PermissionError\n'),
      path: 'tests/test_f.py',
    },
  },
  reports: {
    'a condition': {
      code: under('        if not user.is_staff:\n            raise PermissionError\n'),
      at: ['3:16-3:29'],
      severity: 'error',
    },
    'a call': { code: under('        check_permissions(user)\n'), at: ['3:9-3:32'] },
    'several are one finding, at the first': {
      code: under(
        '        check_permission(user)\n        verify_token(token)\n        if user.is_staff:\n            pass\n',
      ),
      at: ['3:9'],
    },
    'a comparison': {
      code: under('        if token != expected_token:\n            raise ValueError\n'),
      at: ['3:12'],
    },
    'in the condition itself': {
      code: 'def f(user):\n    if __debug__ and not user.is_staff:\n        raise PermissionError\n',
      at: ['2:26'],
    },
    'the else of not __debug__': {
      code: 'def f(user):\n    if not __debug__:\n        pass\n    else:\n        require_permission(user)\n',
      at: ['5:9'],
    },
    'an expression': { code: 'def f(user):\n    return check_permission(user) if __debug__ else True\n', at: ['2:12'] },
  },
});
