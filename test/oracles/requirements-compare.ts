import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseRequirements, type RequirementLine } from '../../src/formats/requirements.ts';
import { PACKAGES, ROOT } from './corpus.ts';

interface OracleRequirement {
  readonly problem?: string;
  /** A path or URL. */
  readonly reference?: string;
  readonly name?: string;
  readonly extras?: readonly string[];
  readonly specifiers?: readonly (readonly [string, string])[];
  readonly url?: string | null;
  readonly marker?: string | null;
}

interface OracleLine {
  readonly line: string;
  readonly refused?: string;
  readonly requirement?: OracleRequirement | null;
  readonly editable?: boolean;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Comparison {
  readonly files: number;
  readonly lines: number;
  readonly requirements: number;
  readonly differences: readonly string[];
}

/** Reads requirements files with the parsers of pip and packaging and with ours, and lists the differences. */
export function compareRequirements(paths: readonly string[], packages = PACKAGES): Comparison {
  const { stdout, stderr, status } = spawnSync('python3', [`${ROOT}/test/oracles/requirements_dump.py`], {
    input: paths.join('\0'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONPATH: packages },
  });
  if (status !== 0) throw new Error(stderr);
  const differences: string[] = [];
  let lines = 0;
  let requirements = 0;
  for (const answer of stdout.split('\n').filter((line) => line !== '')) {
    const [path, expected] = JSON.parse(answer) as [string, readonly OracleLine[] | string];
    if (typeof expected === 'string') {
      differences.push(`${path}: ${expected}`);
      continue;
    }
    const text = decode(readFileSync(path));
    const found = parseRequirements(text).lines;
    if (found.length !== expected.length) {
      differences.push(`${path}: ${expected.length} lines, ours ${found.length}`);
      continue;
    }
    for (const [index, theirs] of expected.entries()) {
      lines += 1;
      const ours = found[index]!;
      const difference = differenceOf(theirs, ours, text);
      if (theirs.requirement?.name !== undefined) requirements += 1;
      if (difference !== null) differences.push(`${path}: ${theirs.line}: ${difference}`);
    }
  }
  return { files: paths.length, lines, requirements, differences };
}

/** Decodes as pip does: by the BOM, otherwise as UTF-8. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** Joins continued lines and removes quotes. */
const unfold = (text: string): string => text.replace(/\\+\r?\n|["']/g, '');

const plain = (text: string): string => text.replace(/[\s"'()]+/g, '');

function differenceOf(theirs: OracleLine, ours: RequirementLine, text: string): string | null {
  if (theirs.refused !== undefined)
    return ours.problem === null ? `pip refuses it (${theirs.refused}), we do not` : null;
  const { requirement } = theirs;
  const own = ours.requirement;
  if (requirement == null) {
    if (own !== null) return 'no requirement to pip';
  } else {
    if (own === null) return 'a requirement to pip';
    if (ours.editable !== theirs.editable) return `editable: ${theirs.editable}`;
    if (requirement.problem !== undefined) {
      if (ours.problem === null) return `a problem to packaging: ${requirement.problem}`;
    } else if (ours.problem !== null) return `we refuse it: ${ours.problem}`;
    else if (requirement.reference !== undefined) {
      const whole = own.url ?? '';
      if (whole !== requirement.reference.replace(/\[[^\]]*\]$/, '') && whole !== requirement.reference) {
        return `reference ${requirement.reference}, ours ${own.url ?? own.name}`;
      }
      if (!hasSameMarker(requirement.marker, own.marker)) return `marker ${requirement.marker}, ours ${own.marker}`;
    } else {
      if (requirement.name !== own.name) return `name ${requirement.name}, ours ${own.name}`;
      if (unfold(text.slice(own.nameStart, own.nameEnd)) !== own.name)
        return `the name stands elsewhere: ${text.slice(own.nameStart, own.nameEnd)}`;
      const clauses = own.clauses.map(({ operator, version }) => operator + version).sort();
      const expected = [
        ...new Set((requirement.specifiers ?? []).map(([operator, version]) => operator + version)),
      ].sort();
      if ([...new Set(clauses)].join() !== expected.join()) return `specifier ${expected}, ours ${clauses}`;
      for (const { start, end, operator, version } of own.clauses) {
        const written = text
          .slice(start, end)
          .replace(/\\\r?\n/g, '')
          .replace(/\s+/g, '');
        if (written !== operator + version) return `the clause stands elsewhere: ${written}`;
      }
      if ([...new Set(own.extras)].sort().join() !== (requirement.extras ?? []).join())
        return `extras ${requirement.extras}, ours ${own.extras}`;
      if ((requirement.url ?? null) !== own.url) return `url ${requirement.url}, ours ${own.url}`;
      if (!hasSameMarker(requirement.marker, own.marker)) return `marker ${requirement.marker}, ours ${own.marker}`;
    }
  }
  const options = new Map<string, string[]>();
  for (const option of ours.options) {
    const known = options.get(option.name) ?? [];
    options.set(option.name, [...known, option.value ?? '']);
    if (
      option.value !== null &&
      /^[\w./:@-]+$/.test(option.value) &&
      unfold(text.slice(option.valueStart, option.valueEnd)) !== option.value
    ) {
      return `the value of ${option.name} stands elsewhere`;
    }
  }
  for (const [key, name] of OPTIONS) {
    const value = theirs.options?.[key];
    const wanted =
      value === undefined ? [] : Array.isArray(value) ? (value as string[]) : [value === true ? '' : String(value)];
    const got = options.get(name) ?? [];
    const kept = key === 'index_url' || value === true ? got.slice(-1) : got;
    if ([...kept].sort().join() !== [...wanted].sort().join()) return `${name} ${wanted}, ours ${got}`;
  }
  return null;
}

/**
 * Compares markers as text without white space and quotes: packaging prints them in its own way, with its old names.
 */
function hasSameMarker(theirs: string | null | undefined, ours: string | null): boolean {
  const own = plain(ours ?? '')
    .replace(/\b(?:platform[._])?python_implementation/g, 'platform_python_implementation')
    .replace(/\b(sys|os|platform)\.(?=[a-z])/g, '$1_');
  return plain(theirs ?? '') === own;
}

const OPTIONS: readonly (readonly [string, string])[] = [
  ['index_url', '--index-url'],
  ['extra_index_urls', '--extra-index-url'],
  ['constraints', '--constraint'],
  ['requirements', '--requirement'],
  ['editables', '--editable'],
  ['find_links', '--find-links'],
  ['trusted_hosts', '--trusted-host'],
  ['hashes', '--hash'],
  ['no_index', '--no-index'],
  ['pre', '--pre'],
  ['require_hashes', '--require-hashes'],
  ['prefer_binary', '--prefer-binary'],
];
