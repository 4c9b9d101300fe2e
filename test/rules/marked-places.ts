/**
 * A text in which «» mark places: the text without the marks, and the places in the notation of the tables. Marks may
 * nest.
 */
export function readMarks(marked: string): { readonly code: string; readonly at: readonly string[] } {
  const open: string[] = [];
  const found: [start: string, end: string][] = [];
  let code = '';
  let line = 1;
  let column = 1;
  for (const unit of marked) {
    if (unit === '«') {
      open.push(`${line}:${column}`);
    } else if (unit === '»') {
      const start = open.pop();
      if (start === undefined) throw new Error(`» without «: ${JSON.stringify(marked)}`);
      found.push([start, `${line}:${column}`]);
    } else {
      code += unit;
      [line, column] = unit === '\n' ? [line + 1, 1] : [line, column + unit.length];
    }
  }
  if (open.length > 0) throw new Error(`« without »: ${JSON.stringify(marked)}`);
  found.sort(([a], [b]) => comparePlaces(a, b));
  return { code, at: found.map(([start, end]) => `${start}-${end}`) };
}

function comparePlaces(a: string, b: string): number {
  const [lineA = 0, columnA = 0] = a.split(':').map(Number);
  const [lineB = 0, columnB = 0] = b.split(':').map(Number);
  return lineA - lineB || columnA - columnB;
}
