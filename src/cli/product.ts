import packageJson from '../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;
const HOMEPAGE: string = packageJson.homepage;

/** A rule's page: its heading in docs/rules.md. */
export function ruleUrl(id: string): string {
  return `${HOMEPAGE}/blob/main/docs/rules.md#${id}`;
}

export const INFORMATION_URL: string = HOMEPAGE;
