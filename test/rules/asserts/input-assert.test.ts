import { inputAssert } from '../../../src/rules/asserts/input-assert.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(inputAssert, {
  allows: {
    'an invariant': 'def f(x):\n    assert x > 0\n',
    'a type narrowing':
      'import json\nimport sys\n\ndata = json.loads(sys.stdin.read())\nassert isinstance(data, dict)\n',
    'a test': { code: 'import os\n\nassert os.environ["A"] == "b"\n', path: 'tests/conftest.py' },
    "something else's method": 'def f(call):\n    assert call.method == "POST"\n',
    'a constant': 'N = 3\nassert N == 3\n',
    'a guard, which another rule reports': 'def view(request):\n    assert request.user.is_staff\n',
    'a comparison of results': 'def f(a, b):\n    c = a + b\n    assert c == b + a\n',
  },
  reports: {
    'the command line': {
      code: 'import sys\n\nassert len(sys.argv) == 2, "one file"\n',
      at: ['3:8-3:26'],
      severity: 'warning',
      safety: 'unsafe',
      message: 'line 3',
      fixed: 'import sys\n\nif not (len(sys.argv) == 2):\n    raise ValueError("one file")\n',
    },
    'the environment': {
      code: 'import os\n\nassert os.environ.get("MODE") in ("a", "b")\n',
      at: ['3:8'],
      fixed: 'import os\n\nif os.environ.get("MODE") not in ("a", "b"):\n    raise ValueError("invalid input")\n',
    },
    'the environment via a name': {
      code: 'import os\n\nmode = os.environ["MODE"]\nassert mode != ""\n',
      at: ['4:8'],
    },
    'a password entered twice': {
      code: 'import getpass\n\ndef ask():\n    password = getpass.getpass("new: ")\n    again = getpass.getpass("again: ")\n    assert password == again\n    return password\n',
      at: ['6:12'],
      severity: 'warning',
    },
    "a request's method": {
      code: 'def save(request):\n    assert request.method == "POST"\n    return request.POST.get("title")\n',
      at: ['2:12-2:36'],
      severity: 'warning',
    },
    "the method of a view's request": {
      code: 'class Save:\n    def post(self):\n        assert self.request.method in ("POST", "PUT")\n',
      at: ['3:16'],
    },
    'input()': { code: 'age = input()\nassert age.isdigit()\n', at: ['2:8'] },
    'request data': {
      code: 'def view(request):\n    page = request.GET["page"]\n    assert page.isdigit(), "page"\n',
      at: ['3:12'],
      message: 'line 2',
    },
    'flask request data': {
      code: 'from flask import request\n\ndef view():\n    data = request.get_json()\n    assert "name" in data\n',
      at: ['5:12'],
    },
    'an argument that was parsed': {
      code: 'import argparse\n\nparser = argparse.ArgumentParser()\nargs = parser.parse_args()\nassert args.count > 0\n',
      at: ['5:8'],
    },
    'one of several parts': { code: 'import sys\n\nx = 1\nassert x > 0 and sys.argv[1] == "go"\n', at: ['4:18-4:37'] },
  },
});
