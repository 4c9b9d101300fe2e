/** The tables of all rules in all their variants. `npm test` runs one spelling of each name, and fewer checks of a row. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

process.env.ANTIVENOM_TEST_THOROUGH = '1';

const here = import.meta.dirname;
const tables = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.test.js'));
for (const path of tables.sort()) await import(pathToFileURL(join(here, path)).href);
