import packageJson from '../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;
/**
 * The project's home page, from which all links in the sources derive. The page need not exist yet: reports for
 * programs (JSON, SARIF) link to it, texts for people point to `antivenom explain`.
 */
const HOMEPAGE: string = packageJson.homepage;

/** A rule's page: its heading in docs/rules.md. */
export function ruleUrl(id: string): string {
  return `${HOMEPAGE}/blob/main/docs/rules.md#${id}`;
}

export const INFORMATION_URL: string = HOMEPAGE;
