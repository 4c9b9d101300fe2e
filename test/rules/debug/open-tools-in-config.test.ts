import { openDebugTool } from '../../../src/rules/debug/open-debug-tool.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(openDebugTool, {
  allows: {
    'the PIN kept': { path: '.env', code: 'WERKZEUG_DEBUG_PIN=123-456\n' },
    'the PIN off in development': { path: '.env.dev', code: 'WERKZEUG_DEBUG_PIN=off\n' },
    'the toolbar in development.ini': {
      path: 'development.ini',
      code: '[app:main]\npyramid.includes = pyramid_debugtoolbar\ndebugtoolbar.hosts = 0.0.0.0/0\n',
    },
    'a toolbar for some': { path: 'production.ini', code: '[app:main]\ndebugtoolbar.hosts = 127.0.0.1 10.0.0.0/8\n' },
    'other includes': { path: 'production.ini', code: '[app:main]\npyramid.includes = pyramid_tm\n  toolbar\n' },
    'no public link': { path: '.env', code: 'GRADIO_SHARE=False\n' },
  },
  reports: {
    'the PIN off': {
      path: 'Dockerfile',
      code: 'FROM python\nENV A=1 WERKZEUG_DEBUG_PIN=off\n',
      at: ['2:28-2:31'],
      severity: 'error',
      fixed: null,
    },
    'the PIN off in compose': {
      path: 'compose.yml',
      code: 'services:\n  a:\n    environment:\n      - WERKZEUG_DEBUG_PIN=off\n',
      at: ['4:28-4:31'],
    },
    'Pyramid’s toolbar': {
      path: 'production.ini',
      code: '[app:main]\npyramid.includes =\n    pyramid_tm\n    pyramid_debugtoolbar\ndebugtoolbar.hosts = 127.0.0.1 0.0.0.0/0\n',
      at: ['4:5-4:25', '5:32-5:41'],
      severity: 'error',
    },
    'a public link': { path: '.env', code: 'GRADIO_SHARE=True\n', at: ['1:14-1:18'], severity: 'warning' },
  },
});
