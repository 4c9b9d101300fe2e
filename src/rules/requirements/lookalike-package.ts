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
  details: `Only where the change adds the name, and the name is close to one of the 1,000 most downloaded packages (letters swapped,
doubled, changed, left out or added, digits for letters, a hyphen left out, \`python\` or \`-py\` added), not among the
15,000 most downloaded itself, not in the configuration's \`allowed-packages\` and not required before the change. An
error with the list that \`antivenom advisories update\` downloads. With the list that comes with antivenom it is a
warning, and only for confusions that are known to happen. Fewer than one in a thousand real packages outside the list
is reported (bench/advisories).`,
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
        message: `${place.name} looks like ${found.target} (${found.slip}), one of the most popular packages: malicious packages are spread under such names`,
        help: `write ${found.target} if that is what you mean; if you trust a package of this name, add it to allowed-packages`,
      };
    }
  },
});

/** What the configuration allows and what the file required before the change. */
function knownBefore(doc: Document): ReadonlySet<string> {
  const before = doc.base === null ? [] : requirementsIn(doc.base).map(({ normalized }) => normalized);
  return new Set([...doc.project.settings.allowedPackages.map(normalizeName), ...before]);
}
