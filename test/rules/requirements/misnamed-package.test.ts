import { misnamedPackage } from '../../../src/rules/requirements/misnamed-package.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(misnamedPackage, {
  allows: {
    'the right names': 'scikit-learn==1.0\nbeautifulsoup4==4\npython-dotenv==1\npycryptodome==3\nPyYAML\n',
    'names that only begin like that': 'nose2\ndotenv-linter\nsklearn-pandas\n',
    'a backport for an old Python':
      'enum34; python_version < "3.4"\nfutures==3.0; python_version == "2.7"\ndataclasses; python_full_version<"3.7"\n',
    'an allowed name': { code: 'Nose==1.3\n', allowedPackages: ['nose'] },
    'a comment': '# sklearn\n',
    'test requirements': { path: 'tests/requirements.txt', code: 'nose\n' },
    'a lock': { path: 'poetry.lock', code: '[[package]]\nname = "nose"\nversion = "1.3.7"\n' },
    'a fork from another source': 'nose @ https://host/nose.zip\n',
    "a project's name": { path: 'pyproject.toml', code: '[project]\nname = "nose"\n' },
  },
  reports: {
    'import names': {
      code: 'sklearn\nBeautifulSoup==3.2\ndotenv>=0.1\n',
      at: ['1:1-1:8', '2:1-2:14', '3:1'],
      help: /scikit-learn/,
    },
    'abandoned packages': { code: 'pycrypto==2.6.1\nnose\n', at: ['1:1', '2:1'], message: /abandoned/ },
    'a copy of a standard-library module': { code: 'enum34\n', at: ['1:1'], message: /comes with Python/ },
    'another spelling': { code: 'Python_Dateutils\nMySQL.python\n', at: ['1:1', '2:1'] },
    'PEP 621': { path: 'pyproject.toml', code: '[project]\ndependencies = ["sklearn>=0.1"]\n', at: ['2:18-2:25'] },
    poetry: { path: 'pyproject.toml', code: '[tool.poetry.dependencies]\nsklearn = "^0.1"\n', at: ['2:1-2:8'] },
    'a Pipfile': { path: 'Pipfile', code: '[packages]\nbs4 = "*"\n', at: ['2:1'] },
    'a workflow': {
      path: '.github/workflows/a.yml',
      code: 'jobs:\n  a:\n    steps:\n      - run: pip install sklearn\n',
      at: ['4:26'],
    },
    'setup.cfg': { path: 'setup.cfg', code: '[options]\ninstall_requires =\n    nose>=1\n', at: ['3:5-3:9'] },
    'setup.py': {
      path: 'setup.py',
      code: 'from setuptools import setup\nbase = ["nose>=1"]\nsetup(install_requires=base + ["sklearn"], extras_require={"x": ["bs4"]})\n',
      at: ['2:10-2:14', '3:33-3:40', '3:67-3:70'],
    },
    conda: { path: 'environment.yml', code: 'dependencies:\n  - pip:\n    - pycrypto==2\n', at: ['3:7'] },
    tox: { path: 'tox.ini', code: '[testenv:py]\ndeps =\n    nose\n    py38: pycrypto\n', at: ['3:5', '4:11'] },
  },
});
