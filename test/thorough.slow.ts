/** The default tests that have more rows or runs than `npm test` takes, with all of them. Rules: rules/rows.slow.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

process.env.ANTIVENOM_TEST_THOROUGH = '1';

const here = import.meta.dirname;
for (const path of readdirSync(here, { recursive: true, encoding: 'utf8' }).sort()) {
  const file = join(here, path);
  if (path.endsWith('.test.js') && /\bIS_THOROUGH\b/.test(readFileSync(file, 'utf8'))) {
    await import(pathToFileURL(file).href);
  }
}
