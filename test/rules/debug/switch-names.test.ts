import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDebugName } from '../../../src/rules/debug/shared/field-switches.ts';
import { isSwitchVariable } from '../../../src/rules/debug/shared/verdict.ts';

test('fields that switch debug are told from those that only mention it', () => {
  for (const name of ['DEBUG', 'debug', 'app_debug', 'DEBUG_MODE', 'is_debug', 'enable_debug']) {
    assert.ok(isDebugName(name), name);
  }
  for (const name of ['debug_level', 'debug_toolbar', 'log_debug', 'debugger', 'nodebug', 'mode']) {
    assert.ok(!isDebugName(name), name);
  }
});

test("the project's own variable switches debug; production and the name of an environment do not", () => {
  for (const name of ['DEBUG', 'DJANGO_DEBUG', 'MYAPPDEBUG', 'DEV', 'DEV_MODE', 'IS_LOCAL', 'FLASK_DBG']) {
    assert.ok(isSwitchVariable(name), name);
  }
  for (const name of ['PRODUCTION', 'ENV', 'APP_ENV', 'DYNO', 'NO_DEBUG', 'DEVICE', 'LOCALE', 'DELIVERY']) {
    assert.ok(!isSwitchVariable(name), name);
  }
});
