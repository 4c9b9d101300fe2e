import { TRUTH_TABLES, type TruthTable } from './truth-tables.ts';

/**
 * Where Python web frameworks take a debug switch: calls, attributes and configuration keys, each with what it
 * exposes and where it is documented. Read from the frameworks' own sources on 2026-11-23: CherryPy 18.10.0,
 * Flask-Script 2.0.6, Flask-SocketIO 5.7.0, TurboGears 2.5.1, aiohttp 3.14.5, apiflask 3.1.2, ariadne 1.1.1,
 * blacksheep 2.6.4, bottle 0.13.4, chalice 1.34.0, connexion 2.14.2 (3 has no debug argument), dash 4.4.1,
 * django 5.2.19, esmerald 3.9.4, eve 2.3.1, fastapi 0.165.0, flask 3.1.3, flask-openapi3 4.3.2, lilya 0.29.0,
 * litestar 2.25.0, pecan 1.8.0, pyramid 2.1, pywebio 1.8.4, quart 0.22.0, responder 9.2.0, sanic 25.12.1 and
 * 20.12.7, starlette 1.10.0, starlite 1.51.16, streamlit 1.67.0, tornado 6.6.1, uvicorn 0.18.3 (later ones have no
 * debug argument), web.py 0.76. Robyn, Reflex, NiceGUI, Falcon, Panel, hug and Masonite have no such argument, and
 * Gradio's `launch(debug=True)` and Microdot's `run(debug=True)` only print: they expose nothing.
 *
 * To add a framework, add a line. Names are written as `Names.qualify` gives them.
 */

/** What the switch exposes to anyone who can reach the server. */
export type Exposure = 'console' | 'pages' | 'tracebacks' | 'propagates' | 'reloads';

/** What an attacker gets, as one clause each, for messages. */
export const EXPOSURES: Readonly<Record<Exposure, string>> = {
  console: 'anyone who triggers an error may get an interactive console that runs Python code on the server',
  pages: 'every error page shows source code, settings and local variables to anyone who triggers it',
  tracebacks: 'every error response carries a traceback with code and paths to anyone who triggers it',
  reloads: 'a second process watches the files and restarts the server whenever one of them changes',
  propagates: 'exceptions go past the error handlers, to the server and into its responses',
};

interface Fact {
  /** As its users write it: 'Flask'. */
  readonly framework: string;
  readonly exposes: Exposure;
  readonly docs: string;
  /** Set if debug mode itself stays off and only errors leak. */
  readonly severity?: 'warning';
  /** How text becomes a truth value; default: Python's bool(). */
  readonly truth?: TruthTable;
  /** The text that means off, if the value is not a truth value. */
  readonly off?: string;
  /** Only a literal value is a mistake. Other values rightly come from the environment or the command line. */
  readonly isLiteralOnly?: true;
}

export interface DebugArgument extends Fact {
  readonly callables: readonly string[];
  readonly keyword: string;
  /** The index among the positional arguments (without `self`), if it has one. */
  readonly position?: number;
  /** The keyword (and position) takes a mapping, and the switches are these keys in it. */
  readonly keys?: readonly string[];
  /** Calling it without the argument turns debug on. */
  readonly defaultOn?: true;
}

export interface DebugAttribute extends Fact {
  /** The object and the attribute: `flask.Flask().debug`. */
  readonly attributes: readonly string[];
}

export interface DebugItem extends Fact {
  /** The mapping: `flask.Flask().config`. */
  readonly mappings: readonly string[];
  readonly key: string;
}

