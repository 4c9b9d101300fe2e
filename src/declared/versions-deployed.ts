import type { CommandWord } from '../deployment/command.ts';
import { commandsOf } from '../deployment/file-commands.ts';
import type { Place, PlacedCommand } from '../deployment/types.ts';
import type { Document } from '../engine/document.ts';
import { fileNameOf } from '../engine/path-parts.ts';
import type { Span } from '../engine/span.ts';
import { expandArgs, type Variable } from '../formats/dockerfile.ts';
import { pieces, plainScalar } from '../formats/pieces.ts';
import { findReferences } from '../formats/substitution.ts';
import type { Scalar, TreeNode } from '../formats/tree.ts';
import { everyKey, itemsOf, oneOrMore, rootsOf, valueAt } from '../formats/tree-walk.ts';
import { pythonOfImage } from './images.ts';
import { shebangVersion } from './shebang.ts';
import { exactPlace, type Strength, type VersionPlace } from './version-place.ts';

/** Versions that run something: images, hosting runtimes, version files, shebangs, installed interpreters. */
export function* deployedVersions(doc: Document): Iterable<VersionPlace> {
  yield* installedVersions(doc);
  if (doc.kind === 'python' && doc.text.includes('Runtime.PYTHON_')) yield* cdkRuntimes(doc);
  switch (doc.role) {
    case 'python-version':
      yield* versionFile(doc);
      return;
    case 'tool-versions':
      yield* toolVersions(doc);
      return;
    case 'mise':
      yield* mise(doc);
      return;
    case 'runtime-txt':
      for (const line of pieces(doc.text, { start: 0, end: doc.text.length }, /(?!)/)) {
        if (/^python-/.test(line.text)) yield* one(exactPlace(line, 'runtime', 'runs'));
      }
      return;
    case 'compose':
      for (const { key, value, above } of everyKey(rootsOf(doc))) {
        if (key.text === 'image' && value.kind === 'scalar') yield* composeImage(value);
        else if (above.at(-1) === 'args' && isVersionName(key.text) && value.kind === 'scalar') {
          yield* one(exactPlace(value, `build argument ${key.text}`, 'runs', { yaml: true }));
        } else if (key.text === 'args' && above.at(-1) === 'build') {
          for (const item of itemsOf(value)) if (item.kind === 'scalar') yield* buildArgument(item);
        }
      }
      return;
    case 'kubernetes':
      for (const { key, value } of everyKey(rootsOf(doc))) {
        if (key.text === 'image' && value.kind === 'scalar') yield* one(imagePlace(value, value.text, 'runs'));
      }
      return;
    case 'serverless':
    case 'cloudformation':
      for (const { key, value } of everyKey(rootsOf(doc))) {
        // A template's parameter has a default.
        const isRuntime =
          /^runtime$/i.test(key.text) || (key.text === 'Default' && /^python[23]\.\d/.test(text(value)));
        if (isRuntime && value.kind === 'scalar') yield* runtime(value, 'Lambda runtime');
      }
      return;
    case 'app-engine':
      for (const root of rootsOf(doc)) {
        for (const { key, value } of everyKey([root])) {
          if (key.text === 'runtime' && value.kind === 'scalar') yield* runtime(value, 'App Engine runtime');
          if (/^(?:runtime_|python_)?version$/.test(key.text) && value.kind === 'scalar' && key.text !== 'version') {
            yield* one(exactPlace(value, 'App Engine runtime', 'runs', { yaml: true }));
          }
        }
      }
      return;
    case 'terraform':
      yield* terraform(doc);
      return;
    default:
      if (doc.kind === 'dockerfile') yield* dockerfile(doc);
      else if (/(?:^|\/)\.?devcontainer\.json$/.test(doc.path)) {
        for (const root of rootsOf(doc)) {
          for (const image of oneOrMore(valueAt(root, 'image'))) yield* one(imagePlace(image, image.text, 'runs'));
        }
      } else yield* one(shebangVersion(doc));
  }
}

const text = (node: TreeNode): string => (node.kind === 'scalar' ? node.text : '');

function* one(place: VersionPlace | null): Iterable<VersionPlace> {
  if (place !== null) yield place;
}

export function imagePlace(span: Span, image: string, strength: Strength): VersionPlace | null {
  const python = pythonOfImage(image);
  if (python === null) return null;
  const { start, end } = span;
  const { version, written: text } = python;
  const what = `image ${image.trim()}`;
  return { span: { start, end }, what, strength, version, range: null, text, list: null, readAs: null };
}

const isVersionName = (name: string): boolean =>
  /^(?:base_?)?(?:python|py)_?(?:image_)?(?:version|tag|ver)$/i.test(name);

/** `${PYTHON_VERSION:-3.8}`: what runs if nothing is set. */
function* composeImage(image: Scalar): Iterable<VersionPlace> {
  yield* one(imagePlace(image, expandArgs(image.text, []), 'runs'));
}

