import { optimizedAsserts } from '../../../src/rules/asserts/optimized-asserts.ts';
import { ruleTest } from '../rule-test.ts';

const dockerfile = (code: string) => ({ path: 'Dockerfile', code: `FROM python\n${code}` });

ruleTest(optimizedAsserts, {
  allows: {
    'zero and empty': dockerfile('ENV PYTHONOPTIMIZE=0\nENV PYTHONOPTIMIZE=\n'),
    'other options': dockerfile('CMD ["python", "-u", "-B", "app.py", "-O"]\n'),
    "a module's option": dockerfile('CMD python -m app -O\n'),
    'a build step': dockerfile('RUN python -O -m compileall .\nRUN PYTHONOPTIMIZE=1 make\n'),
    'a workflow': { path: '.github/workflows/ci.yml', code: 'env:\n  PYTHONOPTIMIZE: 1\njobs: {}\n' },
    tests: { path: 'tests/compose.yml', code: 'services: {a: {environment: {PYTHONOPTIMIZE: 1}}}\n' },
  },
  reports: {
    'a start script': { path: 'start.sh', code: 'exec python -O app.py\n', at: ['1:13-1:15'] },
    Fly: { path: 'fly.toml', code: '[env]\nPYTHONOPTIMIZE = "False"\n', at: ['2:19-2:24'] },
    'the environment variable': {
      ...dockerfile('ENV A=1 PYTHONOPTIMIZE=2\n'),
      at: ['2:24-2:25'],
      severity: 'warning',
      fixed: null,
      message: 'PYTHONOPTIMIZE=2 removes every assert',
    },
    'any text but an integer': {
      path: '.env',
      code: 'PYTHONOPTIMIZE=False\n',
      at: ['1:16-1:21'],
      message: 'PYTHONOPTIMIZE=False removes every assert: any text but an integer counts as 1',
    },
    'the options': {
      path: 'Procfile',
      code: 'a: python -O app.py\nb: python3 -uOO -m app\nc: exec /usr/bin/python3.12 -B -O app.py\n',
      at: ['1:11-1:13', '2:12-2:16', '3:32-3:34'],
    },
    compose: {
      path: 'compose.prod.yml',
      code: 'services:\n  a:\n    environment: [PYTHONOPTIMIZE=1]\n    command: [python, -OO, app.py]\n',
      at: ['3:34-3:35', '4:23-4:26'],
    },
  },
});
