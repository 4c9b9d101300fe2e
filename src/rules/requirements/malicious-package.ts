import type { MaliciousPackage } from '../../advisories/package-facts.ts';
import type { RequirementPlace } from '../../declared/requirement-place.ts';
import { defineRule } from '../../engine/rule.ts';
import {
  atMostWarning,
  INSTALL_TRIGGERS,
  packageRequirements,
  REQUIREMENT_TRIGGERS,
} from './shared/package-requirements.ts';
import { REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const maliciousPackage = defineRule({
  id: 'malicious-package',
  kinds: REQUIREMENT_KINDS,
  triggers: INSTALL_TRIGGERS,
  triggersOf: REQUIREMENT_TRIGGERS,
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'A package that is known to be malicious',
  why: "Installing it runs an attacker's code with the rights and the secrets of the person who installs it.",
  details: `Names and versions of packages that were found to be malicious (OSV's MAL records, and a list of names that
comes with antivenom), in files for tests and development as well. Where only some versions are malicious, a pin is
compared with them; a range that allows one of them among others is a warning, except for popular packages, whose
bad releases have been taken down. A line that the change did not touch is a warning at most.`,
  examplePath: 'requirements.txt',
  bad: 'colourama==0.1.6\n',
  good: 'colorama==0.4.6\n',

  *check(doc) {
    const facts = doc.project.packages;
    for (const { place, wanted, isOld } of packageRequirements(doc)) {
      const found = facts().malicious(wanted);
      if (found === null) continue;
      yield {
        span: place.nameSpan,
        severity: isOld || found.extent === 'some' ? atMostWarning('error') : 'error',
        message: messageOf(place, found),
        help: `remove ${place.name}; where it was installed, treat every password and key on that machine as stolen`,
      };
    }
  },
});

function messageOf(place: RequirementPlace, { malware, extent }: MaliciousPackage): string {
  const ids = malware.map(({ id }) => id).filter((id) => id !== '');
  const known = ids.length === 0 ? '' : ` (${ids.join(', ')})`;
  if (extent === 'some') {
    const versions = malware.flatMap((one) => one.versions).slice(0, 5);
    const which = versions.length === 0 ? 'versions' : `version ${versions.join(', ')}`;
    return `${place.name} allows ${which} that are known to be malicious${known}: installing one runs an attacker's code`;
  }
  // If an honest project was hijacked, only certain versions are malicious.
  const isRelease =
    place.version !== null && malware.every(({ intervals }) => intervals.every(({ from }) => from !== null));
  const subject = isRelease && known !== '' ? `${place.name} ${place.version}` : place.name;
  return `${subject} is known to be malicious${known}: installing it runs an attacker's code`;
}
