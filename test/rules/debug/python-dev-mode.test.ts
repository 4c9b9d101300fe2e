import { pythonDevMode } from '../../../src/rules/debug/python-dev-mode.ts';
import { ruleTest } from '../rule-test.ts';

const dockerfile = (code: string) => ({ path: 'Dockerfile', code: `FROM python\n${code}` });

ruleTest(pythonDevMode, {
  allows: {
    'an empty value': dockerfile('ENV PYTHONDEVMODE="" PYTHONDEBUG=0 PYTHONASYNCIODEBUG=\n'),
    workflows: { path: '.github/workflows/ci.yml', code: 'env:\n  PYTHONDEVMODE: 1\njobs: {}\n' },
    tox: { path: 'tox.ini', code: '[testenv]\nsetenv =\n  PYTHONDEVMODE=1\n' },
    tests: { path: 'tests/Dockerfile', code: 'FROM python\nENV PYTHONDEVMODE=1\n' },
    development: { path: '.env.dev', code: 'PYTHONDEVMODE=1\n' },
    'another -X option': dockerfile('CMD ["python", "-X", "utf8", "app.py", "-X", "dev"]\n'),
    'a module’s own option': dockerfile('CMD python -m app -X dev\n'),
    'a build step': dockerfile('RUN PYTHONDEVMODE=1 python -X dev setup.py\n'),
    'a stage that is not deployed': dockerfile('ENV PYTHONDEVMODE=1\nFROM python\n'),
  },
  reports: {
    'any text': {
      path: '.env',
      code: 'A=1\nexport PYTHONDEVMODE=0\nPYTHONASYNCIODEBUG=False\nPYTHONINSPECT=no\nPYTHONDEBUG=1\n',
      at: ['2:22-2:23', '3:20-3:25', '4:15-4:17', '5:13-5:14'],
      severity: 'warning',
      safety: 'unsafe',
      fixed: 'A=1\n',
      message: 'PYTHONDEVMODE=0 switches Python',
    },
    'one pair of an ENV': {
      ...dockerfile('ENV A=1 PYTHONDEVMODE=1 B=2\nENV PYTHONASYNCIODEBUG 1\nENV C=1 PYTHONDEBUG=2\n'),
      at: ['2:23-2:24', '3:24-3:25', '4:21-4:22'],
      fixed: 'FROM python\nENV A=1 B=2\nENV C=1\n',
    },
    'compose in both forms': {
      path: 'compose.yml',
      code: 'services:\n  a:\n    environment:\n      A: 1\n      PYTHONDEVMODE: "1" # why\n  b:\n    environment:\n      - A=1\n      - PYTHONASYNCIODEBUG=1\n',
      at: ['5:23-5:24', '9:28-9:29'],
      fixed: 'services:\n  a:\n    environment:\n      A: 1\n  b:\n    environment:\n      - A=1\n',
    },
    Kubernetes: {
      path: 'k8s/app.yaml',
      code: 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: app\n      env:\n        - name: A\n          value: "1"\n        - name: PYTHONDEVMODE\n          value: "0"\n',
      at: ['10:19-10:20'],
      fixed:
        'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: app\n      env:\n        - name: A\n          value: "1"\n',
    },
    systemd: {
      path: 'app.service',
      code: '[Service]\nEnvironment=PYTHONDEVMODE=1\nExecStart=/usr/bin/python3 -X dev -m app\n',
      at: ['2:27-2:28', '3:28-3:34'],
      fixed: '[Service]\nExecStart=/usr/bin/python3 -m app\n',
    },
    'the option in every form': {
      ...dockerfile('ENTRYPOINT ["python3", "-X", "dev", "app.py"]\nCMD python -Xdev=0 app.py\n'),
      at: ['2:25-2:34', '3:12-3:19'],
      fixed: 'FROM python\nENTRYPOINT ["python3", "app.py"]\nCMD python app.py\n',
    },
    'a Procfile': {
      path: 'Procfile',
      code: 'web: PYTHONDEVMODE=1 gunicorn app\n',
      at: ['1:20-1:21'],
      fixed: 'web: gunicorn app\n',
    },
  },
});
