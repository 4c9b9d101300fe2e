// Makes what a release publishes from a tag: npm's tarball, wheel, sdist, SBOM, the notes, and their checksums. The
// same tag makes the same bytes. It does not publish anything. docs/releasing.md has the procedure.
//   npm run release -- v1.2.3 [FOLDER]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changelogEntry } from './changelog.mjs';
import { breaches, changedRules } from './policy.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'antivenom-release-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

const [tag, folder = join(root, 'release')] = process.argv.slice(2);
if (tag === undefined) stop('name the tag: npm run release -- v1.2.3');
const out = resolve(folder);
const commit = git('rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}`) ?? stop(`there is no tag ${tag}`);

const source = checkOut(commit, 'source');
const { version } = readJson(source, 'package.json');
if (tag !== `v${version}`) stop(`package.json at ${tag} says ${version}`);
if (readJson(source, 'package-lock.json').version !== version) stop(`package-lock.json at ${tag} has another version`);
const notes = entryOf(readFileSync(join(source, 'CHANGELOG.md'), 'utf8'));
checkPolicy();

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// Anything without its own time gets the commit's in an archive:
// https://reproducible-builds.org/specs/source-date-epoch/
const env = {
  ...process.env,
  SOURCE_DATE_EPOCH: git('log', '-1', '--format=%ct', commit),
  npm_config_loglevel: 'error',
};
run(npm(), ['pack', '--ignore-scripts', '--pack-destination', out], { cwd: source, env });
run('python3', ['-m', 'hatchling', 'build', '-t', 'wheel', '-t', 'sdist', '-d', out], {
  cwd: source,
  env: { ...env, PYTHONPATH: buildTools() },
});
copyFileSync(join(source, 'dist', 'sbom.cdx.json'), join(out, `antivenom-${version}.cdx.json`));
const files = readdirSync(out).sort();
const sums = files.map((name) => `${sha256(join(out, name))}  ${name}\n`).join('');
writeFileSync(join(out, 'SHA256SUMS'), sums);
writeFileSync(join(out, 'NOTES.md'), notes);
for (const name of files) console.log(`${String(statSync(join(out, name)).size).padStart(9)}  ${name}`);
console.log(`in ${out}, with SHA256SUMS and NOTES.md`);

/** Compares the rules with the previous release's, by what docs/releasing.md allows. */
function checkPolicy() {
  const before = git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', `${commit}^`);
  if (before === null) return;
  const old = checkOut(before, 'before');
  const changes = changedRules(rulesOf(old), rulesOf(source));
  const found = breaches(readJson(old, 'package.json').version, version, changes, notes);
  if (found.length > 0) stop(`${tag} after ${before} breaks the policy of docs/releasing.md:\n  ${found.join('\n  ')}`);
}

function entryOf(changelog) {
  try {
    return changelogEntry(changelog, version);
  } catch (error) {
    return stop(error.message);
  }
}

/** A commit's files, without anything else in the working tree. */
function checkOut(revision, name) {
  const target = join(scratch, name);
  mkdirSync(target);
  const archive = join(scratch, `${name}.tar`);
  run('git', ['archive', '--format=tar', '--output', archive, revision], { cwd: root });
  run('tar', ['-xf', archive], { cwd: target });
  return target;
}

function rulesOf(folder) {
  const args = [join(folder, 'dist', 'cli.cjs'), 'rules', '--format', 'json', '--no-cache'];
  return JSON.parse(run(process.execPath, args, { cwd: folder }));
}

/** Wheels for PYTHONPATH, each with the hash in python/build-requirements.txt. Python imports from them. */
function buildTools() {
  const target = join(scratch, 'tools');
  const requirements = join(source, 'python', 'build-requirements.txt');
  const args = ['--quiet', '--require-hashes', '--only-binary=:all:', '--dest', target, '--requirement', requirements];
  run('python3', ['-m', 'pip', '--disable-pip-version-check', 'download', ...args]);
  return readdirSync(target)
    .sort()
    .map((name) => join(target, name))
    .join(delimiter);
}

function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function readJson(...path) {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function run(command, args, options = {}) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], ...options });
}

/** The output of git without the line ending; null if it fails. */
function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd();
  } catch {
    return null;
  }
}

function stop(words) {
  console.error(`release: ${words}`);
  process.exit(1);
}
