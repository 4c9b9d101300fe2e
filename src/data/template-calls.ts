import type { SinkArgument } from './code-sinks.ts';
import type { QualifiedName } from './qualified-name.ts';

const source = (keyword: string | null, index = 0): SinkArgument => ({ index, keyword });

/**
 * Calls that compile a template's text. Anyone who controls that text runs code on the server (as of 2026-11).
 * https://flask.palletsprojects.com/en/stable/api/#flask.render_template_string
 * https://jinja.palletsprojects.com/en/stable/sandbox/ · https://docs.makotemplates.org/en/latest/usage.html
 * https://docs.djangoproject.com/en/5.2/ref/templates/api/ · https://www.tornadoweb.org/en/stable/template.html
 * https://bottlepy.org/docs/stable/stpl.html · https://chameleon.readthedocs.io/en/latest/
 */
export const TEMPLATE_SOURCES: ReadonlyMap<QualifiedName, SinkArgument> = new Map<QualifiedName, SinkArgument>([
  ['flask.render_template_string', source('source')],
  ['flask.templating.render_template_string', source('source')],
  ['flask.stream_template_string', source('source')],
  ['quart.render_template_string', source('source')],
  ['quart.templating.render_template_string', source('source')],
  ['jinja2.Template', source('source')],
  ['jinja2.environment.Template', source('source')],
  ['jinja2.Environment().from_string', source('source')],
  ['jinja2.environment.Environment().from_string', source('source')],
  ['flask.Flask().jinja_env.from_string', source('source')],
  ['flask.current_app.jinja_env.from_string', source('source')],
  ['mako.template.Template', source('text')],
  ['django.template.Template', source('template_string')],
  ['django.template.base.Template', source('template_string')],
  ['django.template.Engine().from_string', source('template_code')],
  ['django.template.engine.Engine().from_string', source('template_code')],
  ['django.template.engines[].from_string', source('template_code')],
  ['tornado.template.Template', source('template_string')],
  ['bottle.SimpleTemplate', source('source')],
  ['chameleon.PageTemplate', source('body')],
  ['chameleon.PageTextTemplate', source('body')],
  ['genshi.template.MarkupTemplate', source('source')],
  ['genshi.template.NewTextTemplate', source('source')],
  ['Cheetah.Template.Template', source('source')],
]);

/** Constructors that leave every value unescaped if given an explicit `autoescape=False` (or None). */
export const AUTOESCAPING: ReadonlySet<QualifiedName> = new Set([
  'jinja2.Environment',
  'jinja2.environment.Environment',
  'jinja2.sandbox.SandboxedEnvironment',
  'jinja2.sandbox.ImmutableSandboxedEnvironment',
  'jinja2.nativetypes.NativeEnvironment',
  'django.template.Context',
  'django.template.context.Context',
  'django.template.RequestContext',
  'django.template.context.RequestContext',
  'django.template.Engine',
  'django.template.engine.Engine',
  'tornado.template.Template',
  'tornado.template.Loader',
  'tornado.web.Application',
  'starlette.templating.Jinja2Templates',
]);
