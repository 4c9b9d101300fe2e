import { assertAlwaysTrue } from '../../../src/rules/asserts/assert-always-true.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(assertAlwaysTrue, {
  allows: {
    'a condition and a message': 'assert user.is_staff, "staff only"\n',
    'a condition in brackets': 'assert (user.is_staff), "staff only"\n',
    'a condition in brackets over lines': 'assert (\n    a\n    and b\n), "both"\n',
    'an empty tuple': 'assert ()\n',
    'a tuple of star parts alone': 'assert (*items,)\n',
    'a comparison with a tuple': 'assert (a, b) == (1, 2)\n',
    'a call with two arguments': 'assert check(a, "b")\n',
    'a call named assert': 'self.assert_(a, "b")\n',
    'a string that holds one': 'text = "assert (a, \'b\')"\n',
    'a comment': '# assert (a, "b")\n',
    'a list comprehension': 'assert [x for x in xs]\n',
    'a generator inside all': 'assert all(x for x in xs)\n',
  },
  reports: {
    'a condition and its message': {
      code: 'assert (cond, "msg")\n',
      at: ['1:8-1:21'],
      severity: 'error',
      safety: 'safe',
      fixed: 'assert cond, "msg"\n',
    },
    'brackets that touch the word': { code: 'assert(cond, "msg")\n', at: ['1:7-1:20'], fixed: 'assert cond, "msg"\n' },
    'a trailing comma': { code: 'assert (cond, "msg",)\n', at: ['1:8'], fixed: 'assert cond, "msg"\n' },
    'a tuple of one': { code: 'assert (cond,)\n', at: ['1:8'], fixed: 'assert (cond)\n' },
    'an f-string as message': {
      code: 'assert (a > b, f"{a} <= {b}")\n',
      at: ['1:8'],
      fixed: 'assert a > b, f"{a} <= {b}"\n',
    },
    'a formatted message': { code: 'assert (a, "%s" % b)\n', at: ['1:8'], fixed: 'assert a, "%s" % b\n' },
    'brackets inside': { code: 'assert ((a or b), ("c" "d"))\n', at: ['1:8'], fixed: 'assert (a or b), ("c" "d")\n' },
    'lines keep their brackets': {
      code: 'assert (\n    a\n    and b,\n    "both",\n)\n',
      at: ['1:8-5:2'],
      fixed: 'assert (\n    a\n    and b), (\n    "both"\n)\n',
    },
    'lines with comments that hold commas': {
      code: 'assert (\n    a,  # this, or\n    "that"\n)\n',
      at: ['1:8'],
      fixed: 'assert (\n    a), (  # this, or\n    "that"\n)\n',
    },
    'an assignment expression keeps its brackets': {
      code: 'assert (n := f(), "none")\n',
      at: ['1:8'],
      fixed: 'assert (n := f()), ("none")\n',
    },
    'two conditions, which no fix guesses about': { code: 'assert (a == 1, b == 2)\n', at: ['1:8'], fixed: null },
    'three items': { code: 'assert (a, b, "c")\n', at: ['1:8'], fixed: null },
    'a tuple that has a message already': { code: 'assert (a, "b"), "c"\n', at: ['1:8'], fixed: null },
    'a generator': { code: 'assert (x > 0 for x in xs)\n', at: ['1:8-1:27'], fixed: null },
    'in a test module': { code: 'def test():\n    assert (a, "b")\n', path: 'tests/test_a.py', at: ['2:12'] },
    'on the line of an if': { code: 'if x: assert (a, "b")\n', at: ['1:14'], fixed: 'if x: assert a, "b"\n' },
  },
});