/** `- PYTHON_VERSION=3.8` */
function* buildArgument(item: Scalar): Iterable<VersionPlace> {
  const parts = /^([^=]+)=(.+)$/.exec(item.text);
  // If the item contains escapes, the whole item is the place.
  const plain = item.end - item.start === item.text.length;
  if (parts === null || !isVersionName(parts[1]!)) return;
  const place = plain ? plainScalar(parts[2]!, item.start + parts[1]!.length + 1) : item;
  yield* one(exactPlace(place, `build argument ${parts[1]}`, 'runs', { text: parts[2]! }));
}

function* dockerfile(doc: Document): Iterable<VersionPlace> {
  const { globalArgs, stages } = doc.dockerfile;
  const named = new Set<string>();
  for (const stage of stages) {
    if (stage.parent === null) yield* one(stageImage(stage.image, globalArgs));
    if (stage.name !== null) named.add(stage.name.text.toLowerCase());
    for (const { flags } of stage.instructions) {
      for (const flag of flags) {
        const from = /^(?:--)?from=(.+)$/.exec(flag.text)?.[1];
        if (from !== undefined && !named.has(from.toLowerCase())) yield* one(imagePlace(flag, from, 'runs'));
      }
    }
  }
}

/** If the version comes from an ARG, the place is its default. */
function stageImage(image: Scalar, args: readonly Variable[]): VersionPlace | null {
  let expanded = image.text;
  let place: Span = image;
  for (let depth = 0; depth < 10 && expanded.includes('$'); depth += 1) {
    const python = pythonOfImage(expandArgs(expanded, args));
    for (const { name } of findReferences(expanded)) {
      const value = args.findLast((arg) => arg.name.text === name)?.value;
      if (value != null && (python === null || value.text.includes(python.written)) && /\d|\$/.test(value.text))
        place = value;
    }
    expanded = expandArgs(expanded, args);
  }
  return imagePlace(place, expanded, 'runs');
}

function* versionFile(doc: Document): Iterable<VersionPlace> {
  const list = {};
  let first = true;
  for (const line of pieces(doc.text, { start: 0, end: doc.text.length }, /\s+/)) {
    // pyenv runs the first. The others are for tox and similar tools.
    yield* one(exactPlace(line, '.python-version', first ? 'runs' : 'tests', first ? {} : { list }));
    first = false;
  }
}

function* toolVersions(doc: Document): Iterable<VersionPlace> {
  const line = /^[ \t]*python[ \t]+([^\r\n]*)/gm;
  for (let found = line.exec(doc.text); found !== null; found = line.exec(doc.text)) {
    const start = found.index + found[0].length - found[1]!.length;
    const list = {};
    let first = true;
    for (const version of pieces(doc.text, { start, end: start + found[1]!.length }, /\s+/)) {
      // asdf runs the first. The others are fallbacks.
      yield* one(exactPlace(version, '.tool-versions', first ? 'runs' : 'tests', first ? {} : { list }));
      first = false;
    }
  }
}

function* mise(doc: Document): Iterable<VersionPlace> {
  for (const root of rootsOf(doc)) {
    const python = valueAt(root, 'tools', 'python');
    const value = python?.kind === 'mapping' ? valueAt(python, 'version') : python;
    for (const [index, item] of itemsOrScalar(value).entries()) {
      yield* one(exactPlace(item, 'mise', index === 0 ? 'runs' : 'tests', index === 0 ? {} : { list: {} }));
    }
  }
}

const itemsOrScalar = (node: ReturnType<typeof valueAt>): readonly Scalar[] => oneOrMore(node);

function* runtime(value: Scalar, what: string): Iterable<VersionPlace> {
  if (/^python[23]/.test(value.text)) yield* one(exactPlace(value, what, 'runs'));
}

/** `aws_lambda.Runtime.PYTHON_3_8` in versions 1 and 2 of the AWS CDK. */
function* cdkRuntimes(doc: Document): Iterable<VersionPlace> {
  for (const attribute of doc.python.nodes('Attribute')) {
    const version = /^PYTHON_([23])_(\d{1,2})$/.exec(attribute.attr);
    if (version === null) continue;
    const isRuntime = doc.names
      .qualify(attribute)
      .some((name) => /^(?:aws_cdk|monocdk)\.aws_lambda\.Runtime\.PYTHON_/.test(name));
    const text = `${version[1]}.${version[2]}`;
    if (isRuntime) yield* one(exactPlace({ ...spanOf(attribute), text }, 'Lambda runtime', 'runs'));
  }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

/** Reads only the assignments of HCL: `runtime = "python3.8"`, `python_version = "3.8"`, a variable's default. */
function* terraform(doc: Document): Iterable<VersionPlace> {
  const assignment =
    /^[ \t]*"?(?:[\w-]*(?:runtime|python_version)"?[ \t]*[=:][ \t]*"(?:python)?(?=[^"]*")|default"?[ \t]*[=:][ \t]*"python(?=[^"]*"))[23][\d.]*"/gm;
  for (let found = assignment.exec(doc.text); found !== null; found = assignment.exec(doc.text)) {
    const text = /"([^"]*)"$/.exec(found[0])![1]!;
    yield* one(exactPlace(plainScalar(text, found.index + found[0].length - text.length - 1), 'runtime', 'runs'));
  }
}

