import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDay } from '../advisories/age.ts';
import { openPackageFacts } from '../advisories/package-facts.ts';
import type { Io } from '../cli/io.ts';
import { NO_CONFIG } from '../config/config.ts';
import { pythonStatus } from '../data/python-releases.ts';
import { decodeFile } from '../engine/file-text.ts';
import { createProject } from '../engine/project.ts';
import type { JudgedProject } from '../engine/project-options.ts';
import { dangersIn, driftOf } from '../environment/compare-environment.ts';
import { installedDistributions } from '../environment/distributions.ts';
import { expectedPackages } from '../environment/expected-packages.ts';
import { findEnvironment, type VirtualEnvironment } from '../environment/virtual-environment.ts';
import { count } from '../report/count.ts';

interface Check {
  readonly state: 'good' | 'bad' | 'note';
  readonly words: string;
}

/**
 * The project's virtual environment: its Python, how it differs from the lock or the pins, and what is dangerous in it.
 * Drift and vulnerabilities do not prevent commits; a malicious package is bad.
 */
export async function environmentChecks(root: string, io: Io): Promise<readonly Check[]> {
  const environment = findEnvironment(root, io.env);
  if (environment === null) {
    return [
      {
        state: 'note',
        words: "no virtual environment (looked for .venv, venv, env, the active one, Pipenv's and poetry's)",
      },
    ];
  }
  const installed = installedDistributions(environment.sitePackages);
  const day = localDay(io.now());
  const project = await projectAt(root, io, day);
  const minor = environment.python?.split('.').slice(0, 2).join('.') ?? null;
  const files = filesAt(root);
  const expected = expectedPackages(project, files, minor);
  const { shown } = environment;
  return [
    pythonCheck(environment, installed.length, day),
    ...(environment.seesSystemPackages
      ? [
          note(
            `the system's packages are visible in it (include-system-site-packages in ${join(shown, 'pyvenv.cfg')}): create it again without --system-site-packages`,
          ),
        ]
      : []),
    ...(expected === null ? [] : driftChecks(shown, expected.source, driftOf(installed, expected))),
    ...dangerChecks(shown, dangersIn(installed, project.packages())),
  ];
}

const note = (words: string): Check => ({ state: 'note', words });

function pythonCheck({ shown, python }: VirtualEnvironment, packages: number, day: string): Check {
  const what = `virtual environment ${shown} with ${count(packages, 'package')}`;
  if (python === null) return { state: 'good', words: what };
  const [major = 0, minor = 0] = python.split('.').map(Number);
  const status = pythonStatus(major, minor, day);
  if (status.state === 'unknown') return { state: 'good', words: `${what} and Python ${python}` };
  if (status.state === 'supported') {
    return { state: 'good', words: `${what} and Python ${python}, which gets fixes until ${status.endOfLife}` };
  }
  const since = status.endOfLife === null ? '' : ` since ${status.endOfLife}`;
  return note(`${what} and Python ${python}, which has had no fixes${since}: create it again with a newer one`);
}

/** How many names to list before counting the rest. */
const SHOWN = 8;

function list(items: readonly string[]): string {
  const rest = items.length - SHOWN;
  return rest <= 0 ? items.join(', ') : `${items.slice(0, SHOWN).join(', ')} and ${rest} more`;
}

function driftChecks(shown: string, source: string, drift: ReturnType<typeof driftOf>): readonly Check[] {
  const { missing, otherVersions, unnamed } = drift;
  const lines = [
    ...(otherVersions.length === 0
      ? []
      : [
          `other versions than in ${source}: ${list(otherVersions.map(({ name, installed, expected }) => `${name} ${installed} instead of ${expected}`))}`,
        ]),
    ...(missing.length === 0 ? [] : [`missing, although ${source} has them: ${list(missing)}`]),
    ...(unnamed.length === 0 ? [] : [`installed and named nowhere: ${list(unnamed)}`]),
  ];
  if (lines.length === 0) return [{ state: 'good', words: `${shown} has what ${source} asks for` }];
  return lines.map((words) => note(`${shown}: ${words}`));
}

function dangerChecks(shown: string, { vulnerable, malicious }: ReturnType<typeof dangersIn>): readonly Check[] {
  const lines = vulnerable.map(({ name, version, ids, fixed }) => {
    const known = ids.length === 1 ? ids[0] : `${ids[0]} and ${ids.length - 1} more`;
    return `${name} ${version} (${known}${fixed === null ? '' : `, fixed in ${fixed}`})`;
  });
  return [
    ...malicious.map(
      (one): Check => ({
        state: 'bad',
        words: `${shown} has the malicious package ${one}: delete the environment, and treat every password and key of this machine as stolen`,
      }),
    ),
    ...(lines.length === 0 ? [] : [note(`${shown} has known vulnerabilities: ${list(lines)}`)]),
  ];
}

/** The working files at the root, as rules would see them. */
async function projectAt(root: string, io: Io, day: string): Promise<JudgedProject> {
  const formats = await import('../formats/parsers.ts');
  const read = (path: string): Buffer | null => {
    try {
      return readFileSync(join(root, path));
    } catch {
      return null;
    }
  };
  const facts = openPackageFacts(io.env, io.builtInAdvisories, day);
  return createProject({
    readText(path) {
      const bytes = read(path);
      return bytes === null ? null : decodeFile(bytes, path);
    },
    bases: () => [],
    exists: (path) => read(path) !== null,
    mayHaveFolder: (path) => existsSync(join(root, path)),
    paths: () => filesAt(root),
    date: day,
    settings: NO_CONFIG,
    packages: () => facts,
    contexts: [],
    formats: () => formats,
  });
}

/** The files at the root and in `requirements/`, relative to the root. */
function filesAt(root: string): readonly string[] {
  const names = (folder: string): readonly string[] => {
    try {
      return readdirSync(join(root, folder));
    } catch {
      // There is no such folder.
      return [];
    }
  };
  return [...names('.'), ...names('requirements').map((name) => `requirements/${name}`)];
}
