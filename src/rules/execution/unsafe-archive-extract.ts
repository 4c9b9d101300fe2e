import { OTHER_FORMATS, TAR_OBJECTS, UNSAFE_FILTERS } from '../../data/archive-calls.ts';
import type { QualifiedName } from '../../data/qualified-name.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Fix } from '../../engine/rule.ts';
import { argumentOf, hasHiddenArguments } from '../../python/names/index.ts';
import type { Call, Expression } from '../../python/syntax/index.ts';
import { knownValue } from '../../python/worth/index.ts';

type Extraction = 'extract' | 'extractall' | 'unpack_archive';

const EXTRACTIONS: ReadonlyMap<QualifiedName, Extraction> = new Map<QualifiedName, Extraction>([
  ['tarfile.extractall', 'extractall'],
  ...TAR_OBJECTS.flatMap((object) =>
    (['extractall', 'extract'] as const).map((way) => [`${object}.${way}`, way] as const),
  ),
  ['shutil.unpack_archive', 'unpack_archive'],
]);

export const unsafeArchiveExtract = defineRule({
  id: 'unsafe-archive-extract',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { calls: EXTRACTIONS },
  triggers: [],
  severity: 'warning',
  fix: 'unsafe',
  summary: 'An archive unpacked without a filter',
  why: 'A tar archive may contain `../../etc/cron.d/x`, absolute paths, links and devices: unpacked without a filter, it writes wherever its author wants.',
  details:
    'The filter is the default only from Python 3.14 on (PEP 706). Not reported: members that the program chooses (`members=checked(tar)`), and zip files, whose names zipfile cleans itself. See https://docs.python.org/3/library/tarfile.html#extraction-filters.',
  bad: 'import tarfile\n\nwith tarfile.open("upload.tar") as tar:\n    tar.extractall("/srv/upload")\n',
  good: 'import tarfile\n\nwith tarfile.open("upload.tar") as tar:\n    tar.extractall("/srv/upload", filter="data")\n',

  *call({ call, fact }, doc) {
    if (/\bextraction_filter\s*=/.test(doc.text) || hasHiddenArguments(call)) return;
    if (fact === 'extract' && call.args.length + call.keywords.length === 0) return;
    if (fact === 'unpack_archive' && !mayBeTar(call, doc)) return;
    const filter = argumentOf(call, null, 'filter');
    if (filter !== null && !isUnsafeFilter(filter, doc)) return;
    if (fact === 'extractall' && choosesMembers(call)) return;
    yield {
      span: call,
      message: `${fact}() ${filter === null ? 'without a filter' : 'with a filter that lets everything pass'} writes wherever the archive says, even outside the target folder`,
      help: 'pass filter="data" (Python 3.12, and 3.8 to 3.11 since their security releases of 2023)',
      fix: filter === null ? addFilter(call, doc) : null,
    };
  },
});

function mayBeTar(call: Call, doc: Document): boolean {
  const format = argumentOf(call, 2, 'format');
  const value = format === null ? undefined : knownValue(format, doc.names);
  if (typeof value === 'string') return !OTHER_FORMATS.has(value);
  const file = argumentOf(call, 0, 'filename');
  const name = file === null ? undefined : knownValue(file, doc.names);
  return typeof name !== 'string' || !name.toLowerCase().endsWith('.zip');
}

function isUnsafeFilter(filter: Expression, doc: Document): boolean {
  if (doc.names.denotes(filter, UNSAFE_FILTERS)) return true;
  const value = knownValue(filter, doc.names);
  return value === null || value === 'fully_trusted';
}

/** `members=` from a call, a comprehension or a list of names was checked; the archive itself was not. */
function choosesMembers(call: Call): boolean {
  const members = argumentOf(call, 1, 'members');
  return members !== null && (members.kind === 'Call' || members.kind === 'Comprehension' || members.kind === 'List');
}

function addFilter(call: Call, doc: Document): Fix | null {
  const close = call.end - 1;
  if (doc.text[close] !== ')') return null;
  const last = [...call.args, ...call.keywords].reduce((end, node) => Math.max(end, node.end), -1);
  if (last < 0)
    return {
      title: 'Pass filter="data"',
      safety: 'unsafe',
      edits: [{ start: close, end: close, text: 'filter="data"' }],
    };
  const tail = doc.text.slice(last, close);
  if (/[#(]/.test(tail)) return null;
  // After a trailing comma (replacing it), or after the last argument and its own brackets.
  const comma = tail.indexOf(',');
  const place = comma >= 0 ? last + comma : last + tail.trimEnd().length;
  return {
    title: 'Pass filter="data"',
    safety: 'unsafe',
    edits: [{ start: place, end: place, text: ', filter="data"' }],
  };
}
