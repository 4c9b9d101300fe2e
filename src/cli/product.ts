import packageJson from '../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;
/**
 * The project's home, and the one place in the sources that all links derive from. The page need not be there yet:
 * reports for programs (JSON, SARIF) name it, what a person reads points to `antivenom explain`.
 */
const HOMEPAGE: string = packageJson.homepage;

/** A rule's page: its heading in docs/rules.md. */
export function ruleUrl(id: string): string {
  return `${HOMEPAGE}/blob/main/docs/rules.md#${id}`;
}

export const INFORMATION_URL: string = HOMEPAGE;
