import { removedModule } from '../../../src/rules/versions/removed-module.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(removedModule, {
  allows: {
    'a module that a requirement restores': {
      path: 'shop/forms.py',
      code: 'import cgi\nimport telnetlib\nfrom cgitb import enable\n',
      files: { 'requirements.txt': 'legacy-cgi==2.6.3\nstandard_telnetlib==3.13.0\n' },
    },
    'a module that the project restores': {
      path: 'shop/loop.py',
      code: 'import asyncore\n',
      files: { 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\ndependencies = ["pyasyncore>=1.0"]\n' },
    },
    'distutils with setuptools': {
      path: 'shop/versions.py',
      code: 'from distutils.version import LooseVersion\n',
      files: { 'requirements/base.txt': 'setuptools==80.9.0\n' },
    },
    'distutils where the package is built': {
      path: 'setup.py',
      code: 'from distutils.core import setup\n',
      files: { 'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\n' },
    },
    'a parser module that exists':
      'import xml.etree.ElementTree as tree\nfrom xml.etree import ElementTree\nimport xml\n',
    'a module that exists': 'import importlib, asyncio\n',
    'a tried import': 'try:\n    import imp\nexcept ImportError:\n    imp = None\n',
    'a tried import with another error':
      'try:\n    from cgi import escape\nexcept (ModuleNotFoundError, AttributeError):\n    pass\n',
    'a bare except': 'try:\n    import crypt\nexcept:\n    crypt = None\n',
    'the fallback of a tried import': 'try:\n    from importlib import util\nexcept ImportError:\n    import imp\n',
    'a version check': 'import sys\nif sys.version_info < (3, 12):\n    import imp\nelse:\n    import importlib\n',
    'type checking': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import cgi\n',
    'a suppressed import': 'from contextlib import suppress\nwith suppress(ImportError):\n    import telnetlib\n',
    'a relative import': 'from . import parser\nfrom .cgi import x\n',
    "the project's own module": { path: 'app/main.py', code: 'import parser\n', files: { 'app/parser.py': '' } },
    "the project's own package": { path: 'app/main.py', code: 'import imp\n', files: { 'imp/__init__.py': '' } },
    'a module whose name only begins like that': 'import cgitools, importlib\n',
    'a name that is imported from elsewhere': 'from utils import crypt\n',
    'before the Python that removed it': { code: 'import sre_parse\n', date: '2026-10-01' },
  },
  reports: {
    'a module inside a package': {
      path: 'shop/tree.py',
      code: 'import xml.etree.cElementTree as tree\n',
      at: ['1:8-1:38'],
      message: 'xml.etree.cElementTree was removed in Python 3.9',
    },
    'a module by last part': 'from xml.etree import ElementTree\n«from xml.etree import cElementTree»\n',
    'names from it': '«from xml.etree.cElementTree import parse»\n',
    'a module that was removed before 3.10': 'import «dummy_threading as threading»\nimport «macpath», os\n',
    'a backport that is commented out, or another one': {
      path: 'shop/forms.py',
      code: 'import «cgi»\nimport «asyncore»\n',
      files: { 'requirements.txt': '# legacy-cgi==2.6.3\npyasyncore-extra\nmy-legacy-cgi==1\n' },
    },
    "another project's backport": {
      path: 'a/forms.py',
      code: 'import «cgi»\n',
      files: { 'b/requirements.txt': 'legacy-cgi==2.6.3\n' },
    },
    'setuptools only for the build': {
      path: 'shop/versions.py',
      code: '«from distutils.version import LooseVersion»\n',
      files: {
        'pyproject.toml': '[build-system]\nrequires = [\n  "setuptools>=61",\n]\n\n[project]\nname = "shop"\n',
        'setup.py': 'from setuptools import setup\n\nsetup()\n',
      },
    },
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
    'a module that the newest Python removed': { code: 'import sre_parse\n', at: ['1:8'], message: /3\.15/ },
  },
});
