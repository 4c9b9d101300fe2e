import { AUTOESCAPING, TEMPLATE_SOURCES } from '../../data/template-calls.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';
import { argumentOf, assignmentsTo, candidateCalls, subscribe, writtenName } from '../../python/names/index.ts';
import {
  describeSource,
  isNamedByStranger,
  isOwnFile,
  readsFile,
  type TaintSource,
  worstOrigin,
} from '../../python/origin/index.ts';
import type { Expression } from '../../python/syntax/index.ts';
import { isOff } from '../../python/worth/index.ts';
import { isSettingsModule } from '../../settings/settings-module.ts';
import { changedTemplateOptions, writtenTemplateOptions } from '../../settings/template-options.ts';
import { isOwnTemplate } from './shared/own-template.ts';

subscribe(AUTOESCAPING);

export const untrustedTemplate = defineRule({
  id: 'untrusted-template',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { sinks: TEMPLATE_SOURCES, settings: new Set(['TEMPLATES']) },
  triggers: ['autoescape'],
  severity: 'error',
  fix: null,
  summary: 'A template made from untrusted text',
  why: 'A template is a program: anyone who writes its text reaches every object that its expressions reach, and from there the whole system. Values belong in the context, never in the text.',
  details:
    "An error where the template's text comes from outside in the same function, a warning where it is not a constant. `autoescape=False` is reported because it turns every value into markup. Jinja's SandboxedEnvironment is not reported. See https://jinja.palletsprojects.com/en/stable/sandbox/.",
  bad: 'from flask import render_template_string, request\n\n\ndef hello():\n    return render_template_string("Hello " + request.args["name"])\n',
  good: 'from flask import render_template_string, request\n\n\ndef hello():\n    return render_template_string("Hello {{ name }}", name=request.args["name"])\n',

  *sink({ call, name, inputs, reference }, doc) {
    if (inputs.length === 0 || reference !== null) return;
    const origin = worstOrigin(inputs, doc);
    // A template from a file that the program chooses is what templates are for.
    if (origin.kind === 'constant' || (origin.kind === 'tainted' && isOwnFile(origin.source, doc.names))) return;
    if (origin.kind === 'unknown' && inputs.every((input) => readsFile(input, doc.names))) return;
    if (origin.kind === 'unknown' && inputs.every((input) => isOwnTemplate(input, doc))) return;
    const called = name.replaceAll('()', '');
    yield {
      span: call,
      message:
        origin.kind === 'tainted'
          ? `${called}() compiles text ${describeSource(origin.source, doc)} as a template, whose expressions can run any code`
          : `${called}() compiles text that is not constant as a template`,
      help: 'keep the template constant and pass values through its context; for templates that users write, use jinja2.sandbox or a logic-less template language',
      severity: origin.kind === 'tainted' && !isChosenFile(inputs, origin.source, doc) ? 'error' : 'warning',
    };
  },

  *setting({ value }, doc) {
    for (const given of writtenTemplateOptions(doc, value, 'autoescape')) {
      if (isOff(given, doc.names)) yield unescaped(given);
    }
  },

  *check(doc) {
    for (const [value, holder] of autoescapes(doc)) {
      if (isOff(value, doc.names)) yield unescaped(holder);
    }
    if (!doc.text.includes('TEMPLATES') || !doc.text.includes('autoescape') || !isSettingsModule(doc)) return;
    for (const { value } of changedTemplateOptions(doc, 'autoescape')) {
      if (isOff(value, doc.names)) yield unescaped(value);
    }
  },
});

/** A whole file that is named by people who start the program, not by a request. */
const isChosenFile = (inputs: readonly Expression[], source: TaintSource, { names }: Document): boolean =>
  inputs.every((input) => readsFile(input, names)) && !isNamedByStranger(source, names);

const unescaped = (span: Span): Problem => ({
  span,
  message: 'Autoescaping is off: every value in these templates becomes markup, scripts included',
  help: 'leave autoescape on; in Jinja, select_autoescape() escapes by file name',
  severity: 'warning',
});

/** Every explicit autoescape switch in the file, with the node to report. */
function* autoescapes(doc: Document): Generator<readonly [Expression, { start: number; end: number }]> {
  if (!doc.text.includes('autoescape')) return;
  const { names, python } = doc;
  for (const call of candidateCalls(python, AUTOESCAPING)) {
    if (!names.denotes(call.func, AUTOESCAPING)) continue;
    const value = argumentOf(call, null, 'autoescape', names);
    if (value !== null) yield [value, call.keywords.find((keyword) => keyword.value === value) ?? value];
  }
  const isAutoescape = (target: number): boolean => writtenName(python, target) === 'autoescape';
  for (const node of assignmentsTo(python, isAutoescape)) {
    for (const target of node.targets) {
      if (target.kind === 'Attribute' && target.attr === 'autoescape' && isJinja(target.value, doc)) {
        yield [node.value, node.value];
      }
    }
  }
}

const ENVIRONMENTS = new Set(
  [...AUTOESCAPING].filter((name) => name.endsWith('Environment')).map((name) => `${name}()`),
);

function isJinja(expression: Expression, doc: Document): boolean {
  if (doc.names.denotes(expression, ENVIRONMENTS)) return true;
  return expression.kind === 'Attribute' && expression.attr === 'jinja_env';
}