/** Other names for the same thing: subclasses, the modules that define classes, and what leads to them. */
export const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map([
  ['flask.app.Flask', 'flask.Flask'],
  ['flask.current_app', 'flask.Flask()'],
  ['flask.globals.current_app', 'flask.Flask()'],
  ['apiflask.APIFlask', 'flask.Flask'],
  ['apiflask.app.APIFlask', 'flask.Flask'],
  ['flask_openapi3.OpenAPI', 'flask.Flask'],
  ['flask_openapi3.openapi.OpenAPI', 'flask.Flask'],
  ['eve.Eve', 'flask.Flask'],
  ['eve.flaskapp.Eve', 'flask.Flask'],
  ['flask.ext.socketio.SocketIO', 'flask_socketio.SocketIO'],
  ['quart.app.Quart', 'quart.Quart'],
  ['quart.current_app', 'quart.Quart()'],
  ['dash.dash.Dash', 'dash.Dash'],
  ['jupyter_dash.JupyterDash', 'dash.Dash'],
  ['dash.Dash().server', 'flask.Flask()'],
  ['connexion.App', 'connexion.FlaskApp'],
  ['connexion.apps.flask_app.FlaskApp', 'connexion.FlaskApp'],
  ['connexion.AioHttpApp', 'connexion.FlaskApp'],
  ['connexion.FlaskApp().app', 'flask.Flask()'],
  ['fastapi.applications.FastAPI', 'fastapi.FastAPI'],
  ['litestar.app.Litestar', 'litestar.Litestar'],
  ['starlite.app.Starlite', 'starlite.Starlite'],
  ['sanic.app.Sanic', 'sanic.Sanic'],
  ['sanic.Sanic.get_app()', 'sanic.Sanic()'],
  ['aiohttp.web_app.Application', 'aiohttp.web.Application'],
  ['tornado.wsgi.WSGIApplication', 'tornado.web.Application'],
  ['bottle.default_app()', 'bottle.Bottle()'],
  ['bottle.app()', 'bottle.Bottle()'],
  ['bottle.Bottle().run', 'bottle.run'],
  ['werkzeug.run_simple', 'werkzeug.serving.run_simple'],
  ['werkzeug.DebuggedApplication', 'werkzeug.debug.DebuggedApplication'],
  ['flask_script.Server', 'flask_script.commands.Server'],
  ['chalice.app.Chalice', 'chalice.Chalice'],
  ['responder.api.API', 'responder.API'],
  ['blacksheep.server.Application', 'blacksheep.Application'],
  ['blacksheep.server.application.Application', 'blacksheep.Application'],
  ['streamlit.starlette.App', 'streamlit.App'],
  ['streamlit.web.server.starlette.App', 'streamlit.App'],
  ['uvicorn.main.run', 'uvicorn.run'],
  ['uvicorn.config.Config', 'uvicorn.Config'],
  ['pywebio.platform.start_server', 'pywebio.start_server'],
  ['pywebio.platform.tornado.start_server', 'pywebio.start_server'],
  ['web.webapi.config', 'web.config'],
  ['django.conf.LazySettings().configure', 'django.conf.settings.configure'],
]);

/** Functions whose result counts as an application of a framework, whether defined here or imported. */
export const APPLICATION_FACTORIES: ReadonlySet<string> = new Set(['create_app', 'make_app', 'build_app']);

/** What a factory returns. */
export const APPLICATIONS: ReadonlySet<string> = new Set([
  'flask.Flask()',
  'quart.Quart()',
  'fastapi.FastAPI()',
  'starlette.applications.Starlette()',
  'litestar.Litestar()',
  'sanic.Sanic()',
  'aiohttp.web.Application()',
  'tornado.web.Application()',
  'connexion.FlaskApp()',
  'dash.Dash()',
]);

const FLASK = 'https://flask.palletsprojects.com/en/stable';
const WERKZEUG = 'https://werkzeug.palletsprojects.com/en/stable';
const QUART = 'https://quart.palletsprojects.com/en/latest';
const DASH = 'https://dash.plotly.com/devtools';
const SANIC = 'https://sanic.dev/en/guide/running/development.html';
const TORNADO = 'https://www.tornadoweb.org/en/stable/web.html#tornado.web.Application.settings';
const BOTTLE = 'https://bottlepy.org/docs/dev/tutorial.html#debug-mode';
const DJANGO = 'https://docs.djangoproject.com/en/5.2/ref/settings';
const CHERRYPY = 'https://docs.cherrypy.dev/en/latest/pkg/cherrypy._cpconfig.html';
/** With and without the prefix, as `pyramid.config.settings.Settings` reads them. */
const PYRAMID_KEYS = ['all', 'authorization', 'notfound', 'routematch', 'templates'].flatMap((name) => [
  `pyramid.debug_${name}`,
  `debug_${name}`,
]);
const PYRAMID = 'https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/environment.html';

