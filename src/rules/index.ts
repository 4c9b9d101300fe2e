import type { AnyRule } from '../rule.ts';
import { optimizedAsserts } from './asserts/optimized-asserts.ts';
import { debugInConfig } from './debug/debug-in-config.ts';
import { debugServerCommand } from './debug/debug-server-command.ts';
import { devSettingsInProduction } from './debug/dev-settings-in-production.ts';
import { pythonDevMode } from './debug/python-dev-mode.ts';

/** Every rule, in the order of the catalogue. */
export const rules: readonly AnyRule[] = [
  debugInConfig,
  debugServerCommand,
  pythonDevMode,
  devSettingsInProduction,
  optimizedAsserts,
];
