/**
 * What an expression denotes, as dotted text:
 * - `os.environ.get` — through imports, aliases (`import os as o`, `g = os.environ.get`) and parents;
 * - `builtins.eval` — a builtin that nothing in scope shadows;
 * - `flask.Flask()` — the result of calling what is before the brackets, so `app.run` is `flask.Flask().run`
 *   after `app = Flask(__name__)`, `gradio.Interface().queue().launch` after a chain, also through `self.app`,
 *   a class attribute, `with X() as name`, an annotated parameter (`def view(request: HttpRequest)`), and a factory
 *   defined in the same file that returns one;
 * - `.base.DEBUG`, `..pkg.mod.name` — relative imports keep their dots;
 * - what a name in another file of the project denotes there: after `from .app import app` it is `flask.Flask()` if
 *   app.py has `app = Flask(__name__)`, through re-exports, star imports and functions that return one;
 * - `@name` — a function, class or other definition in this file, `@C().method` through its instance. A class in
 *   this file also denotes its bases: after `class App(Flask)`, `App()` is `@App()` and `flask.Flask()`.
 * A name that may denote several things (`try: import json except: import simplejson as json`, two branches)
 * has several; an unknown one has none. We never guess from the bare spelling: a name that nothing binds and
 * that is not a builtin has one candidate per star import above it (`from flask import *` makes
 * `Flask` `flask.Flask`).
 */
export type QualifiedName = string;

/** `Server` for `xmlrpc.Server()`: the word with which something is written that a name ends in. */
export function lastWordOf(name: QualifiedName): string {
  let end = name.length;
  while (name.endsWith('()', end) || name.endsWith('[]', end)) end -= 2;
  return name.slice(name.lastIndexOf('.', end - 1) + 1, end);
}