// biome-ignore format: a table
export const DEBUG_ARGUMENTS: readonly DebugArgument[] = [
  { framework: 'Flask', callables: ['flask.Flask().run'], keyword: 'debug', position: 2, exposes: 'console', docs: `${FLASK}/api/#flask.Flask.run` },
  { framework: 'Flask', callables: ['flask.Flask().run'], keyword: 'use_debugger', exposes: 'console', docs: `${FLASK}/api/#flask.Flask.run` },
  { framework: 'Flask-SocketIO', callables: ['flask_socketio.SocketIO().run'], keyword: 'debug', exposes: 'console', docs: 'https://flask-socketio.readthedocs.io/en/latest/api.html#flask_socketio.SocketIO.run' },
  { framework: 'Flask-Script', callables: ['flask_script.commands.Server'], keyword: 'use_debugger', position: 2, exposes: 'console', docs: 'https://flask-script.readthedocs.io/en/latest/#flask_script.Server' },
  { framework: 'Quart', callables: ['quart.Quart().run', 'quart.Quart().run_task'], keyword: 'debug', position: 2, exposes: 'pages', docs: `${QUART}/reference/source/quart.app.html#quart.app.Quart.run` },
  { framework: 'Dash', callables: ['dash.Dash().run', 'dash.Dash().run_server'], keyword: 'debug', position: 3, exposes: 'console', docs: DASH },
  { framework: 'Dash', callables: ['dash.Dash().enable_dev_tools'], keyword: 'debug', position: 0, exposes: 'pages', docs: DASH },
  { framework: 'Connexion', callables: ['connexion.FlaskApp().run'], keyword: 'debug', position: 2, exposes: 'console', docs: 'https://connexion.readthedocs.io/en/2.14.2/quickstart.html' },
  { framework: 'Connexion', callables: ['connexion.FlaskApp'], keyword: 'debug', exposes: 'console', docs: 'https://connexion.readthedocs.io/en/2.14.2/quickstart.html' },
  { framework: 'Werkzeug', callables: ['werkzeug.serving.run_simple'], keyword: 'use_debugger', position: 4, exposes: 'console', docs: `${WERKZEUG}/serving/#werkzeug.serving.run_simple` },
  { framework: 'Werkzeug', callables: ['werkzeug.debug.DebuggedApplication'], keyword: 'evalex', position: 1, exposes: 'console', docs: `${WERKZEUG}/debug/#werkzeug.debug.DebuggedApplication` },
  { framework: 'FastAPI', callables: ['fastapi.FastAPI'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://fastapi.tiangolo.com/reference/fastapi/#fastapi.FastAPI' },
  { framework: 'Starlette', callables: ['starlette.applications.Starlette'], keyword: 'debug', position: 0, exposes: 'tracebacks', docs: 'https://www.starlette.io/applications/' },
  { framework: 'Starlette', callables: ['starlette.middleware.errors.ServerErrorMiddleware'], keyword: 'debug', position: 2, exposes: 'tracebacks', docs: 'https://www.starlette.io/exceptions/#errors-and-handled-exceptions' },
  { framework: 'Litestar', callables: ['litestar.Litestar'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://docs.litestar.dev/2/reference/app.html' },
  { framework: 'Starlite', callables: ['starlite.Starlite'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://docs.litestar.dev/1/reference/app/index.html' },
  { framework: 'Sanic', callables: ['sanic.Sanic().run', 'sanic.Sanic().prepare', 'sanic.Sanic().create_server'], keyword: 'debug', exposes: 'tracebacks', docs: SANIC },
  { framework: 'Sanic', callables: ['sanic.Sanic().run', 'sanic.Sanic().prepare'], keyword: 'dev', exposes: 'tracebacks', docs: SANIC },
  { framework: 'Tornado', callables: ['tornado.web.Application'], keyword: 'debug', exposes: 'tracebacks', docs: TORNADO },
  { framework: 'Tornado', callables: ['tornado.web.Application'], keyword: 'serve_traceback', exposes: 'tracebacks', docs: TORNADO },
  { framework: 'aiohttp', callables: ['aiohttp.web.Application'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.Application' },
  { framework: 'Bottle', callables: ['bottle.run'], keyword: 'debug', position: 8, exposes: 'tracebacks', docs: BOTTLE },
  { framework: 'Bottle', callables: ['bottle.debug'], keyword: 'mode', position: 0, exposes: 'tracebacks', docs: BOTTLE, defaultOn: true },
  { framework: 'BlackSheep', callables: ['blacksheep.Application'], keyword: 'show_error_details', exposes: 'tracebacks', docs: 'https://www.neoteroi.dev/blacksheep/application/' },
  { framework: 'Chalice', callables: ['chalice.Chalice'], keyword: 'debug', position: 1, exposes: 'tracebacks', docs: 'https://aws.github.io/chalice/api.html#Chalice' },
  { framework: 'Responder', callables: ['responder.API', 'responder.API().run', 'responder.API().serve'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://responder.kennethreitz.org/api.html' },
  { framework: 'Streamlit', callables: ['streamlit.App'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://docs.streamlit.io/develop/api-reference' },
  { framework: 'PyWebIO', callables: ['pywebio.start_server'], keyword: 'debug', position: 3, exposes: 'tracebacks', docs: 'https://pywebio.readthedocs.io/en/latest/platform.html' },
  { framework: 'PyWebIO', callables: ['pywebio.platform.flask.start_server'], keyword: 'debug', position: 10, exposes: 'console', docs: 'https://pywebio.readthedocs.io/en/latest/platform.html' },
  { framework: 'Pecan', callables: ['pecan.make_app'], keyword: 'debug', exposes: 'pages', docs: 'https://pecan.readthedocs.io/en/latest/development.html' },
  { framework: 'Lilya', callables: ['lilya.apps.Lilya'], keyword: 'debug', position: 0, exposes: 'tracebacks', docs: 'https://lilya.dev/applications/' },
  { framework: 'Esmerald', callables: ['esmerald.Esmerald'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://esmerald.dev/application/applications/' },
  { framework: 'Ariadne', callables: ['ariadne.asgi.GraphQL', 'ariadne.wsgi.GraphQL'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://ariadnegraphql.org/server/Docs/error-messaging' },
  { framework: 'Uvicorn before 0.19', callables: ['uvicorn.run', 'uvicorn.Config'], keyword: 'debug', exposes: 'tracebacks', docs: 'https://www.uvicorn.org/release-notes/' },
  { framework: 'Uvicorn', callables: ['uvicorn.run', 'uvicorn.Config'], keyword: 'reload', exposes: 'reloads', severity: 'warning', docs: 'https://www.uvicorn.org/settings/#development' },
  { framework: 'Pyramid', callables: ['pyramid.config.Configurator'], keyword: 'settings', position: 2, keys: PYRAMID_KEYS, exposes: 'tracebacks', docs: PYRAMID, truth: TRUTH_TABLES.pyramid },
];

/** https://flask.palletsprojects.com/en/stable/config/#TESTING */
const FLASK_TESTING: Fact = {
  framework: 'Flask',
  exposes: 'propagates',
  severity: 'warning',
  docs: `${FLASK}/config/#TESTING`,
  isLiteralOnly: true,
};
/**
 * Turned on the debugger until Flask 2.3 and Quart 0.19 dropped it:
 * https://flask.palletsprojects.com/en/2.2.x/config/#ENV
 */
const FLASK_ENV: Fact = {
  framework: 'Flask before 2.3',
  exposes: 'console',
  severity: 'warning',
  docs: 'https://flask.palletsprojects.com/en/2.2.x/config/#ENV',
  truth: TRUTH_TABLES.development,
  off: 'production',
  isLiteralOnly: true,
};

// biome-ignore format: a table
/** Settings that a settings module or class may turn on, in capitals as Django and Flask read them. */
export const DEBUG_SETTINGS: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ['DEBUG', { framework: 'Django or Flask', exposes: 'pages', docs: `${DJANGO}/#debug` }],
  ['TEMPLATE_DEBUG', { framework: 'Django', exposes: 'pages', docs: 'https://docs.djangoproject.com/en/1.9/ref/settings/#template-debug' }],
  ['DEBUG_PROPAGATE_EXCEPTIONS', { framework: 'Django', exposes: 'propagates', severity: 'warning', docs: `${DJANGO}/#debug-propagate-exceptions` }],
  ['PROPAGATE_EXCEPTIONS', { framework: 'Flask', exposes: 'propagates', severity: 'warning', docs: `${FLASK}/config/#PROPAGATE_EXCEPTIONS` }],
  ['TESTING', FLASK_TESTING],
  ['ENV', FLASK_ENV],
]);

/** `TEMPLATES[..]["OPTIONS"]["debug"]`. */
export const TEMPLATE_OPTION: Fact = {
  framework: 'Django',
  exposes: 'pages',
  docs: 'https://docs.djangoproject.com/en/5.2/topics/templates/#django.template.backends.django.DjangoTemplates',
};

// biome-ignore format: a table
export const DEBUG_ATTRIBUTES: readonly DebugAttribute[] = [
  { framework: 'Flask', attributes: ['flask.Flask().debug'], exposes: 'console', docs: `${FLASK}/api/#flask.Flask.debug` },
  { attributes: ['flask.Flask().testing', 'quart.Quart().testing'], ...FLASK_TESTING },
  { framework: 'Flask', attributes: ['flask.Flask().config.DEBUG'], exposes: 'console', docs: `${FLASK}/config/#DEBUG` },
  { framework: 'Quart', attributes: ['quart.Quart().debug'], exposes: 'pages', docs: `${QUART}/reference/source/quart.app.html#quart.app.Quart.debug` },
  { framework: 'FastAPI', attributes: ['fastapi.FastAPI().debug'], exposes: 'tracebacks', docs: 'https://fastapi.tiangolo.com/reference/fastapi/#fastapi.FastAPI' },
  { framework: 'Starlette', attributes: ['starlette.applications.Starlette().debug'], exposes: 'tracebacks', docs: 'https://www.starlette.io/applications/' },
  { framework: 'Litestar', attributes: ['litestar.Litestar().debug'], exposes: 'tracebacks', docs: 'https://docs.litestar.dev/2/reference/app.html' },
  { framework: 'Starlite', attributes: ['starlite.Starlite().debug'], exposes: 'tracebacks', docs: 'https://docs.litestar.dev/1/reference/app/index.html' },
  { framework: 'Sanic', attributes: ['sanic.Sanic().debug'], exposes: 'tracebacks', docs: SANIC },
  { framework: 'Chalice', attributes: ['chalice.Chalice().debug'], exposes: 'tracebacks', docs: 'https://aws.github.io/chalice/api.html#Chalice.debug' },
  { framework: 'Responder', attributes: ['responder.API().debug'], exposes: 'tracebacks', docs: 'https://responder.kennethreitz.org/api.html' },
  { framework: 'Lilya', attributes: ['lilya.apps.Lilya().debug'], exposes: 'tracebacks', docs: 'https://lilya.dev/applications/' },
  { framework: 'Bottle', attributes: ['bottle.DEBUG'], exposes: 'tracebacks', docs: BOTTLE },
  { framework: 'web.py', attributes: ['web.config.debug'], exposes: 'pages', docs: 'https://webpy.org/cookbook/application_debug_mode' },
  { framework: 'Django', attributes: ['django.conf.settings.DEBUG', 'django.conf.settings.TEMPLATE_DEBUG'], exposes: 'pages', docs: `${DJANGO}/#debug` },
];

// biome-ignore format: a table
export const DEBUG_ITEMS: readonly DebugItem[] = [
  { mappings: ['flask.Flask().config', 'quart.Quart().config'], key: 'TESTING', ...FLASK_TESTING },
  { mappings: ['flask.Flask().config', 'quart.Quart().config'], key: 'ENV', ...FLASK_ENV },
  { framework: 'Flask', mappings: ['flask.Flask().config'], key: 'DEBUG', exposes: 'console', docs: `${FLASK}/config/#DEBUG` },
  { framework: 'Flask', mappings: ['flask.Flask().config'], key: 'PROPAGATE_EXCEPTIONS', exposes: 'propagates', severity: 'warning', docs: `${FLASK}/config/#PROPAGATE_EXCEPTIONS` },
  { framework: 'Quart', mappings: ['quart.Quart().config'], key: 'DEBUG', exposes: 'pages', docs: `${QUART}/how_to_guides/configuration.html` },
  { framework: 'Quart', mappings: ['quart.Quart().config'], key: 'PROPAGATE_EXCEPTIONS', exposes: 'propagates', severity: 'warning', docs: `${QUART}/how_to_guides/configuration.html` },
  { framework: 'web.py', mappings: ['web.config'], key: 'debug', exposes: 'pages', docs: 'https://webpy.org/cookbook/application_debug_mode' },
  { framework: 'Tornado', mappings: ['tornado.web.Application().settings'], key: 'serve_traceback', exposes: 'tracebacks', docs: TORNADO },
  { framework: 'CherryPy', mappings: ['cherrypy.config'], key: 'request.show_tracebacks', exposes: 'tracebacks', docs: CHERRYPY },
  { framework: 'Pyramid', mappings: ['pyramid.config.Configurator().registry.settings'], key: 'pyramid.debug_all', exposes: 'tracebacks', docs: PYRAMID, truth: TRUTH_TABLES.pyramid },
  { framework: 'TurboGears', mappings: ['tg.FullStackApplicationConfigurator()', 'tg.MinimalApplicationConfigurator()', 'tg.configurator.FullStackApplicationConfigurator()'], key: 'debug', exposes: 'console', docs: 'https://turbogears.readthedocs.io/en/latest/reference/config.html', truth: TRUTH_TABLES.pyramid },
];

export type SwitchFact = Fact;
