import { type Change, pathInRoot } from '../change.ts';
import { CONFIG_KEYS, type Config } from '../config/config.ts';
import { scopeOf } from '../config/selection.ts';
import { collectFindings } from '../engine/collect-findings.ts';
import { contextOf } from '../engine/context.ts';
import type { Finding } from '../engine/finding.ts';
import { groupBy } from '../engine/group-by.ts';
import type { Loosening } from '../engine/loosening.ts';
import { isAtLeast } from '../engine/severity.ts';
import type { Judgement } from '../judgement.ts';
import { silenceWords } from './loosening-words.ts';
import { placeKey } from './place-key.ts';

/**
 * Names what the change's own configuration silences or keeps from blocking: once for each file and key.
 * @param altered the configurations and baselines that the change alters
 */
export function compareSides(
  change: Change,
  own: Judgement,
  before: Judgement,
  altered: ReadonlyMap<string, unknown>,
  isObeyed: boolean,
): Loosening[] {
  const { findings, silenced } = collectFindings(own.judged, own);
  const left = new Map(findings.map((finding) => [placeKey(finding), finding]));
  const inBaseline = new Set(silenced.flatMap(({ finding, by }) => (by === 'baseline' ? placeKey(finding) : [])));
  const causeOf = (finding: Finding): Cause => {
    const key = placeKey(finding);
    const config = own.configs.configFor(finding.path);
    const old = before.configs.configFor(finding.path);
    const baseline = pathInRoot(change.place, change.options.baseline) ?? config.baseline;
    if (inBaseline.has(key)) {
      const isFile = baseline !== null && altered.has(baseline);
      return { path: isFile ? baseline : (config.source ?? ''), key: 'baseline' };
    }
    const weaker = left.get(key);
    const cause =
      weaker === undefined ? silencingKey(change, finding, config, old) : weakeningKey(finding, weaker, config, old);
    const path = config.source ?? old.source ?? 'antivenom.toml';
    return { path, key: cause ?? changedKeys(config, old).join(', ') };
  };
  const lost = collectFindings(before.judged, before).findings.filter((finding) => {
    const weaker = left.get(placeKey(finding));
    return weaker === undefined ? isMissed(finding, own) : finding.blocks && !weaker.blocks;
  });
  return [...groupBy(lost, (finding) => JSON.stringify(causeOf(finding)))].map(([cause, group]): Loosening => {
    const { path, key } = JSON.parse(cause) as Cause;
    const how = `by its own configuration (${path}: ${key})`;
    return {
      path,
      line: lineOfKey(change.snapshot.read(path)?.toString() ?? '', key),
      by: key,
      findings: group.length,
      isObeyed,
      message: silenceWords(group.length, how, isObeyed),
    };
  });
}

/** The file and key that make the difference for a finding. */
interface Cause {
  readonly path: string;
  readonly key: string;
}

/** An info is rarely shown, and what is inside a reported folder is not examined. */
function isMissed(finding: Finding, { skipped }: Judgement): boolean {
  if (finding.severity === 'info' && !finding.blocks) return false;
  return !skipped.some(({ path, reason }) => path === finding.path && reason.startsWith('part of '));
}

function silencingKey({ catalogue, options }: Change, finding: Finding, config: Config, old: Config): string | null {
  const { rule, path } = finding;
  const scope = scopeOf(catalogue.ids, options, config);
  if (config.excludes(path)) return 'exclude';
  if (!scope.inForce.has(rule)) return config.select?.includes(rule) === false ? 'select' : 'ignore';
  if (scope.ignoredFor(path).has(rule)) return 'per-file-ignores';
  if (contextOf(path, config.contexts) !== contextOf(path, old.contexts)) return 'contexts';
  return changedKeys(config, old).find((key) => key.startsWith('allowed-')) ?? null;
}

function weakeningKey(finding: Finding, weaker: Finding, config: Config, old: Config): string | null {
  if (!isAtLeast(weaker.severity, finding.severity)) return 'severity';
  if (config.newOnly && !old.newOnly && !weaker.new) return 'new-only';
  return config.failOn === old.failOn ? null : 'fail-on';
}

const changedKeys = (config: Config, old: Config): readonly string[] =>
  CONFIG_KEYS.filter((key) => JSON.stringify(config.values[key]) !== JSON.stringify(old.values[key]));

/** The line that sets a key in the configuration; in other files, the first line. */
function lineOfKey(text: string, key: string): number {
  const at = text.split('\n').findIndex((line) => line.trimStart().startsWith(key));
  return Math.max(at, 0) + 1;
}
