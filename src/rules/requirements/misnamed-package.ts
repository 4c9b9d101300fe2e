import { MISNAMED_PACKAGES, type MisnamedPackage } from '../../data/misnamed-packages.ts';
import type { RequirementPlace } from '../../declared/requirement-place.ts';
import { defineRule } from '../../engine/rule.ts';
import { normalizeName } from '../../formats/requirement.ts';
import { INSTALL_KEYWORDS, REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const misnamedPackage = defineRule({
  id: 'misnamed-package',
  kinds: REQUIREMENT_KINDS,
  triggers: [...MISNAMED_PACKAGES.keys()].flatMap((name) => [
    ...new Set([name, name.replaceAll('-', '_'), name.replaceAll('-', '.')]),
  ]),
  triggersOf: { python: INSTALL_KEYWORDS },
  on: { requirements: true },
  appliesTo: 'deployed',
  guarded: 'counts',
  severity: 'warning',
  fix: null,
  summary: 'A package that is not what its name says',
  why: 'Import names are not package names: such a name may belong to a dummy, an abandoned package or a stranger.',
  examplePath: 'requirements.txt',
  bad: 'sklearn==0.0\n',
  good: 'scikit-learn==1.7.2\n',

  *requirement(place, doc) {
    const misnamed = MISNAMED_PACKAGES.get(place.normalized);
    if (misnamed === undefined || NOT_CHOSEN.has(place.origin) || place.url !== null) return;
    if (misnamed.reason === 'standard-library' && isForOldPython(place)) return;
    if (doc.project.settings.allowedPackages.some((name) => normalizeName(name) === place.normalized)) return;
    yield { span: place.nameSpan, ...wordsOf(place.name, misnamed) };
  },
});

/** A lock and constraints also name what other packages require. */
const NOT_CHOSEN: ReadonlySet<string> = new Set(['lock', 'constraints']);

/** A backport is meant for a Python without the module. */
const isForOldPython = ({ marker }: RequirementPlace): boolean =>
  marker !== null && /python_(?:full_)?version\s*(?:<|==|in\b)|^\s*[<~^]/.test(marker);

function wordsOf(name: string, { reason, instead }: MisnamedPackage): { message: string; help: string } {
  const help = instead === null ? `leave ${name} out` : `require ${instead}`;
  switch (reason) {
    case 'wrong-name':
      return { message: `${name} is not the package you want: that one is called ${instead}`, help };
    case 'abandoned':
      return { message: `${name} is abandoned: it gets no fixes`, help: instead === null ? help : `use ${instead}` };
    case 'standard-library':
      return { message: `${name} comes with Python; the package of that name is an old copy that shadows it`, help };
  }
}
