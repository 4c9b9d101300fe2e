import { isFixture } from '../../declared/fixtures.ts';
import { withoutCredentials } from '../../declared/index-url.ts';
import { maskedSecrets } from '../../declared/url-credentials.ts';
import { defineRule } from '../../engine/rule.ts';

export const missingHash = defineRule({
  id: 'missing-hash',
  kinds: ['requirements'],
  triggers: ['hash'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'A requirement without a hash beside others that have one',
  why: "One hash switches on pip's hash-checking mode for the whole file: pip then refuses to install a line without one.",
  details: 'See <https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode>.',
  examplePath: 'requirements.txt',
  bad: `a==1.0 --hash=sha256:${'0'.repeat(64)}\nb==1.0\n`,
  good: `a==1.0 --hash=sha256:${'0'.repeat(64)}\nb==1.0 --hash=sha256:${'1'.repeat(64)}\n`,

  *check({ path, text, requirements: { lines } }) {
    const isHashed = ({ options }: (typeof lines)[number]) => options.some(({ name }) => name === '--hash');
    const required = lines.some(
      (line) =>
        line.options.some(({ name }) => name === '--require-hashes') || (line.requirement !== null && isHashed(line)),
    );
    if (!required) return;
    for (const line of lines) {
      const { requirement } = line;
      if (requirement === null || requirement.problem !== null || isHashed(line)) continue;
      // A URL may contain its hash.
      if (requirement.url !== null && /[#&](?:sha(?:256|384|512)|md5|sha1|sha224)=/.test(requirement.url)) continue;
      const name = requirement.name ?? withoutCredentials(requirement.url ?? 'this requirement');
      yield {
        span: { start: requirement.start, end: requirement.end },
        ...maskedSecrets(text, requirement),
        ...(isFixture(path) ? { severity: 'warning' } : {}),
        message: line.editable
          ? `${name} is editable and so has no hash: pip refuses the whole file because other lines have one`
          : `${name} has no hash: pip refuses the whole file because other lines have one`,
        help: 'generate the file with hashes for all lines: pip-compile --generate-hashes, or uv pip compile --generate-hashes',
      };
    }
  },
});
