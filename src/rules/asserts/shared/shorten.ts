/** A piece of source for a message: on one line, at most 60 characters. */
export function shorten(source: string): string {
  const line = source.replaceAll(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 57)}...`;
}
