import { eolPythonSoon } from '../../../src/rules/versions/eol-python-soon.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(eolPythonSoon, {
  allows: {
    'a version with 91 days to go': { code: 'FROM python:3.11\n', date: '2027-08-01' },
    'a version past its end': { code: 'FROM python:3.11\n', date: '2027-11-01' },
    'a version that is not in the table': { code: 'FROM python:3.16\n', date: '2027-08-02' },
  },
  reports: {
    'a version with 90 days to go': {
      code: 'FROM python:3.11\n',
      date: '2027-08-02',
      at: ['1:6'],
      message: /2027-10-31, in 90 days/,
    },
    'the last day': { code: 'FROM python:3.11\n', date: '2027-10-31', at: ['1:6'], message: /in 0 days/ },
    'a floor': { path: 'pyproject.toml', code: '[project]\nrequires-python = ">=3.11"\n', at: ['2:20'] },
    'a list, once': { path: 'tox.ini', code: '[tox]\nenvlist = py311-a, py311-b, py314\n', at: ['2:11'] },
  },
});
