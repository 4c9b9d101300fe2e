import assert from 'node:assert/strict';
import { test } from 'node:test';
import { originOf } from '../../src/python/origin/taint.ts';
import { documentOf } from '../virtual-files.ts';

/** The origin of the argument of `sink(…)`, with the line at which tainted data enters. */
function origin(code: string): string {
  const doc = documentOf(code);
  const call = doc.python.nodes('Call').find(({ func }) => func.kind === 'Name' && func.name === 'sink');
  const [argument] = call?.args ?? [];
  assert.ok(argument, 'the code calls sink(…)');
  const found = originOf(argument, doc.names);
  if (found.kind !== 'tainted') return found.kind;
  return `${found.source.what}, line ${doc.lines.positionAt(found.source.node.start).line}`;
}

const cases: Readonly<Record<string, readonly [string, string]>> = {
  'a literal': ['sink("a" + "b")', 'constant'],
  'names of literals': ['A = "a"\nB = A * 2\n\ndef f():\n    sink(B)', 'constant'],
  'a constant table asked with a given key': ['T = {"a": "b"}\n\ndef f(k):\n    sink(T[k])', 'constant'],
  'a parameter': ['def f(x):\n    sink(x)', 'unknown'],
  'an import': ['from a import b\nsink(b)', 'unknown'],
  'the command line': ['import sys\nx = sys.argv[1]\nsink(x)', 'the command line, line 2'],
  'argv by its name': ['from sys import argv\nsink(argv[1:])', 'the command line, line 2'],
  'parsed arguments': [
    'import argparse\np = argparse.ArgumentParser()\nargs = p.parse_args()\nsink(args.name)',
    'the command line, line 3',
  ],
  'a click command': [
    'import click\n\n@click.command()\n@click.argument("name")\ndef f(name):\n    sink(name)',
    'the command line, line 5',
  ],
  'the environment': ['import os\nsink(os.environ.get("A", "b"))', 'the environment, line 2'],
  getenv: ['from os import getenv\nsink(getenv("A"))', 'the environment, line 2'],
  input: ['sink(input().strip().split(",")[0])', 'standard input, line 1'],
  'a Django request': ['def view(request):\n    x = request.POST.get("a")\n    sink(f"<{x}>")', 'a request, line 2'],
  'a request of a view class': [
    'class V(View):\n    def get(self, request, pk):\n        sink(self.request.GET["a"])',
    'a request, line 3',
  ],
  'captured parts of the address': [
    'class V(View):\n    def get(self, request, pk):\n        sink(pk)',
    'a request, line 2',
  ],
  'captured parts of the address, kept': [
    'class V(ListView):\n    def get_queryset(self):\n        sink(self.kwargs["a"])',
    'a request, line 3',
  ],
  "a request's user": ['def view(request):\n    sink(request.user.name)', 'unknown'],
  "a request's method": ['def view(request):\n    sink(request.method)', 'unknown'],
  'a Flask request': [
    'from flask import request\n\ndef f():\n    data = request.get_json()\n    sink(data["a"]["b"])',
    'a request, line 4',
  ],
  'a route parameter': ['@app.get("/x/{name}")\ndef f(name: str):\n    sink(name)', 'a request, line 2'],
  'a number of a route': ['@app.get("/x/{n}")\ndef f(n: int):\n    sink(n)', 'unknown'],
  'what a framework injects': [
    '@app.get("/")\ndef f(db = Depends(get_db), store: Store = Depends(get_store)):\n    sink(store)',
    'unknown',
  ],
  'an awaited body': ['async def f(request):\n    body = await request.json()\n    sink(body)', 'a request, line 2'],
  'a Tornado handler': [
    'class H(RequestHandler):\n    def get(self):\n        sink(self.get_argument("a"))',
    'a request, line 3',
  ],
  'a plain http.server': [
    'from http.server import BaseHTTPRequestHandler\n\nclass H(BaseHTTPRequestHandler):\n    def do_POST(self):\n        sink(self.rfile.read(10))',
    'a request, line 5',
  ],
  'a socket': ['import socket\ns = socket.socket()\ndata = s.recv(10)\nsink(data.decode())', 'the network, line 3'],
  'an accepted connection': [
    'import socket\ns = socket.socket()\nconn, addr = s.accept()\nsink(conn.recv(9))',
    'the network, line 3',
  ],
  'a socket stored in the object': [
    'import socket\n\nclass A:\n    def __init__(self):\n        self.s = socket.socket()\n\n    def f(self):\n        sink(self.s.recv(1))',
    'the network, line 8',
  ],
  'a response': ['import requests\nr = requests.get("https://a.example")\nsink(r.json()["a"])', 'the network, line 2'],
  'a file': ['with open("a") as f:\n    for line in f:\n        sink(line)', 'a file, line 1'],
  'a file by its path': ['from pathlib import Path\nsink(Path("a").read_text())', 'a file, line 2'],
  formatting: ['x = input()\nsink("%s-%s" % (1, x))', 'standard input, line 1'],
  format: ['x = input()\nsink("{}".format(x))', 'standard input, line 1'],
  'a join of a comprehension': ['import sys\nsink(" ".join(a for a in sys.argv))', 'the command line, line 2'],
  'a list that grows': ['xs = []\nxs.append(input())\nsink(xs)', 'standard input, line 2'],
  'a growing text': ['x = "a"\nx += input()\nsink(x)', 'standard input, line 2'],
  decoding: ['import base64, json\nx = input()\nsink(json.loads(base64.b64decode(x)))', 'standard input, line 2'],
  'one of two ways': ['def f(a):\n    x = "a"\n    if a:\n        x = input()\n    sink(x)', 'standard input, line 4'],
  'a helper that gives back its argument': [
    'def wrap(x):\n    return f"<{x}>"\n\nsink(wrap(input()))',
    'standard input, line 4',
  ],
  'a helper that reads': ['def read():\n    return input()\n\nsink(read())', 'standard input, line 2'],
  'a helper of constants': ['def name():\n    return "a"\n\nsink(name())', 'constant'],
  'a number': ['x = int(input())\nsink(x)', 'unknown'],
  'a quoted word': ['import shlex\nsink("ls " + shlex.quote(input()))', 'unknown'],
  'an answer about it': ['x = input()\nsink(x.startswith("a"))', 'unknown'],
  'a comparison': ['sink(input() == "a")', 'unknown'],
  'another key of a dict': ['d = {"a": "b", "c": input()}\nsink(d["a"])', 'constant'],
  'that key of a dict': ['d = {"a": "b", "c": input()}\nsink(d["c"])', 'standard input, line 1'],
  'a name that calls itself in a loop': ['x = "a"\nwhile True:\n    x = x + "b"\n    sink(x)', 'constant'],
  'a match': ['match input().split():\n    case [a, b]:\n        sink(a)', 'standard input, line 1'],
  'an assignment expression': ['if (x := input()):\n    sink(x)', 'standard input, line 1'],
  'a method called input': ['sink(form.input())', 'unknown'],
  'a function called input': ['def input():\n    return "a"\n\nsink(input())', 'constant'],
};

for (const [name, [code, expected]] of Object.entries(cases)) {
  test(`the origin of ${name}`, () => assert.equal(origin(`${code}\n`), expected));
}

test('long chains of names are resolved quickly', () => {
  const lines = ['x0 = y()'];
  for (let index = 1; index < 400; index += 1) lines.push(`x${index} = x${index - 1} + x${index - 1}`);
  assert.equal(origin(`${lines.join('\n')}\nsink(x399)\n`), 'unknown');
});
