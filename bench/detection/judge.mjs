import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commitAll, stageAll } from '../corpus/repository.mjs';

/** The day to judge by. */
const DAY = '2026-11-23';

/**
 * The findings of a bundle in files that were just staged.
 * @param {string} cli
 * @param {Record<string, string | Buffer>} files path to text
 * @param {Record<string, string>} base what is committed before that
 * @returns {{ rule: string, severity: string, path: string, line: number, endLine: number, message: string }[]}
 */
export function judge(cli, files, base = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'antivenom-suite-'));
  try {
    writeAll(folder, base);
    commitAll(folder);
    writeAll(folder, files);
    stageAll(folder);
    const args = [cli, '--format', 'json', '--no-cache', '--no-config', '--as-of', DAY];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (!stdout.startsWith('{')) throw new Error(`${cli}: ${stderr}`);
    return JSON.parse(stdout).findings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes files below a folder. */
export function writeAll(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
