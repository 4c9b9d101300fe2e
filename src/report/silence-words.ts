import type { Silence } from '../engine/silence.ts';
import { visible } from './visible.ts';

/** How to silence a finding, in words that name the line. */
export function silenceWords(silence: Silence, configFile: string): string {
  switch (silence.where) {
    case 'end':
      return `end line ${silence.line} with  ${silence.text}`;
    case 'above':
      return `put  ${silence.text}  alone above line ${silence.line}`;
    case 'config':
      return `put  ${visible(silence.text)}  ${configFile}`;
  }
}
