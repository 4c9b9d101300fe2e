import { unparsableFile } from '../../../src/rules/any/unparsable-file.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(unparsableFile, {
  allows: {
    'an empty module': '',
    'a module in Python 2': 'print "hello"\n',
    'the newest syntax': 'type A[T] = list[T]\nmatch x:\n    case {"a": [*_]}:\n        pass\n',
    'a template by its path': { path: '{{cookiecutter.slug}}/app.py', code: 'from {{ cookiecutter.slug }} import x\n' },
    'a template by its name': { path: 'app.py.template', code: 'import {{ name }}\n' },
    'YAML that nothing of ours reads': { path: 'data/table.yaml', code: 'a: [1\n' },
    'a Helm template': { path: 'config.yaml', code: 'debug: {{ .Values.debug }}\n' },
    'expressions of GitHub': { path: '.github/workflows/a.yml', code: 'on: push\nenv:\n  A: ${{ secrets.A }}\n' },
    'a well-made pyproject.toml': { path: 'pyproject.toml', code: '[project]\nname = "a"\n' },
  },
  reports: {
    'an unclosed bracket': { code: 'x = (1\ny = 2\n', at: ['1:5'], fixed: null },
    'the first of several problems': { code: 'x = = 1\ny = 2\nz = = 3\n', at: ['1:5'], message: 'and 1 more' },
    'a NUL byte': { code: 'x = 1\ny = "\0"\n', at: ['2:6-2:7'], message: 'NUL' },
    'broken TOML': { path: 'pyproject.toml', code: '[project\nname = "a"\n', at: ['2:1'] },
    'broken YAML settings': {
      path: 'settings.yaml',
      code: 'debug: [1, 2\nb: 3\n',
      at: ['2:1'],
      alongside: ['debug-in-config'],
    },
    'broken JSON settings': {
      path: 'settings.json',
      code: '{"debug": tru}\n',
      at: ['1:11'],
      alongside: ['debug-in-config'],
    },
  },
});
