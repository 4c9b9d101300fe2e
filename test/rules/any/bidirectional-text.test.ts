import { bidirectionalText } from '../../../src/rules/any/bidirectional-text.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(bidirectionalText, {
  allows: {
    'Hebrew and Arabic': 'a = "שלום"  # مرحبا\n',
    'a joined emoji': 'family = "👨\u200d👩\u200d👧"\n',
    'a translation catalogue': { path: 'locale/he/LC_MESSAGES/django.po', code: 'msgstr "\u202bשלום\u202c"\n' },
    'a bundled script': { path: 'static/dist/main.3f2a.js', code: `var a="${'x'.repeat(2000)}\u202a";\n` },
    'an escape': 'rtl = "\\u202e\\u2066"\n',
    'direction marks, which do not reorder anything by themselves': 'a = "\u200f\u200e"\n',
  },
  reports: {
    'an override in a string': { code: 'role = "user\u202e"\n', at: ['1:13-1:14'], message: 'RIGHT-TO-LEFT OVERRIDE' },
    'an isolate in a comment': { code: 'x = 1\n# \u2066 admin\n', at: ['2:3-2:4'], fixed: null },
    'one finding per line': { code: '"\u202e \u2066"\n"\u202a"\n', at: ['1:2-1:3', '2:2-2:3'] },
    'any kind of file': { path: 'static/app.js', code: 'if (x /*\u202e*/) {}\n', at: ['1:9-1:10'] },
    'a column after a character of two units': { code: '"😀\u202e"\n', at: ['1:3-1:4'] },
  },
});
