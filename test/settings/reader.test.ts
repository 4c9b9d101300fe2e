import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsOf } from '../../src/settings/reader.ts';
import { projectOf } from '../virtual-files.ts';

/** Every setting that a file assigns, as `NAME=value`. */
function read(code: string, path = 'app.py', files: Readonly<Record<string, string>> = {}): string[] {
  const doc = projectOf({ ...files, [path]: code }).document(path)!;
  return settingsOf(doc).map(({ name, value }) => `${name}=${doc.text.slice(value.start, value.end)}`);
}

const flask = 'from flask import Flask, current_app\napp = Flask(__name__)\n';
const KEY = ['SECRET_KEY="k"'];

const FORMS: Readonly<Record<string, readonly [code: string, settings: readonly string[]]>> = {
  'a key': [`${flask}app.config["SECRET_KEY"] = "k"\n`, KEY],
  'a key by name': [`${flask}NAME = "SECRET_KEY"\napp.config[NAME] = "k"\n`, KEY],
  'an update': [`${flask}app.config.update(SECRET_KEY="k")\n`, KEY],
  'an update by a dict': [`${flask}app.config.update({"SECRET_KEY": "k"})\n`, KEY],
  'an update by dict()': [`${flask}app.config.update(dict(SECRET_KEY="k"))\n`, KEY],
  'an update by a name': [`${flask}values = {"SECRET_KEY": "k"}\napp.config.update(values)\n`, KEY],
  'an update by a name that is extended': [`${flask}v = {}\nv["SECRET_KEY"] = "k"\napp.config.update(v)\n`, KEY],
  from_mapping: [`${flask}app.config.from_mapping(SECRET_KEY="k")\n`, KEY],
  'from_mapping by **': [`${flask}values = dict(SECRET_KEY="k")\napp.config.from_mapping(**values)\n`, KEY],
  'from_mapping by a union': [
    `${flask}base = {"A": 1}\napp.config.from_mapping(base | {"SECRET_KEY": "k"})\n`,
    ['A=1', ...KEY],
  ],
  'from_mapping by a display with **': [
    `${flask}base = {"A": 1}\napp.config.from_mapping({**base, "SECRET_KEY": "k"})\n`,
    ['A=1', ...KEY],
  ],
  '|=': [`${flask}app.config |= {"SECRET_KEY": "k"}\n`, KEY],
  'setdefault by a pair': [`${flask}app.config.setdefault("SECRET_KEY", "k")\n`, KEY],
  'an attribute of the application': [`${flask}app.secret_key = "k"\n`, ['secret_key="k"']],
  setattr: [`${flask}setattr(app, "secret_key", "k")\n`, ['secret_key="k"']],
  'the current application': [`${flask}def f():\n    current_app.config["SECRET_KEY"] = "k"\n`, KEY],
  'settings.configure': ['from django.conf import settings\nsettings.configure(SECRET_KEY="k")\n', KEY],
  'settings.configure by **': [
    'from django.conf import settings\noptions = {"SECRET_KEY": "k"}\nsettings.configure(**options)\n',
    KEY,
  ],
  "an attribute of Django's settings": ['from django.conf import settings\nsettings.SECRET_KEY = "k"\n', KEY],
  'a class': ['class Config:\n    SECRET_KEY = "k"\n', KEY],
  'a module that configures itself': [`${flask}SECRET_KEY = "k"\napp.config.from_object(__name__)\n`, KEY],
  'several at once': ['class Config:\n    SECRET_KEY, A = "k", 1\n', [...KEY, 'A=1']],
  'with an annotation': ['class Config:\n    SECRET_KEY: str = "k"\n', KEY],
  'an unused dict': [`${flask}values = {"SECRET_KEY": "k"}\n`, []],
  "something else's dict": ['options = {}\noptions.update(SECRET_KEY="k")\noptions["SECRET_KEY"] = "k"\n', []],
  'a local': ['def f():\n    SECRET_KEY = "k"\n', []],
  'an enum': ['from enum import Enum\nclass ConfigKeys(Enum):\n    SECRET_KEY = "k"\n', []],
  'a read': [`${flask}print(app.config["SECRET_KEY"], app.secret_key)\n`, []],
};
for (const [name, [code, settings]] of Object.entries(FORMS)) {
  test(`settings: ${name}`, () => assert.deepEqual(read(code), settings));
}

test('settings: the namespace of a settings module', () => {
  assert.deepEqual(read('globals()["SECRET_KEY"] = "k"\n', 'shop/settings.py'), KEY);
  assert.deepEqual(read('globals().update(SECRET_KEY="k")\n', 'shop/settings.py'), KEY);
  assert.deepEqual(read('globals()["SECRET_KEY"] = "k"\n', 'shop/models.py'), []);
});

test('settings: an application in another file', () => {
  const files = { 'portal/__init__.py': '', 'portal/app.py': `${flask}` };
  const code = 'from .app import app as site\nsite.config["SECRET_KEY"] = "k"\n';
  assert.deepEqual(read(code, 'portal/keys.py', files), KEY);
});
