import { trimEndOf } from '../formats/trim-end.ts';

interface Described {
  readonly id: string;
  readonly summary: string;
  readonly details: string;
}

/** Characters that a summary is cut to. */
const LENGTH = 160;

/** What a vulnerability means: one sentence without a full stop and without markup; '' where the records say nothing. */
export function summarize(records: readonly Described[]): string {
  const summary = records.map((record) => plain(record.summary)).find((text) => text !== '');
  if (summary !== undefined) return shorten(summary);
  const details = records.map((record) => record.details).find((text) => text.trim() !== '') ?? '';
  return shorten(firstSaying(sentences(plain(details.slice(0, 4000)))));
}

/** Words of a sentence that says what is wrong; what comes before is often an introduction ("X is a web framework"). */
const FAULT =
  /allow|attack|bypass|crash|denial|disclos|escap|escalat|execut|expos|forge|inject|leak|overflow|redos|smuggl|spoof|travers|unsafe|memory|mishandl|infinite|overhead|consum/i;

/** Says where, and leaves what to the next sentence. */
const ANNOUNCEMENT =
  /^(?:An?|Some) (?:issue|vulnerability|flaw|problem)s? (?:was|were) (?:discovered|found|identified) in (?!.*\b(?:allow|where|when|that|which|by|lead|caus))/i;

function firstSaying(all: readonly string[]): string {
  const telling = all.filter((sentence) => !ANNOUNCEMENT.test(sentence));
  const isIntroduction = (sentence: string): boolean =>
    /^(?:The )?[\w.-]+(?: \([^)]{0,80}\))? (?:is|are) an? /.test(sentence);
  return (
    telling.find((sentence) => FAULT.test(sentence)) ??
    telling.find((sentence) => !isIntroduction(sentence)) ??
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
