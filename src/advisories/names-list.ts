import { normalizeName } from '../formats/requirement.ts';

/** How many names a list may contain. */
const MAX_NAMES = 1_000_000;

/**
 * Reads a list of popular names, most popular first: one name per line, or the JSON of top-pypi-packages
 * (https://hugovk.github.io/top-pypi-packages/). Null for anything else.
 */
export function readNamesList(
  text: string,
): { readonly names: readonly string[]; readonly date: string | null } | null {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return fromJson(trimmed);
  const lines = trimmed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return namesOf(lines, null);
}

function fromJson(text: string): ReturnType<typeof readNamesList> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const rows = Array.isArray(value) ? value : (value as { rows?: unknown }).rows;
  if (!Array.isArray(rows)) return null;
  const date = (value as { last_update?: unknown }).last_update;
  const names = rows.map((row: unknown) =>
    typeof row === 'object' && row !== null ? ((row as { project?: unknown }).project ?? null) : row,
  );
  return namesOf(names, typeof date === 'string' && /^\d{4}-\d\d-\d\d/.test(date) ? date.slice(0, 10) : null);
}

function namesOf(values: readonly unknown[], date: string | null): ReturnType<typeof readNamesList> {
  if (values.length === 0 || values.length > MAX_NAMES) return null;
  const names = new Set<string>();
  for (const value of values) {
    // If one line is not a name, this is not such a list (but a proxy's error page, say).
    if (typeof value !== 'string' || !/^[A-Za-z0-9](?:[\w.-]{0,200})$/.test(value)) return null;
    names.add(normalizeName(value));
  }
  return { names: [...names], date };
}
