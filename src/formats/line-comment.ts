/** A line up to a comment, that is, up to one of the marks at its start or after white space. */
export function beforeComment(line: string, marks = '#'): string {
  const mark = marks === '#' ? /#/g : /[#;]/g;
  for (const { index } of line.matchAll(mark)) {
    if (index === 0) return '';
    if (/\s/.test(line.charAt(index - 1))) return line.slice(0, index - 1);
  }
  return line;
}