const INSTALLERS: ReadonlySet<string> = new Set([
  'apt-get',
  'apt',
  'aptitude',
  'yum',
  'dnf',
  'microdnf',
  'apk',
  'zypper',
  'brew',
]);
/** Options of environment tools that take a Python. */
const PYTHON_OPTIONS: ReadonlySet<string> = new Set(['-p', '--python']);

const APT: ReadonlySet<string> = new Set(['apt-get', 'apt', 'aptitude']);

/**
 * In Debian and Ubuntu, packages without a number are Python 2 wherever they exist, up to Debian 10 and Ubuntu 18.04
 * (https://wiki.debian.org/Python2Removal). Beside an explicit `python2` they add nothing.
 */
function* unnumberedPackage(words: readonly CommandWord[], strength: Strength): Iterable<VersionPlace> {
  if (words.some(({ text }) => /^python2/.test(text))) return;
  const found = words.find(({ text }) =>
    /^(?:python-(?:dev|minimal|all|all-dev|pip|is-python2)|libpython2\.7(?:-dev|-minimal|-stdlib)?|libpython-dev)(?:=.*)?$/.test(
      text,
    ),
  );
  if (found !== undefined) yield* one(exactPlace(found, `package ${found.text}`, strength, { text: '2' }));
}

/** `apt-get install python2`, `pyenv install 3.8`, `uv venv --python 3.8`, `python2 app.py`. */
function* installedVersions(doc: Document): Iterable<VersionPlace> {
  for (const command of commandsOf(doc)) {
    const strength = command.deployed || IMAGES.has(command.place) ? 'runs' : 'tests';
    for (const place of installedBy(command, strength)) yield strength === 'tests' ? { ...place, list: {} } : place;
  }
}

const IMAGES: ReadonlySet<Place> = new Set<Place>(['dockerfile', 'compose']);

function* installedBy({ words, place, deployed }: PlacedCommand, strength: Strength): Iterable<VersionPlace> {
  const [program, ...rest] = words;
  if (program === undefined) return;
  const name = fileNameOf(program.text);
  const verb = rest.find((word) => !word.text.startsWith('-'))?.text ?? '';
  if (INSTALLERS.has(name) && /^(?:install|add|groupinstall)$/.test(verb)) {
    if (APT.has(name)) yield* unnumberedPackage(rest, strength);
    for (const word of rest) {
      const packaged =
        /^python@?([23](?:\.?\d{1,2})?)(?:-(?:dev|devel|minimal|venv|distutils|full|libs))?(?:=.*)?$/.exec(word.text);
      if (packaged?.[1] === undefined) continue;
      const text = packaged[1].replace(/^([23])(\d)/, '$1.$2');
      yield* one(exactPlace(word, `package ${word.text}`, strength, { text }));
    }
  } else if ((name === 'pyenv' && /^(?:install|global|local)$/.test(verb)) || (name === 'uv' && verb === 'python')) {
    for (const word of rest)
      if (/^(?:python)?[23]\.\d/.test(word.text)) yield* one(exactPlace(word, `${name} ${verb}`, strength));
  } else if (/^(?:conda|mamba|micromamba)$/.test(name) && /^(?:install|create)$/.test(verb)) {
    for (const word of rest) {
      const version = /^python==?([23]\.\d{1,2})/.exec(word.text)?.[1];
      if (version !== undefined) yield* one(exactPlace(word, `conda ${verb}`, strength, { text: version }));
    }
  } else if (/^(?:virtualenv|uv|uvx|pipenv|poetry|hatch|pipx)$/.test(name)) {
    for (const [index, word] of rest.entries()) {
      const inline = /^(?:--python=|-p(?=python|\d))(.+)$/.exec(word.text)?.[1];
      if (inline !== undefined)
        yield* one(exactPlace(word, `${name} --python`, strength, { text: inline.replace(/^.*\//, '') }));
      const next = rest[index + 1];
      if (!PYTHON_OPTIONS.has(word.text) || next === undefined) continue;
      yield* one(exactPlace(next, `${name} --python`, strength, { text: next.text.replace(/^.*\//, '') }));
    }
  } else if (
    (deployed || place !== 'script') &&
    /^(?:python|pip)[23](?:\.\d{1,2})?$/.test(name) &&
    name !== 'python3' &&
    name !== 'pip3'
  ) {
    yield* one(exactPlace(program, `command ${name}`, strength, { text: name.replace(/^\D+/, '') }));
  }
}
