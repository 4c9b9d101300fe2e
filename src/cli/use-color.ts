import type { COLORS } from './argv.ts';

/** NO_COLOR (https://no-color.org) and FORCE_COLOR apply if the command line does not say. */
export function useColor(
  asked: (typeof COLORS)[number],
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (asked !== 'auto') return asked === 'always';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined) return !/^(?:0|false)$/.test(env.FORCE_COLOR);
  return isTerminal && env.TERM !== 'dumb';
}
