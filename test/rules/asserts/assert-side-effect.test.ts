import { ACTING_CALLS, MUTATING_METHODS } from '../../../src/data/side-effects.ts';
import { assertSideEffect } from '../../../src/rules/asserts/assert-side-effect.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
for (const method of MUTATING_METHODS) {
  reports[`a method ${method}`] = { code: `def f(thing):\n    assert thing.${method}(1) == 2\n`, at: ['2:12'] };
  allows[`a function ${method} of a module`] =
    `import numpy\n\ndef f(thing):\n    assert len(numpy.${method}x(thing)) == 2\n`;
}
for (const name of ACTING_CALLS) {
  for (const { way, setup, expression } of spellings(name)) {
    // These bring in data from outside, which input-assert reports.
    if (/input|environ|requests|httpx|urllib/.test(name)) continue;
    const code = `${setup}def f(x):\n    assert ${expression}(x)\n`;
    const line = code.split('\n').findIndex((text) => text.includes('assert'));
    reports[`${name} through ${way}`] = { code, at: [`${line + 1}:12`] };
  }
}

ruleTest(assertSideEffect, {
  allows: {
    ...allows,
    'a method that reads': 'def f(a):\n    assert a.get("x") == a.index(1)\n',
    'joined strings': 'def f(a):\n    assert ",".join(a) == "a,b"\n',
    'Match.start': 'def f(m):\n    assert m.start() == 0\n',
    'a test': { code: 'def test_a(q):\n    assert q.pop() == 1\n', path: 'tests/test_q.py' },
    'a copy': 'def f(d):\n    assert dict(d).pop("x") == 1\n',
    'a new array': 'import numpy as np\n\ndef f(a):\n    assert np.insert(a, 1, 2).size == 3\n',
    'a lambda that is not called': 'def f(a):\n    assert (lambda: a.pop())\n',
    'the statement before': 'def f(q):\n    item = q.pop()\n    assert item\n',
  },
  reports: {
    ...reports,
    'an assignment': {
      code: 'def f(a):\n    assert (n := len(a)) > 10\n    return n\n',
      at: ['2:13-2:24'],
      severity: 'warning',
      message: 'n',
    },
    await: { code: 'async def f(a):\n    assert await a.ready()\n', at: ['2:12-2:27'] },
    yield: { code: 'def f(x):\n    assert (yield x)\n', at: ['2:13-2:20'], message: 'yielded' },
    'yield from': { code: 'def f(x):\n    assert (yield from x) == 1\n', at: ['2:13-2:25'] },
    'pop inside a comparison': { code: 'def f(a):\n    assert 1 == a.pop()\n', at: ['2:17-2:24'] },
    next: { code: 'def f(a):\n    assert next(a) == 1\n', at: ['2:12-2:19'] },
  },
});
