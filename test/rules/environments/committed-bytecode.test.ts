import { committedBytecode } from '../../../src/rules/environments/committed-bytecode.ts';
import { pathRuleTest } from '../path-rule-test.ts';

pathRuleTest(committedBytecode, {
  allows: {
    sources: ['app/views.py', 'pycache/x.py', 'app/pyc', 'egg-info/readme.txt'],
    'test fixtures': ['tests/data/pkg.egg-info/PKG-INFO', 'tests/fixtures/x.pyc'],
    'an environment, which another rule reports': [
      'env/pyvenv.cfg',
      'env/lib/python3.12/site-packages/a/__pycache__/x.cpython-312.pyc',
    ],
  },
  reports: {
    'one folder, once': {
      paths: ['a/__pycache__/x.cpython-312.pyc', 'a/__pycache__/y.cpython-312.pyc', 'b/__pycache__/z.pyc'],
      at: ['a/__pycache__', 'b/__pycache__'],
      severity: 'warning',
    },
    "tests' bytecode": { paths: ['tests/__pycache__/test_a.cpython-314.pyc'], at: ['tests/__pycache__'] },
    'Python 2 files': { paths: ['a.pyc', 'lib/b.pyo'], at: ['a.pyc', 'lib/b.pyo'] },
    'build metadata': {
      paths: ['src/pkg.egg-info/PKG-INFO', 'src/pkg.egg-info/SOURCES.txt'],
      at: ['src/pkg.egg-info'],
    },
    'metadata in a file': { paths: ['old.egg-info'], at: ['old.egg-info'] },
  },
});
