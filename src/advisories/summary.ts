import { trimEndOf } from '../formats/trim-end.ts';

interface Described {
  readonly id: string;
  readonly summary: string;
  readonly details: string;
}

/** The maximum length of a summary in characters. */
const LENGTH = 160;

/** What a vulnerability means: one sentence without full stop or markup; '' if the records do not say. */
export function summarize(records: readonly Described[]): string {
  const summary = records.map((record) => plain(record.summary)).find((text) => text !== '');
  if (summary !== undefined) return shorten(summary);
  const details = records.map((record) => record.details).find((text) => text.trim() !== '') ?? '';
  return shorten(firstDescribing(sentences(plain(details.slice(0, 4000)))));
}

/** Words of a sentence that says what is wrong. What comes before is often an introduction ("X is a web framework"). */
const FAULT =
  /allow|attack|bypass|crash|denial|disclos|escap|escalat|execut|expos|forge|inject|leak|overflow|redos|smuggl|spoof|travers|unsafe|memory|mishandl|infinite|overhead|consum/i;

/** A sentence that says where the problem is, while the next one says what it is. */
const ANNOUNCEMENT =
  /^(?:An?|Some) (?:issue|vulnerability|flaw|problem)s? (?:was|were) (?:discovered|found|identified) in (?!.*\b(?:allow|where|when|that|which|by|lead|caus))/i;

function firstDescribing(all: readonly string[]): string {
  const informative = all.filter((sentence) => !ANNOUNCEMENT.test(sentence));
  const isIntroduction = (sentence: string): boolean =>
    /^(?:The )?[\w.-]+(?: \([^)]{0,80}\))? (?:is|are) an? /.test(sentence);
  return (
    informative.find((sentence) => FAULT.test(sentence)) ??
    informative.find((sentence) => !isIntroduction(sentence)) ??
    all[0] ??
    ''
  );
}

function sentences(text: string): readonly string[] {
  return text.split(/(?<=(?<!\b(?:e\.g|i\.e|vs|cf|Inc|No))[.!?])\s+(?=[A-Z"'(])/).map((sentence) => sentence.trim());
}

function plain(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/!?\[([^\][]{0,300})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/^#{1,6}[^\S\n]*(.*)$/gm, '$1.')
    .replace(/[`*]|<\/?[a-z]{1,10}>/g, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}

function shorten(sentence: string): string {
  const opened = sentence.replace(/^(?:However|Additionally|Moreover), (\w)/, (_, first: string) =>
    first.toUpperCase(),
  );
  const whole = trimEndOf(opened, '. ');
  if (whole.length <= LENGTH) return whole;
  const words = whole.slice(0, LENGTH).lastIndexOf(' ');
  return `${whole.slice(0, words < 0 ? LENGTH : words).trimEnd()} …`;
}
