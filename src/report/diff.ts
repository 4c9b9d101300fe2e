import { createTwoFilesPatch } from 'diff';
import type { Judged } from '../check.ts';
import { visible } from './visible.ts';

/** A unified diff of what --fix would do, as `git apply` takes it. */
export function renderDiff(before: Judged, after: Judged): string {
  const { path } = before.file;
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before.doc.text, after.doc.text, undefined, undefined, {
    context: 3,
  });
  const lines = patch.split('\n').filter((line) => !/^=+$/.test(line));
  return lines.map((line) => visibleButTabs(line)).join('\n');
}

function visibleButTabs(line: string): string {
  return line.split('\t').map(visible).join('\t');
}
