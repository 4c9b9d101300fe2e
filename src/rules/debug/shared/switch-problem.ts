import { EXPOSURES, type SwitchFact } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { applyEdits } from '../../../engine/fix.ts';
import { memo } from '../../../engine/memo.ts';
import type { Fix, Problem } from '../../../engine/rule.ts';
import { importsOs } from '../../../python/edits/index.ts';
import { isOnlyFor } from '../../../settings/only-for.ts';
import { DEBUG_NAMES } from './debug-names.ts';
import { isDjango } from './django.ts';
import { environmentFix } from './environment-fix.ts';
import { offValue } from './off-spelling.ts';
import type { ImportedSwitch, SetSwitch, SwitchMatch } from './switch.ts';

const FROM_ENVIRONMENT = 'os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")';

/** The message for a switch, and the edit that corrects it. */
export function switchProblem(doc: Document, match: SwitchMatch): Problem {
  if (match.form === 'import') return importProblem(match);
  const fix = fixOf(doc, match);
  const words = fact(doc, match);
  return {
    span: match.span,
    message: `${words}${words.includes(': ') ? '; ' : ': '}${EXPOSURES[match.fact.exposes]}${consumer(doc, match.fact)}`,
    help: helpOf(doc, match, fix),
    fix,
  };
}

/** The message for an import that turns a setting on. */
function importProblem({ name, node, source: { doc, set }, verdict }: ImportedSwitch): Problem {
  const { line } = doc.lines.positionAt(set.value.start);
  const when = verdict === 'default' ? ' when nothing is set in the environment' : '';
  return {
    span: node,
    message: `This import turns ${name} on${when} (${name} = True in ${doc.path}:${line}): ${EXPOSURES[set.fact.exposes]}`,
    help: `write ${name} = False below this import, or switch it off where it comes from`,
  };
}

function fact(doc: Document, { verdict, judgement, form, name, value, span }: SetSwitch): string {
  const source = quoted(doc, value);
  switch (verdict) {
    case 'on':
      if (judgement.marker === null) break;
      return `${name} is on exactly where the program is deployed: that is where ${judgement.marker} is set`;
    case 'default':
      if (form === 'field' || span !== value) return `${name} is on unless the environment says otherwise`;
      return `${name} is on when nothing is set in the environment`;
    case 'literal-text':
      return `${name} is on: ${source} is a string, and every string that is not empty is true`;
    case 'text':
      if (judgement.condition !== null) {
        return `This branch switches ${name} on even when the environment says "False" or "0": every string that is not empty is true`;
      }
      return `${name} is on even when the environment says "False" or "0": every string that is not empty is true`;
    default:
  }
  return `${name} is on`;
}

function quoted(doc: Document, { start, end }: { readonly start: number; readonly end: number }): string {
  const text = doc.text.slice(start, end).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What reads the switch, if the name alone does not tell. */
function consumer(doc: Document, { framework }: SwitchFact): string {
  if (framework !== 'Django or Flask') return ` (${framework})`;
  return isDjango(doc) || memo(doc, namesFlask) ? '' : ' (Django or Flask)';
}

const namesFlask = ({ text }: Document): boolean => /\bflask\b/i.test(text);

function fixOf(doc: Document, site: SetSwitch): Fix | null {
  const { judgement, value, insert, name } = site;
  if (judgement.verdict !== 'on' && judgement.verdict !== 'literal-text' && judgement.reads.length > 0) {
    return environmentFix(doc, site);
  }
  // `DEBUG = OPEN = True`: editing the value would also change the other setting.
  if (!isOnlyFor(site, DEBUG_NAMES)) return null;
  const text = offValue(value, doc.text.slice(value.start, value.end), site.fact);
  const edit = insert ?? { start: value.start, end: value.end, text };
  const consequence = lacksHosts(doc, site) ? ' (runserver then needs ALLOWED_HOSTS, for example ["localhost"])' : '';
  return { title: `Set ${name} to ${text}${consequence}`, safety: 'safe', edits: [edit] };
}

function helpOf(doc: Document, site: SetSwitch, fix: Fix | null): string {
  const { judgement, form, origin } = site;
  if (judgement.reads.length > 0 && fix !== null) {
    const { start, end } = origin;
    const inside = fix.edits.filter((edit) => edit.start >= start && edit.end <= end);
    // An import that the fix needs comes first.
    const main = fix.edits.at(-1);
    if (inside.length === 0) return `write ${main?.text ?? 'False'} instead of ${quoted(doc, main ?? origin)}`;
    const moved = inside.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const text = applyEdits(doc.text.slice(start, end), moved).replace(/\s+/g, ' ');
    return `write ${origin === site.value ? withValue(doc, site, text) : text}`;
  }
  const first = importsOs(doc.python) ? '' : 'import os and ';
  if (judgement.condition !== null) return `${first}compare the text: ${FROM_ENVIRONMENT}`;
  const off = fix?.edits[0]?.text ?? 'False';
  if (form === 'field') return `write ${off}, and set it in the environment of your own machine`;
  const written = withValue(doc, site, off);
  const read = withValue(doc, site, FROM_ENVIRONMENT);
  if (lacksHosts(doc, site)) {
    return `${first}read it from the environment, with DEBUG=1 on your own machine (with ${written} Django asks for ALLOWED_HOSTS, which is empty): ${read}`;
  }
  if (form === 'setting') return `write ${written}, or ${first}read it from the environment: ${read}`;
  return `write ${written}, or ${first === '' ? '' : `${first}write `}${read}`;
}

/** With DEBUG off, Django's runserver refuses to start while this list is empty. */
const lacksHosts = (doc: Document, { form }: SetSwitch): boolean =>
  form === 'setting' && isDjango(doc) && memo(doc, hasNoHosts);

const hasNoHosts = ({ text }: Document): boolean => /^ALLOWED_HOSTS\s*=\s*\[\s*\]/m.test(text);

/** Longer ones are not repeated. */
const MAX_REPEATED = 60;

/** The statement, keyword or item with that value in it, in the file's style. */
function withValue(doc: Document, { form, name, node, value, insert }: SetSwitch, text: string): string {
  if (form === 'argument' || insert !== undefined) return `${name}=${text}`;
  const before = doc.text.slice(node.start, value.start);
  const after = doc.text.slice(value.end, node.end);
  const isShort = value.start >= node.start && value.end <= node.end && before.length + after.length <= MAX_REPEATED;
  if (isShort && !/[\r\n]/.test(before + after)) return before + text + after;
  return form === 'setting' ? `${name} = ${text}` : text;
}
