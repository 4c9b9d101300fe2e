/**
 * The section of CHANGELOG.md about a version, without its heading (`## 1.2.3 (2026-12-01)`).
 * @throws Error if there is none, or it has no date or is empty
 */
export function changelogEntry(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`${version} `) || text.startsWith(`${version}\n`));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## ${version} (DATE)"`);
  const end = section.indexOf('\n');
  const heading = section.slice(0, end === -1 ? undefined : end);
  if (!/ \(\d{4}-\d{2}-\d{2}\)$/.test(heading)) {
    throw new Error(`CHANGELOG.md has no date for ${version}: write "## ${version} (YYYY-MM-DD)"`);
  }
  const entry = end === -1 ? '' : section.slice(end).trim();
  if (entry === '') throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return `${entry}\n`;
}
