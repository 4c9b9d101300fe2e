import type { AnyRule } from '../rule.ts';
import { debugInConfig } from './debug/debug-in-config.ts';
import { debugServerCommand } from './debug/debug-server-command.ts';

/** Every rule, in the order of the catalogue. */
export const rules: readonly AnyRule[] = [debugInConfig, debugServerCommand];
