import { pythonDevMode } from '../../../src/rules/debug/python-dev-mode.ts';
import { ruleTest } from '../rule-test.ts';

const dockerfile = (code: string) => ({ path: 'Dockerfile', code: `FROM python\n${code}` });

const python = (code: string) => ({ path: 'app.py', code });

ruleTest(pythonDevMode, {
  allows: {
    'unset by the program': { path: 'app.py', code: 'import os\n\nos.environ["PYTHONASYNCIODEBUG"] = ""\n' },
    'set by the program under a switch': {
      path: 'app.py',
      code: 'import os\n\nif settings.DEBUG:\n    os.environ["PYTHONASYNCIODEBUG"] = "1"\n',
    },
    'asyncio without it': python(
      'import asyncio\nasyncio.run(main())\nasyncio.run(main(), debug=False)\nasyncio.run(main(), debug=None)\n',
    ),
    'another run': python('import job\njob.run(debug=True)\nrun(debug=True)\n'),
    'another loop': python('import game\nloop = game.Loop()\nloop.set_debug(True)\n'),
    'a switch from the environment': python(
      'import asyncio, os\nasyncio.run(main(), debug=bool(os.environ.get("AIODEBUG")))\n',
    ),
    'behind a switch': python('import asyncio, os\nif os.environ.get("DEBUG"):\n    asyncio.run(main(), debug=True)\n'),
    'asyncio in tests': { path: 'tests/test_app.py', code: 'import asyncio\nasyncio.run(main(), debug=True)\n' },
    'asyncio in development': { path: 'dev/run.py', code: 'import asyncio\nasyncio.run(main(), debug=True)\n' },
    'an empty value': dockerfile('ENV PYTHONDEVMODE="" PYTHONDEBUG=0 PYTHONASYNCIODEBUG=\n'),
    workflows: { path: '.github/workflows/ci.yml', code: 'env:\n  PYTHONDEVMODE: 1\njobs: {}\n' },
    tox: { path: 'tox.ini', code: '[testenv]\nsetenv =\n  PYTHONDEVMODE=1\n' },
    tests: { path: 'tests/Dockerfile', code: 'FROM python\nENV PYTHONDEVMODE=1\n' },
    development: { path: '.env.dev', code: 'PYTHONDEVMODE=1\n' },
    'another -X option': dockerfile('CMD ["python", "-X", "utf8", "app.py", "-X", "dev"]\n'),
    "a module's own option": dockerfile('CMD python -m app -X dev\n'),
    'a build step': dockerfile('RUN PYTHONDEVMODE=1 python -X dev setup.py\n'),
    'a stage that is not deployed': dockerfile('ENV PYTHONDEVMODE=1\nFROM python\n'),
  },
  reports: {
    'a start script': {
      path: 'start.sh',
      code: 'export PYTHONDEVMODE=0\nexec python -X dev app.py\n',
      at: ['1:22-1:23', '2:13-2:19'],
      fixed: 'exec python app.py\n',
    },
    'set by the program': {
      path: 'app.py',
      code: 'import os\n\nos.environ["PYTHONASYNCIODEBUG"] = "1"\nos.environ.update(PYTHONDEVMODE="0")\n',
      at: ['3:36-3:39', '4:33-4:36'],
      severity: 'warning',
    },
    'asyncio.run': {
      ...python('import asyncio\nasyncio.run(main(), debug=True)\n'),
      at: ['2:27-2:31'],
      severity: 'warning',
      safety: 'unsafe',
      fixed: 'import asyncio\nasyncio.run(main())\n',
    },
    'through aliases and names': {
      ...python(
        'from asyncio import run as go, Runner\nON = 1\ngo(debug=ON, main=main())\nwith Runner(debug=not False) as r:\n    pass\n',
      ),
      at: ['3:10-3:12', '4:19-4:28'],
      fixed: 'from asyncio import run as go, Runner\nON = 1\ngo(main=main())\nwith Runner() as r:\n    pass\n',
    },
    'a loop’s switch': {
      ...python(
        'import asyncio\nloop = asyncio.new_event_loop()\nloop.set_debug(True)\n\n\nasync def main():\n    asyncio.get_running_loop().set_debug(1)\n',
      ),
      at: ['3:16-3:20', '7:42-7:43'],
      fixed: 'import asyncio\nloop = asyncio.new_event_loop()\n\n\nasync def main():\n    pass\n',
    },
    'a loop that is annotated': {
      ...python(
        'import asyncio\n\ndef go(loop: asyncio.AbstractEventLoop):\n    loop.set_debug(enabled=True)\n    return loop\n',
      ),
      at: ['4:28-4:32'],
    },
    'any text': {
      path: '.env',
      code: 'A=1\nexport PYTHONDEVMODE=0\nPYTHONASYNCIODEBUG=False\nPYTHONINSPECT=no\nPYTHONDEBUG=1\n',
      at: ['2:22-2:23', '3:20-3:25', '4:15-4:17', '5:13-5:14'],
      severity: 'warning',
      safety: 'unsafe',
      fixed: 'A=1\n',
      message: 'PYTHONDEVMODE=0 switches Python',
    },
    'one pair in an ENV': {
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
