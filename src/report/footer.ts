import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import { count } from './count.ts';
import { SEVERITY_COLORS } from './full-finding.ts';
import { silenceWords } from './silence-words.ts';
import type { TextStyle } from './text-style.ts';
import { displayWidth } from './visible.ts';

/** What blocks, what does not, and what to do about it. Only the lines that apply. */
export function footer(findings: readonly Finding[], style: TextStyle): string[] {
  const blocking = findings.filter(({ blocks }) => blocks);
  const rest = findings.filter(({ blocks }) => !blocks);
  if (blocking.length === 0) return [passing(rest, style)];
  const verb = blocking.length === 1 ? 'blocks' : 'block';
  const object = style.blocked === null ? '' : ` ${style.blocked}`;
  const others = rest.length === 0 ? '' : `, ${tally(rest)} ${rest.length === 1 ? 'does' : 'do'} not`;
  const lines = [
    ...repairLines(findings, style),
    `understand:   ${style.command} explain ${commonValue(blocking.map(({ rule }) => rule)) ?? 'RULE'}`,
    silencingAdvice(blocking, style),
  ].filter((line) => line !== null);
  return [
    `${style.paint.bold(paintedTally(blocking, style))} ${verb}${object}${others}`,
    ...lines.map((line) => `  ${line}`),
  ];
}

function passing(rest: readonly Finding[], style: TextStyle): string {
  const fresh = rest.filter((finding) => finding.new);
  const object = style.blocked === null ? '' : ` ${style.blocked}`;
  if (fresh.length > 0) return `nothing blocks${object}: ${tally(rest)}`;
  const older = count(rest.length, 'older finding');
  const [it, verb] = rest.length === 1 ? ['it', 'shows'] : ['them', 'shows'];
  return `nothing that this change adds blocks; ${older}: ${style.command} --whole-files ${verb} ${it} in full`;
}

/** `1 error, 2 warnings and 1 older finding`. */
function tally(findings: readonly Finding[]): string {
  return joined(parts(findings).map(({ words }) => words));
}

function paintedTally(findings: readonly Finding[], { paint }: TextStyle): string {
  return joined(parts(findings, false).map(({ severity, words }) => paint[SEVERITY_COLORS[severity]](words)));
}

function parts(findings: readonly Finding[], apart = true): { severity: Severity; words: string }[] {
  const found = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity && (finding.new || !apart)).length;
    return number === 0 ? [] : [{ severity, words: count(number, severity) }];
  });
  const older = apart ? findings.filter((finding) => !finding.new).length : 0;
  return older === 0 ? found : [...found, { severity: 'info', words: count(older, 'older finding') }];
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function repairLines(findings: readonly Finding[], { repair, width }: TextStyle): string[] {
  const fixable = findings.filter((finding) => finding.fix !== null && (finding.new || finding.blocks));
  const safe = fixable.filter(({ fix }) => fix?.safety === 'safe').length;
  if (fixable.length === 0) return [];
  const unsafe = fixable.length - safe;
  const command = repair({ unsafe: safe === 0 });
  if (command === null) return [];
  const line = `repair:       ${command}`;
  const remark =
    safe === 0 ? '(review the result)' : unsafe > 0 ? `(--unsafe-fixes repairs ${unsafe} more: review the result)` : '';
  if (remark === '') return [line];
  const both = `${line}  ${remark}`;
  return displayWidth(both) + 2 <= width ? [both] : [line, ' '.repeat(14) + remark];
}

/** The advice for silencing a finding must work: one form for a single place, otherwise what works for all. */
function silencingAdvice(blocking: readonly Finding[], style: TextStyle): string | null {
  const forms = blocking.flatMap(({ silence }) => (silence === null ? [] : [silence]));
  const [first] = forms;
  if (first === undefined) return null;
  const label = 'not a fault:  ';
  const words = commonValue(forms.map((form) => silenceWords(form, style.configFile)));
  if (words !== null) return label + words;
  const rule = commonValue(blocking.map((finding) => finding.rule)) ?? 'RULE';
  const comment = `# antivenom: ignore[${rule}] reason`;
  if (forms.every(({ where }) => where === 'end')) return `${label}end the statement with  ${comment}`;
  if (forms.every(({ where }) => where === 'above')) return `${label}put  ${comment}  alone above the line`;
  return `${label}${style.command} ignore --reason TEXT`;
}

/** The value that all have in common; null if they differ. */
function commonValue(values: readonly string[]): string | null {
  const distinct = new Set(values);
  return distinct.size === 1 ? (values[0] ?? null) : null;
}
