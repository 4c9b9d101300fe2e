import { judgeFile } from '../virtual-files.ts';

/** Judges a text as the only staged file and renders the report. Returns the number of findings. */
export async function judgeText(path: string, text: string): Promise<number> {
  const { judged } = await judgeFile(path, text);
  const findings = judged.result.placed.map(({ finding }) => finding);
  for (const { error } of judged.result.failures) throw error;
  return findings.length;
}
