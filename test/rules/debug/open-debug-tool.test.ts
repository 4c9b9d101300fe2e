import { openDebugTool } from '../../../src/rules/debug/open-debug-tool.ts';
import { ruleTest } from '../rule-test.ts';

const urls = 'shop/urls.py';
const app = 'app.py';

ruleTest(openDebugTool, {
  allows: {
    'URLs where the toolbar is installed': {
      path: urls,
      code: 'from django.conf import settings\nfrom django.urls import include, path\n\nurlpatterns = []\nif "debug_toolbar" in settings.INSTALLED_APPS:\n    urlpatterns += [path("d/", include("debug_toolbar.urls"))]\n',
    },
    'a callback on DEBUG': 'DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: DEBUG}\n',
    'a callback that is off': 'DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: False}\n',
    'a callback that checks':
      'def show(request):\n    return request.user.is_staff\n\nDEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": show}\n',
    "another module's callback": 'DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": "shop.toolbar.show"}\n',
    'a callback that is set under a switch': {
      path: 'shop/settings.py',
      code: 'if DEBUG:\n    DEBUG_TOOLBAR_CONFIG["SHOW_TOOLBAR_CALLBACK"] = lambda request: True\n',
    },
    'internal addresses': 'INTERNAL_IPS = ["127.0.0.1", "10.0.2.2"]\n',
    'the toolbar under if DEBUG': 'INSTALLED_APPS = []\nif DEBUG:\n    INSTALLED_APPS += ["debug_toolbar"]\n',
    'the toolbar if settings say so':
      'from django.conf import settings\nINSTALLED_APPS = []\nif settings.DEBUG:\n    INSTALLED_APPS.append("debug_toolbar")\n',
    'the toolbar by a conditional expression': 'INSTALLED_APPS = ["shop", *(["debug_toolbar"] if DEBUG else [])]\n',
    'the toolbar in development': { path: 'config/settings/local.py', code: 'INSTALLED_APPS += ["debug_toolbar"]\n' },
    'the toolbar in tests': { path: 'tests/settings.py', code: 'INSTALLED_APPS = ["debug_toolbar"]\n' },
    'a list for development': 'DEV_APPS = ["debug_toolbar"]\n',
    'a list that is not installed': 'OPTIONAL_APPS = ("debug_toolbar",)\nINSTALLED_APPS = ["shop"]\n',
    'another app': 'INSTALLED_APPS = ["debug_toolbar_line_profiler_of_ours"]\n',
    'URLs under settings.DEBUG': {
      path: urls,
      code: 'from django.conf import settings\nfrom django.urls import include, path\n\nurlpatterns = []\nif settings.DEBUG:\n    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]\n',
    },
    "the toolbar's own URL helper, which asks DEBUG": {
      path: urls,
      code: 'from debug_toolbar.toolbar import debug_toolbar_urls\n\nurlpatterns = [] + debug_toolbar_urls()\n',
    },
    'other URLs': {
      path: urls,
      code: 'from django.urls import include, path\n\nurlpatterns = [path("", include("shop.urls"))]\n# debug_toolbar\n',
    },
    'Pyramid under its switch': {
      path: app,
      code: 'from pyramid.settings import asbool\n\ndef main(config, settings):\n    if asbool(settings["debug"]):\n        config.include("pyramid_debugtoolbar")\n',
    },
    'another include': { path: app, code: 'config.include("pyramid_jinja2")  # no toolbar\n' },
    'aiohttp under a switch': {
      path: app,
      code: 'import aiohttp_debugtoolbar\n\nif args.debug:\n    aiohttp_debugtoolbar.setup(app)\n',
    },
    'a custom PIN': { path: app, code: 'import os\n\nos.environ["WERKZEUG_DEBUG_PIN"] = "1234"\n' },
    'something else that is off': { path: app, code: 'config["WERKZEUG_DEBUG_PIN"] = "off"\n' },
    'a launch that is not shared': {
      path: app,
      code: 'import gradio as gr\n\ngr.Interface(f, "text", "text").launch(share=False)\n',
    },
    "something else's share": { path: app, code: 'from game import Rocket\n\nRocket().launch(share=True)\n' },
    'a share on request': { path: app, code: 'import gradio as gr\n\ngr.Blocks().launch(share=args.share)\n' },
    'a share in an example': {
      path: 'examples/app.py',
      code: 'import gradio as gr\n\ngr.Blocks().launch(share=True)\n',
    },
    "the toolbar's hosts": { path: app, code: 'settings = {"debugtoolbar.hosts": "127.0.0.1 ::1"}\n' },
    'a comment': '# DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: True}\n',
    'DebuggedApplication with its PIN': {
      path: app,
      code: 'from werkzeug.debug import DebuggedApplication\n\nDebuggedApplication(app, pin_security=True)\n',
    },
    'development.ini': { path: 'development.ini', code: '[app:main]\npyramid.includes = pyramid_debugtoolbar\n' },
    'hosts in development.ini': { path: 'development.ini', code: '[app:main]\ndebugtoolbar.hosts = 0.0.0.0/0\n' },
    'a PIN in .env': { path: '.env', code: 'WERKZEUG_DEBUG_PIN=123\n' },
    'a toolbar that is removed again':
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nINSTALLED_APPS = ["debug_toolbar"]\nif not DEBUG:\n    INSTALLED_APPS.remove("debug_toolbar")\n',
    'a toolbar that is filtered out':
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nINSTALLED_APPS = ["debug_toolbar", "shop"]\nif not DEBUG:\n    INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "debug_toolbar"]\n',
    'a toolbar that a lambda leaves out':
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nINSTALLED_APPS = ["debug_toolbar", "shop"]\nif not DEBUG:\n    INSTALLED_APPS = list(filter(lambda app: app != "debug_toolbar", INSTALLED_APPS))\n',
    'a new list without the toolbar':
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nINSTALLED_APPS = ["debug_toolbar", "shop"]\nif not DEBUG:\n    INSTALLED_APPS = ["shop"]\n',
    'GraphiQL from the settings': {
      path: 'urls.py',
      code: 'from django.conf import settings\nfrom graphene_django.views import GraphQLView\n\nview = GraphQLView.as_view(graphiql=settings.DEBUG)\n',
    },
    'GraphiQL under a switch': {
      path: 'urls.py',
      code: 'from django.conf import settings\nfrom graphene_django.views import GraphQLView\n\nif settings.DEBUG:\n    view = GraphQLView.as_view(graphiql=True)\n',
    },
    "something else's graphiql": {
      path: 'urls.py',
      code: 'from charts import View\n\nview = View.as_view(graphiql=True)\n',
    },
  },
  reports: {
    'URLs where the toolbar is not installed': {
      path: urls,
      code: 'from django.conf import settings\nfrom django.urls import include, path\n\nif "debug_toolbar" not in settings.INSTALLED_APPS:\n    urlpatterns = [path("d/", include("debug_toolbar.urls"))]\n',
      at: ['5:31-5:60'],
    },
    'a lambda that is always true': {
      code: 'DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: True}\n',
      at: ['1:50-1:70'],
    },
    'a lambda with any arguments': {
      code: 'DEBUG_TOOLBAR_CONFIG = dict(SHOW_TOOLBAR_CALLBACK=lambda *a, **k: 1)\n',
      at: ['1:51-1:68'],
    },
    'a callback that is set': {
      path: 'shop/settings.py',
      code: 'DEBUG_TOOLBAR_CONFIG = {}\nDEBUG_TOOLBAR_CONFIG["SHOW_TOOLBAR_CALLBACK"] = lambda request: True\n',
      at: ['2:49-2:69'],
    },
    'a callback that is set later, and by update': {
      path: 'shop/settings.py',
      code: 'from .base import *\nDEBUG_TOOLBAR_CONFIG.update(SHOW_TOOLBAR_CALLBACK=lambda r: 1)\nDEBUG_TOOLBAR_CONFIG |= {"SHOW_TOOLBAR_CALLBACK": lambda r: 1}\n',
      at: ['2:51-2:62', '3:51-3:62'],
    },
    'a function that is always true': {
      code: 'def show(request):\n    """Always."""\n    return True\n\nDEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": show}\n',
      at: ['5:50-5:54'],
    },
    'a function by its path': {
      path: 'shop/settings.py',
      code: 'def show(request):\n    return True\n\nDEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": "shop.settings.show"}\n',
      at: ['4:50-4:70'],
    },
    'every internal address': { code: 'INTERNAL_IPS = ["127.0.0.1", "*"]\n', at: ['1:30-1:33'] },
    'a network of all addresses': { code: 'INTERNAL_IPS = ("0.0.0.0/0",)\n', at: ['1:17-1:28'] },
    'a list that contains everything': {
      code: 'INTERNAL_IPS = type("All", (), {"__contains__": lambda *a: True})()\n',
      at: ['1:16-1:68'],
    },
    'a class that contains everything': {
      code: 'class All(list):\n    def __contains__(self, item):\n        return True\n\nINTERNAL_IPS = All()\n',
      at: ['5:16-5:21'],
    },
    installed: { code: 'INSTALLED_APPS = [\n    "shop",\n    "debug_toolbar",\n]\n', at: ['3:5-3:20'] },
    'installed by +=': { code: 'INSTALLED_APPS += ("debug_toolbar",)\n', at: ['1:20-1:35'] },
    'installed by append': { code: 'INSTALLED_APPS = []\nINSTALLED_APPS.append("debug_toolbar")\n', at: ['2:23-2:38'] },
    'installed by +': { code: 'INSTALLED_APPS = ["shop"] + ["debug_toolbar"]\n', at: ['1:30-1:45'] },
    'installed in a partial list': {
      code: 'THIRD_PARTY_APPS = ["debug_toolbar"]\nINSTALLED_APPS = THIRD_PARTY_APPS\n',
      at: ['1:21-1:36'],
    },
    'installed in production': {
      path: 'config/settings/production.py',
      code: 'INSTALLED_APPS += ["debug_toolbar"]\n',
      at: ['1:20'],
    },
    URLs: {
      path: urls,
      code: 'from django.urls import include, path\n\nurlpatterns = [path("__debug__/", include("debug_toolbar.urls"))]\n',
      at: ['3:35-3:64'],
    },
    'URLs by the module': {
      path: urls,
      code: 'import debug_toolbar\nfrom django.conf.urls import include, url\n\nurlpatterns = [url("^d/", include(debug_toolbar.urls))]\n',
      at: ['4:27-4:54'],
    },
    Pyramid: {
      path: app,
      code: 'from pyramid.config import Configurator\n\nconfig = Configurator()\nconfig.include("pyramid_debugtoolbar")\n',
      at: ['4:1-4:39'],
    },
    aiohttp: { path: app, code: 'import aiohttp_debugtoolbar as t\n\nt.setup(app)\n', at: ['3:1-3:13'] },
    'no PIN': { path: app, code: 'import os\n\nos.environ["WERKZEUG_DEBUG_PIN"] = "off"\n', at: ['3:36-3:41'] },
    'no PIN by setdefault': {
      path: app,
      code: 'from os import environ\n\nenviron.setdefault("WERKZEUG_DEBUG_PIN", "off")\n',
      at: ['3:42-3:47'],
    },
    'no PIN security': {
      path: app,
      code: 'from werkzeug.debug import DebuggedApplication as D\n\nD(app, pin_security=False)\n',
      at: ['3:21-3:26'],
    },
    'a shared launch': {
      path: app,
      code: 'import gradio as gr\n\ndemo = gr.Interface(f, "text", "text")\ndemo.launch(share=True)\n',
      at: ['4:19-4:23'],
      severity: 'warning',
    },
    'a shared launch through queue': {
      path: app,
      code: 'import gradio as gr\n\nwith gr.Blocks() as demo:\n    pass\n\ndemo.queue().launch(share=True)\n',
      at: ['6:27-6:31'],
      severity: 'warning',
    },
    'a shared launch by position': {
      path: app,
      code: 'import gradio\n\ngradio.ChatInterface(f).launch(False, False, True)\n',
      at: ['3:46-3:50'],
      severity: 'warning',
    },
    'hosts of the Pyramid toolbar': {
      path: app,
      code: 'settings = {"debugtoolbar.hosts": "0.0.0.0/0"}\n',
      at: ['1:35-1:46'],
    },
    'hosts of the Pyramid toolbar, set later': {
      path: app,
      code: 'settings["debugtoolbar.hosts"] = ["0.0.0.0/0"]\n',
      at: ['1:35-1:46'],
    },
    'no PIN in .env': { path: '.env', code: 'WERKZEUG_DEBUG_PIN=off\n', at: ['1:20-1:23'] },
    'no PIN in compose': {
      path: 'docker-compose.yml',
      code: 'services:\n  web:\n    environment:\n      - WERKZEUG_DEBUG_PIN=off\n',
      at: ['4:28-4:31'],
    },
    'no PIN in a Dockerfile': {
      path: 'Dockerfile',
      code: 'FROM python:3.14\nENV WERKZEUG_DEBUG_PIN=off\n',
      at: ['2:24-2:27'],
    },
    'hosts in production.ini': {
      path: 'production.ini',
      code: '[app:main]\ndebugtoolbar.hosts = 0.0.0.0/0 ::1\n',
      at: ['2:22-2:31'],
    },
    'the toolbar in production.ini': {
      path: 'production.ini',
      code: '[app:main]\npyramid.includes =\n    pyramid_debugtoolbar\n    pyramid_tm\n',
      at: ['3:5-3:25'],
    },
    'a toolbar next to something that is removed':
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nINSTALLED_APPS = [«"debug_toolbar"», "shop"]\nif not DEBUG:\n    INSTALLED_APPS.remove("shop")\n',
    'a toolbar that is removed if debug is on':
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nINSTALLED_APPS = [«"debug_toolbar"»]\nif DEBUG:\n    INSTALLED_APPS.remove("debug_toolbar")\n',
    'GraphiQL for everyone': {
      path: 'urls.py',
      code: 'from graphene_django.views import GraphQLView\n\nview = GraphQLView.as_view(graphiql=«True»)\n',
      severity: 'warning',
    },
    "a router's GraphiQL": {
      path: 'web.py',
      code: 'from strawberry.fastapi import GraphQLRouter\n\nrouter = GraphQLRouter(schema, graphiql=«True»)\n',
      severity: 'warning',
    },
  },
});
