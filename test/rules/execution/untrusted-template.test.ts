import { AUTOESCAPING, TEMPLATE_SOURCES } from '../../../src/data/template-calls.ts';
import { untrustedTemplate } from '../../../src/rules/execution/untrusted-template.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, string | ReportCase> = {};
for (const [name, { keyword }] of TEMPLATE_SOURCES) {
  if (name.includes('current_app') || name.includes('[]')) continue;
  for (const { way, setup, expression } of spellings(name)) {
    const call = `${expression}(text)`;
    const code = `${setup}def f(text):\n    return ${call}\n`;
    reports[`${name} through ${way}`] = { code, at: [placeOf(code, call)], severity: 'warning' };
    const outside = `${setup}def view(request):\n    return ${expression}(request.POST["t"])\n`;
    reports[`${name} through ${way} on a request`] = {
      code: outside,
      at: [placeOf(code, call)],
      severity: 'error',
      message: 'line',
    };
    allows[`${name} through ${way} on a constant`] =
      `${setup}def f(text):\n    return ${expression}("<p>{{ text }}</p>")\n`;
    if (keyword !== null) {
      const named = `${setup}def f(text):\n    return ${expression}(${keyword}=text)\n`;
      reports[`${name} through ${way} by keyword`] = { code: named, at: [placeOf(code, call)], severity: 'warning' };
    }
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] = `${setup}def f(text):\n    return ${expression}(text)\n`;
  }
}
for (const name of AUTOESCAPING) {
  for (const { way, setup, expression } of spellings(name)) {
    const code = `${setup}env = ${expression}(autoescape=False)\n`;
    reports[`${name} without escaping, through ${way}`] = {
      code,
      at: [placeOf(code, 'autoescape=False')],
      severity: 'warning',
    };
    allows[`${name} with escaping, through ${way}`] = `${setup}env = ${expression}(autoescape=True)\n`;
    allows[`${name} that says nothing, through ${way}`] = `${setup}env = ${expression}()\n`;
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name} without escaping: ${way}`] = `${setup}env = ${expression}(autoescape=False)\n`;
  }
}

reports["autoescape off in an engine's options"] = {
  code: 'ROOT_URLCONF = "a"\nTEMPLATES = [\n    {"OPTIONS": {"autoescape": «False»}},\n]\n',
  path: 'shop/settings.py',
  severity: 'warning',
};
allows["autoescape on in an engine's options"] = {
  code: 'ROOT_URLCONF = "a"\nTEMPLATES = [{"OPTIONS": {"autoescape": True}}, {"OPTIONS": {}}]\n',
  path: 'shop/settings.py',
};
for (const key of ['"django"', '"other"', 'name']) {
  reports[`an engine by its key: ${key}`] =
    `from django.template import engines\n\ndef view(request, name):\n    return «engines[${key}].from_string(request.GET["t"])»\n`;
}
for (const made of ['Context({}, autoescape=False)', 'RequestContext(request, {}, autoescape=False)']) {
  reports[`a context: ${made}`] = {
    code: `from django.template import Context, RequestContext\n\ndef view(request):\n    return ${made.replace('autoescape=False', '«autoescape=False»')}\n`,
    severity: 'warning',
  };
}

const MAIL =
  'from jinja2 import Template\n\nclass Mail:\n    text = "Dear {{ name }}"\n\n    def render(self, name):\n        return Template(self.text).render(name=name)\n';
allows["the class's constant"] = MAIL;
allows['a constant read through the class'] = MAIL.replace('self.text', 'Mail.text');
allows['numbers formatted into a constant'] =
  'from jinja2 import Template\n\ndef f(rows):\n    return Template("%d of %.1f rows" % (len(rows), rows[0]))\n';
reports['an attribute that is set elsewhere'] = {
  code: `${MAIL.replace('Template(self.text)', '«Template(self.text)»')}\ndef change(mail, text):\n    mail.text = text\n`,
  severity: 'warning',
};
reports['text formatted into a constant'] = {
  code: 'from jinja2 import Template\n\ndef f(rows):\n    return «Template("%d rows of %s" % (len(rows), rows))»\n',
  severity: 'warning',
};

/** Texts of a template in which `n` is a number or unknown, and `WORD` a constant. */
const OWN_TEXTS = [
  'f"{n:d} rows for {{{{ name }}}}"',
  'f"{n:.2f} and {n:>8,d} and {n:+06.1f} and {n:x}"',
  'f"{len(n)} {WORD}"',
  'f"{n:.0%}"',
  '"{:,d} rows".format(n)',
  '"{0:5.1f} {n:x} {}{{}}".format(n, WORD, n=n)'.replace(' {}', ' {1}'),
  '"{} of {:d}".format(WORD, n)',
  '"{word} of {n:d}".format(word=WORD, n=n)',
  '"%.2f rows %5d of %s" % (n, n, WORD)',
  '"%(n)05.1f %(word)s %%" % {"n": n, "word": WORD}',
  '"%*d rows" % (5, n)',
  'format(n, ".2f") + WORD',
  'str(len(n)) + " rows"',
  '(f"{n:d}" if n else WORD)',
];
const UNKNOWN_TEXTS = [
  'f"{n} rows"',
  'f"{n:>10} rows"',
  'f"{n:s} rows"',
  'f"{n!r:d} rows"',
  'f"{n:c}"',
  'f"{n:{n}}"',
  'f"{n:%d}"',
  '"{:d} {}".format(n, n)',
  '"{:d} {word}".format(n, word=n)',
  '"{0.x:d} {0[a]}".format(n)',
  '"{:d} {}".format(n, *n)',
  '"%d %s" % (n, n)',
  '"%(n)d %(word)s" % {"n": n, "word": n}',
  '"%(n)d %(word)s" % n',
  '"%*d %s" % (5, n, n)',
  'format(n, "s")',
  'format(n)',
  'str(n) + " rows"',
  '(f"{n:d}" if n else n)',
];
const inTemplate = (text: string): string =>
  `from jinja2 import Template\n\nWORD = "of"\n\ndef f(n):\n    text = ${text}\n    return «Template(text)»\n`;
for (const text of OWN_TEXTS) allows[`numbers and constants: ${text}`] = inTemplate(text).replaceAll(/[«»]/g, '');
for (const text of UNKNOWN_TEXTS)
  reports[`more than numbers: ${text}`] = { code: inTemplate(text), severity: 'warning' };
allows['a text that is not all there'] = inTemplate('f"{n:d}"')
  .replace('return', 'text = WORD\n    return')
  .replaceAll(/[«»]/g, '');
reports['a text that grows'] = {
  code: inTemplate('f"{n:d}"').replace('return', 'text += n\n    return'),
  severity: 'warning',
};

const engines = (lines: string): string =>
  `ROOT_URLCONF = "shop.urls"\nTEMPLATES = [{"BACKEND": "x", "OPTIONS": {}}]\n${lines}\n`;
const ESCAPING = [
  'TEMPLATES[0]["OPTIONS"]["autoescape"] = «False»',
  'TEMPLATES[0].setdefault("OPTIONS", {})["autoescape"] = «False»',
  'TEMPLATES[0]["OPTIONS"].update(autoescape=«False»)',
  'TEMPLATES[0]["OPTIONS"].update({"autoescape": «False»})',
  'for engine in TEMPLATES:\n    engine["OPTIONS"]["autoescape"] = «0»',
  'TEMPLATES.append({"BACKEND": "y", "OPTIONS": {"autoescape": «False»}})',
];
for (const lines of ESCAPING) {
  reports[`engines: ${lines}`] = { path: 'mysite/settings.py', code: engines(lines), severity: 'warning' };
  allows[`engines that escape: ${lines}`] = {
    path: 'mysite/settings.py',
    code: engines(lines.replace(/«\w+»/, 'True')),
  };
}
const NOT_ENGINES = ['OTHERS[0]["OPTIONS"]["autoescape"] = False', 'TEMPLATES[0]["EXTRA"]["autoescape"] = False'];
for (const lines of NOT_ENGINES) {
  allows[`no engines: ${lines}`] = { path: 'mysite/settings.py', code: engines(lines) };
}

ruleTest(untrustedTemplate, {
  allows: {
    ...allows,
    'a template by file': 'from flask import render_template\n\ndef f(name):\n    return render_template(name)\n',
    'the sandbox':
      'from jinja2.sandbox import SandboxedEnvironment\n\ndef f(text):\n    return SandboxedEnvironment().from_string(text)\n',
    "string's Template": 'from string import Template\n\ndef f(text):\n    return Template(text)\n',
    'a mako template file': 'from mako.template import Template\n\ndef f(name):\n    return Template(filename=name)\n',
    'a file in the project': 'import jinja2\n\nwith open("page.j2") as f:\n    page = jinja2.Template(f.read())\n',
    'escaping by file name': 'import jinja2\n\nenv = jinja2.Environment(autoescape=jinja2.select_autoescape())\n',
    "the module's constant":
      'from flask import render_template_string\n\nPAGE = "<p>{{ x }}</p>"\n\ndef f(x):\n    return render_template_string(PAGE, x=x)\n',
  },
  reports: {
    ...reports,
    'a file that the command line names': {
      code: 'import sys\nimport jinja2\n\nwith open(sys.argv[1]) as f:\n    page = «jinja2.Template(f.read())»\n',
      severity: 'warning',
    },
    'a file that a request names':
      'import jinja2\nfrom flask import request\n\ndef f():\n    with open(request.args["p"]) as f:\n        return «jinja2.Template(f.read())»\n',
    'a line of a file that the command line names':
      'import sys\nimport jinja2\n\nwith open(sys.argv[1]) as f:\n    page = «jinja2.Template(f.readline())»\n',
    'a greeting': {
      code: 'from flask import render_template_string, request\n\n\ndef hello():\n    name = request.args.get("name")\n    return render_template_string(f"Hello {name}")\n',
      at: ['6:12-6:51'],
      severity: 'error',
      message: 'line 5',
    },
    'a file that the request names': {
      code: 'import jinja2\n\n\ndef view(request):\n    with open(request.GET["page"]) as f:\n        return jinja2.Template(f.read())\n',
      at: ['6:16'],
      severity: 'error',
    },
    "Flask's environment": {
      code: 'from flask import Flask\n\napp = Flask(__name__)\napp.jinja_env.autoescape = False\n',
      at: ['4:28-4:33'],
      severity: 'warning',
    },
    'a test': {
      code: 'import jinja2\n\ndef f(t):\n    return jinja2.Template(t)\n',
      path: 'tests/test_t.py',
      at: ['4:12'],
      severity: 'info',
    },
  },
});
