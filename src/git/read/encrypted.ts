/**
 * How files begin that a tool stores encrypted in git, and what follows. Git has nothing else of them, so they cannot be
 * judged.
 */
const FORMS: readonly (readonly [tool: string, beginning: string, rest?: RegExp])[] = [
  // https://github.com/AGWA/git-crypt (2026-11)
  ['git-crypt', '\0GITCRYPT\0'],
  // https://github.com/C2SP/C2SP/blob/main/age.md (2026-11); git-agecrypt stores these.
  ['age', 'age-encryption.org/v', /^\d+\n/],
  ['age', '-----BEGIN AGE ENCRYPTED FILE-----', /^\r?\n/],
  // openssl-enc(1); transcrypt stores it in base64: https://github.com/elasticdog/transcrypt (2026-11)
  ['OpenSSL', 'Salted__'],
  ['OpenSSL (transcrypt)', 'U2FsdGVkX1', /^[\w+/]/],
  // RFC 9580, 6.2
  ['OpenPGP', '-----BEGIN PGP MESSAGE-----', /^\r?\n/],
  // https://github.com/uw-labs/strongbox (2026-11)
  ['strongbox', '# STRONGBOX ENCRYPTED RESOURCE'],
  ['Vim', 'VimCrypt~', /^\d\d!/],
];

/** The tool that encrypted these bytes; null if no known tool did. */
export function encryptedBy(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, 64);
  const found = FORMS.find(
    ([, beginning, rest]) => start.startsWith(beginning) && (rest?.test(start.slice(beginning.length)) ?? true),
  );
  return found?.[0] ?? null;
}
