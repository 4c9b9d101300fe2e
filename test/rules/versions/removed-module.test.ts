import { removedModule } from '../../../src/rules/versions/removed-module.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(removedModule, {
  allows: {
    'a module that is there': 'import importlib, asyncio\n',
    'a tried import': 'try:\n    import imp\nexcept ImportError:\n    imp = None\n',
    'a tried import with another error':
      'try:\n    from cgi import escape\nexcept (ModuleNotFoundError, AttributeError):\n    pass\n',
    'a bare except': 'try:\n    import crypt\nexcept:\n    crypt = None\n',
    'the fallback of a tried import': 'try:\n    from importlib import util\nexcept ImportError:\n    import imp\n',
    'a check of the version':
      'import sys\nif sys.version_info < (3, 12):\n    import imp\nelse:\n    import importlib\n',
    'type checking': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import cgi\n',
    'a suppressed import': 'from contextlib import suppress\nwith suppress(ImportError):\n    import telnetlib\n',
    'a relative import': 'from . import parser\nfrom .cgi import x\n',
    "the project's own module": { path: 'app/main.py', code: 'import parser\n', files: { 'app/parser.py': '' } },
    "the project's own package": { path: 'app/main.py', code: 'import imp\n', files: { 'imp/__init__.py': '' } },
    'a module whose name only begins so': 'import cgitools, importlib\n',
    'a name that is imported from elsewhere': 'from utils import crypt\n',
    'before the Python that lost it': { code: 'import sre_parse\n', date: '2026-10-01' },
  },
  reports: {
    'an import': { code: 'import telnetlib\n', at: ['1:8-1:17'], severity: 'warning', message: /3\.13/ },
    'several in one line': { code: 'import os, imp, cgi\n', at: ['1:12-1:15', '1:17-1:20'] },
    'a submodule': { code: 'import distutils.core as core\n', at: ['1:8'] },
    from: { code: 'from distutils.version import LooseVersion\n', at: ['1:1'] },
    'inside a function': { code: 'def f():\n    import asyncore\n', at: ['2:12'] },
    'a try that catches something else': { code: 'try:\n    import imp\nexcept ValueError:\n    pass\n', at: ['2:12'] },
    'the body of else': {
      code: 'try:\n    import a\nexcept ImportError:\n    pass\nelse:\n    import imp\n',
      at: ['6:12'],
    },
    'a module that the newest Python lost': { code: 'import sre_parse\n', at: ['1:8'], message: /3\.15/ },
  },
});
