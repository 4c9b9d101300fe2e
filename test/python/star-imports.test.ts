import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../../src/python/worth/index.ts';
import { projectOf } from '../virtual-files.ts';

const FILES = { 'shop/on.py': 'x = True\n', 'shop/off.py': 'x = False\n', 'shop/none.py': 'y = 1\n' };

/** What x is worth in `see(x)`, and by which variables. */
function worth(code: string, environment: Readonly<Record<string, string>>): string {
  const doc = projectOf({ ...FILES, 'shop/app.py': code }).document('shop/app.py');
  assert.ok(doc);
  const call = doc.python.nodes('Call').find(({ func }) => func.kind === 'Name' && func.name === 'see');
  const outcome = evaluate(call!.args[0]!, doc.names, (variable) => environment[variable] ?? null);
  const reads = outcome.reads.map(({ variable }) => variable).sort();
  return [outcome.state === 'known' ? String(outcome.value) : outcome.state, ...reads].join(' ');
}

const BY_ENVIRONMENT =
  'import os\nif os.environ.get("A") == "b":\n    from .on import *\nelse:\n    from .off import *\nsee(x)\n';

const CASES: readonly (readonly [code: string, expected: string, environment?: Readonly<Record<string, string>>])[] = [
  ['from .on import *\nsee(x)\n', 'true'],
  ['x = False\nfrom .on import *\nsee(x)\n', 'true'],
  ['from .on import *\nx = False\nsee(x)\n', 'false'],
  ['from .on import *\nfrom .off import *\nsee(x)\n', 'false'],
  ['from .off import *\nfrom .none import *\nsee(x)\n', 'false'],
  ['def f():\n    see(x)\nfrom .on import *\n', 'true'],
  ['see(x)\nfrom .on import *\n', 'unknown'],
  ['def f(x):\n    see(x)\nfrom .on import *\n', 'unknown'],
  [BY_ENVIRONMENT, 'false A'],
  [BY_ENVIRONMENT, 'true A', { A: 'b' }],
  [
    'import os\nif os.environ.get("A"):\n    from .on import *\nelif os.environ.get("B"):\n    from .off import *\nelse:\n    from .on import *\nsee(x)\n',
    'false A B',
    { B: '1' },
  ],
  ['if unknown():\n    from .on import *\nelse:\n    from .off import *\nsee(x)\n', 'unknown'],
  ['from .off import *\nif unknown():\n    from .on import *\nsee(x)\n', 'unknown'],
  ['x = False\nif unknown():\n    from .on import *\nsee(x)\n', 'unknown'],
  ['x = True\nif unknown():\n    from .on import *\nsee(x)\n', 'true'],
  ['x = False\ntry:\n    from .on import *\nexcept ImportError:\n    pass\nsee(x)\n', 'true'],
  ['x = False\ntry:\n    from .missing import *\nexcept ImportError:\n    pass\nsee(x)\n', 'false'],
  ['try:\n    pass\nexcept ImportError:\n    from .on import *\nx = False\nsee(x)\n', 'false'],
  ['from vendor import *\nfrom .on import *\nsee(x)\n', 'true'],
  ['from .on import *\nfrom vendor import *\nsee(x)\n', 'unknown'],
];

for (const [code, expected, environment = {}] of CASES) {
  test(`names that star imports bring: ${JSON.stringify(code)} is ${expected}`, () => {
    assert.equal(worth(code, environment), expected);
  });
}
