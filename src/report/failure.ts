import type { UserError } from '../cli/errors.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import { visible } from './visible.ts';

/** Says what went wrong and returns the exit status. */
export function reportFailure(error: unknown, io: Pick<Io, 'stderr'>): number {
  const say = (text: string): void => io.stderr(`antivenom: ${visible(text.replaceAll('\n', ' '))}\n`);
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  // By name: each chunk of the bundle has its own classes.
  switch (name) {
    case 'UserError': {
      const { hint } = error as UserError;
      say(`${message}${hint === '' ? '' : ` (${hint})`}; nothing was checked`);
      return EXIT.usage;
    }
    case 'OutputError':
      say(message);
      return EXIT.failed;
    case 'GitError':
      say(`${message}; not everything was checked`);
      return EXIT.failed;
    default: {
      const stack = error instanceof Error ? error.stack : undefined;
      io.stderr(`antivenom: this is a bug, please report it; not everything was checked\n${stack ?? message}\n`);
      return EXIT.failed;
    }
  }
}
