import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HooksFolder } from './folder.ts';
import { textOf, writeExecutable } from './hook-file.ts';
import { BLOCK_END, BLOCK_START, HOOK_MARK, huskyBlock, type Program, runScript } from './script.ts';

/** Puts our lines into the file that husky runs and a team edits. */
export function installHusky(
  shown: (file: string) => string,
  file: string,
  folder: HooksFolder,
  program: Program,
): string[] {
  const script = localScript(folder);
  mkdirSync(join(folder.commonDir, 'antivenom'), { recursive: true });
  writeExecutable(script, `#!/bin/sh\n${HOOK_MARK}\n${runScript(program)}`);
  const text = textOf(file) ?? '';
  const before = withoutBlock(text);
  // After a line that leaves the script, our lines would never run.
  const leaves = /^[ \t]*(exec|exit)\b/m.test(before);
  const glue = before === '' || before.endsWith('\n') ? '' : '\n';
  const after = leaves ? afterShebang(before, huskyBlock) : `${before}${glue}${huskyBlock}`;
  writeExecutable(file, after);
  const verb = after === text ? 'are in place already' : 'were written';
  return [
    `husky is in use: the lines that run antivenom in ${shown(file)} ${verb}`,
    `this machine's paths stand in ${shown(script)}; others need antivenom in devDependencies or on PATH`,
  ];
}

export function uninstallHusky(shown: (file: string) => string, file: string, folder: HooksFolder): string[] {
  rmSync(localScript(folder), { force: true });
  const text = textOf(file);
  if (text === null || !text.includes(BLOCK_START)) return ['there is no hook of antivenom here; nothing was changed'];
  const rest = withoutBlock(text);
  if (rest.trim() === '') rmSync(file);
  else writeFileSync(file, rest);
  return [`the lines that run antivenom were removed from ${shown(file)}`];
}

/** What our lines in husky's file run: this machine's paths, in the git directory. */
export const localScript = (folder: HooksFolder): string => join(folder.commonDir, 'antivenom', 'pre-commit');

function withoutBlock(text: string): string {
  const start = text.indexOf(BLOCK_START);
  const end = text.indexOf(BLOCK_END, start);
  if (start === -1 || end === -1) return text;
  return text.slice(0, start) + text.slice(end + BLOCK_END.length).replace(/^\r?\n/, '');
}

function afterShebang(text: string, block: string): string {
  const end = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  return text.slice(0, end) + block + text.slice(end);
}
