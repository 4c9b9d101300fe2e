// Writes the first version of a rule: its file, its lines in the registry, and its table of tests, which pass at once.
//   npm run new-rule -- execution/race-prone-file --kind call --of tempfile.mktemp
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What a rule of each kind looks at if --of is not given: something that such a rule could well report. */
const EXAMPLES = { call: 'tempfile.mktemp', setting: 'CSRF_COOKIE_HTTPONLY', manifest: 'pycrypto' };
const SHAPES = {
  call: /^[a-z_]\w*(?:\.\w+)+$/i,
  setting: /^[A-Z][A-Z0-9_]*$/,
  manifest: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
};
const USAGE = 'npm run new-rule -- family/rule-id [--kind call|setting|manifest] [--of what-it-looks-at]';

try {
  writeRule();
} catch (error) {
  console.error(`new-rule: ${error.message}\n${USAGE}`);
  process.exitCode = 2;
}

function writeRule() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { kind: { type: 'string', default: 'call' }, of: { type: 'string' } },
  });
  const [, family, id] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)+)$/.exec(positionals[0] ?? '') ?? [];
  if (id === undefined || positionals.length !== 1) throw new Error('name one rule, as in execution/race-prone-file');
  if (!Object.hasOwn(SHAPES, values.kind)) throw new Error(`there is no template for ${values.kind}`);
  const of = values.of ?? EXAMPLES[values.kind];
  if (!SHAPES[values.kind].test(of)) throw new Error(`${of} is not what a rule of kind ${values.kind} looks at`);

  const rule = `src/rules/${family}/${id}.ts`;
  const test = `test/rules/${family}/${id}.test.ts`;
  const taken = readdirSync(join(root, 'src', 'rules'), { recursive: true }).map((path) => path.replaceAll('\\', '/'));
  const other = taken.find((path) => path.endsWith(`/${id}.ts`));
  if (other !== undefined) throw new Error(`src/rules/${other} is there already`);
  if (existsSync(join(root, test))) throw new Error(`${test} is there already`);

  const name = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const fill = (template) =>
    template.replace(/__(ID|NAME|FAMILY|OF|MODULE|FUNCTION)__/g, (_, key) => {
      const dot = of.lastIndexOf('.');
      const words = {
        ID: id,
        NAME: name,
        FAMILY: family,
        OF: of,
        MODULE: of.slice(0, dot),
        FUNCTION: of.slice(dot + 1),
      };
      return words[key];
    });
  const templates = join(root, 'scripts', 'new-rule', values.kind);
  write(rule, fill(readFileSync(`${templates}.rule.txt`, 'utf8')));
  write(test, fill(readFileSync(`${templates}.test.txt`, 'utf8')));
  const registry = 'src/rules/index.ts';
  write(registry, registered(readFileSync(join(root, registry), 'utf8'), family, id, name));

  const references = 'src/data/rule-references.ts';
  write(references, referenced(readFileSync(join(root, references), 'utf8'), id));

  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const format = spawnSync(process.execPath, [biome, 'check', '--write', rule, test, registry, references], {
    cwd: root,
    encoding: 'utf8',
  });
  if (format.status !== 0) throw new Error(`biome: ${format.stdout}${format.stderr}`);
  console.log(
    `Wrote ${rule}\n      ${test}\nand its lines in ${registry} and ${references}. Its tests pass: npm test -- ${id}`,
  );
  console.log('Then: its words, its CWE and sources, the cases it must leave alone, npm run docs && npm run bundle.');
}

/** The registry with the rule's import added (sorted by path) and its entry at the end of its family. */
function registered(text, family, id, name) {
  const line = `import { ${name} } from './${family}/${id}.ts';\n`;
  const imports = [...text.matchAll(/^import \{[^}]*\} from '(\.\/[^']+)';\n/gm)];
  const next = imports.find(([, path]) => path > `./${family}/${id}.ts`);
  const last = imports.at(-1);
  const at = next?.index ?? last.index + last[0].length;
  const imported = text.slice(0, at) + line + text.slice(at);
  const list = new RegExp(`^(  ${family}: \\[[^\\]]*?),?\\s*\\]`, 'm');
  if (list.test(imported)) return imported.replace(list, (_, before) => `${before}, ${name}]`);
  const end = imported.indexOf('\n};', imported.indexOf('FAMILIES'));
  return `${imported.slice(0, end)}\n  ${family}: [${name}],${imported.slice(end)}`;
}

function referenced(text, id) {
  const end = text.indexOf('\n};', text.indexOf('RULE_REFERENCES'));
  return `${text.slice(0, end)}\n  '${id}': { cwe: [], score: null, precision: 'high', sources: [] },${text.slice(end)}`;
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
