import type { Painter } from '../cli/colors.ts';
import { visible } from './visible.ts';
import { wrap } from './wrap.ts';

/**
 * A rule's page for a terminal: headings, wrapped paragraphs and lists, indented code. It only supports the Markdown
 * that the pages use.
 */
export function markdownText(page: string, width: number, paint: Painter): string {
  const blocks: string[] = [];
  for (const part of splitBlocks(page)) blocks.push(renderBlock(part, width, paint).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

/** Splits at empty lines, except in fences. */
function splitBlocks(page: string): string[] {
  const blocks: string[] = [];
  let open: string[] = [];
  let fenced = false;
  const close = (): void => {
    if (open.length > 0) blocks.push(open.join('\n'));
    open = [];
  };
  for (const line of page.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced;
    if (line.trim() === '' && !fenced) close();
    else open.push(line);
  }
  close();
  return blocks;
}

function renderBlock(block: string, width: number, paint: Painter): string[] {
  if (block.startsWith('```')) {
    const code = block.split('\n').slice(1, -1);
    return code.map((line) => paint.dim(`    ${visible(line)}`).trimEnd());
  }
  const heading = /^#+ (.*)/.exec(block);
  if (heading !== null) return [paint.bold(heading[1] as string)];
  if (block.startsWith('|')) return tableRows(block, paint);
  return paragraphs(block).flatMap((text) => {
    const bullet = /^[-*] /.test(text) ? 2 : 0;
    const lines = wrap(plain(text), width - bullet);
    return lines.map((line, index) => inline(index === 0 ? line : ' '.repeat(bullet) + line, paint));
  });
}

/** Lines that belong together. A list item, and each reference line, is a paragraph of its own. */
function paragraphs(block: string): string[] {
  const found: string[] = [];
  for (const line of block.split('\n')) {
    const begins = /^(?:[-*] |Weakness: |In other tools: |Read more: )/.test(line);
    if (begins || found.length === 0) found.push(line);
    else found.push(`${found.pop()} ${line.trim()}`);
  }
  return found;
}

function tableRows(block: string, paint: Painter): string[] {
  const rows = block
    .split('\n')
    .filter((line) => !/^\|[-| :]+\|$/.test(line))
    .map((line) => line.replace(/^\||\|$/g, '').split('|'))
    .map((cells) => cells.map((cell) => plain(cell.trim())));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    inline(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
      paint,
    ),
  );
}

/** Replaces links by their text, or by their address if that is the text. */
function plain(text: string): string {
  return visible(text)
    .replace(/\[([^\][]+)\]\([^()]+\)/g, '$1')
    .replace(/<(https?:[^<>]+)>/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1');
}

/** Colours code; without colours, it keeps its backticks. */
function inline(text: string, paint: Painter): string {
  return paint.isColorSupported ? text.replace(/`([^`]+)`/g, (_, code: string) => paint.cyan(code)) : text;
}
