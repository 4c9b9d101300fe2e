import { MISNAMED_PACKAGES } from '../../data/misnamed-packages.ts';
import { requirementsIn } from '../../declared/requirements.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import { normalizeName } from '../../formats/requirement.ts';
import { INSTALL_TRIGGERS, packageRequirements, REQUIREMENT_TRIGGERS } from './shared/package-requirements.ts';
import { REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const lookalikePackage = defineRule({
  id: 'lookalike-package',
  kinds: REQUIREMENT_KINDS,
  triggers: INSTALL_TRIGGERS,
  triggersOf: REQUIREMENT_TRIGGERS,
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'A package whose name looks like a popular one',
  why: 'Malicious packages are spread under names that people mistype or misread.',
  details: `Only where the change adds the name: close to one of the 1 000 most downloaded packages (letters swapped,
doubled, changed, left out or added, digits for letters, a hyphen left out, \`python\` or \`-py\` added), not among the
15 000 most downloaded itself, not in the configuration's \`allowed-packages\` and not required before the change. An
error by the list that \`antivenom advisories update\` fetched; a warning, and only for confusions that are known from
practice, by the list that comes with antivenom. Of real packages outside the list fewer than one in a thousand is
called a look-alike (bench/advisories).`,
  examplePath: 'requirements.txt',
  bad: 'reqeusts==2.32.5\n',
  good: 'requests==2.32.5\n',

  *check(doc) {
    const facts = doc.project.packages;
    const known = knownBefore(doc);
    for (const { place, wanted, isOld } of packageRequirements(doc)) {
      if (isOld || known.has(wanted.name) || MISNAMED_PACKAGES.has(wanted.name)) continue;
      const found = facts().lookAlike(wanted.name);
      const { isBuiltIn } = facts().state;
      if (found === null || (isBuiltIn && !found.isConfusion) || facts().malicious(wanted) !== null) continue;
      yield {
        span: place.nameSpan,
        severity: isBuiltIn ? 'warning' : 'error',
        message: `${place.name} looks like ${found.target} (${found.slip}), which is one of the most popular packages: malicious ones are spread under such names`,
        help: `write ${found.target} if that is what you mean; a package of this name that you trust goes into allowed-packages`,
      };
    }
  },
});

/** What the configuration allows and what the file required before the change. */
function knownBefore(doc: Document): ReadonlySet<string> {
  const before = doc.base === null ? [] : requirementsIn(doc.base).map(({ normalized }) => normalized);
  return new Set([...doc.project.settings.allowedPackages.map(normalizeName), ...before]);
}
