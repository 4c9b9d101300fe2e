/** @param how such as `by ignore-file in shop/views.py` */
export function silenceWords(findings: number, how: string, isObeyed: boolean): string {
  const what = findings === 1 ? '1 finding' : `${findings} findings`;
  const rest = isObeyed ? '' : `; in a range ${findings === 1 ? 'it counts' : 'they count'} all the same`;
  return `this change silences ${what} ${how}${rest}`;
}
