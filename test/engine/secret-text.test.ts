import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../../src/engine/kind.ts';
import { secretsInLine } from '../../src/engine/secret-text.ts';

/** The secret is marked. */
const LINES: readonly (readonly [Kind, string])[] = [
  ['dotenv', 'DB_PASSWORD=«a b c»'],
  ['dotenv', 'export API_TOKEN="«x y»" # why'],
  ['dotenv', 'DB_PASSWORD=${OTHER}'],
  ['dotenv', 'PASSWORD_HASHERS=argon2'],
  ['dotenv', 'TOKEN_URL=https://x.example/token'],
  ['dotenv', 'DATABASE_URL=postgres://u:«p4ss»@db/x'],
  ['dotenv', 'STRIPE_KEY=«abcdef1234567890»'],
  ['dotenv', 'CACHE_KEY=users'],
  ['dotenv', 'GH=«ghp_abcdefghijklmnopqrstuvwxyz0123456789»'],
  ['python', 'password = os.environ["DB_PASSWORD"]'],
  ['python', 'password = "«hunter2»"'],
  ['python', "f(user, token=b'«abc»', debug=True)"],
  ['python', 'x = get("DB_PASSWORD", "«fallback»")'],
  ['python', 'secret: str | None = "«abc»"'],
  ['python', 'if password == "«abc»":'],
  ['python', 'print("enter your password: please")'],
  ['yaml', 'clientSecret: «abc def»'],
  ['yaml', '  password: {{ vault }}'],
  ['json', '{"api-key": "«abc»", "debug": true, "pwd":"«x\\"y»"}'],
  ['dockerfile', 'ENV DB_PASS «abc»'],
  ['text', 'mysql --password «abc» -h db'],
  ['text', 'curl -H "Authorization: «Bearer abc»"'],
];

for (const [kind, marked] of LINES) {
  test(`secrets in a line of ${kind}: ${marked}`, () => {
    const line = marked.replaceAll(/[«»]/g, '');
    const found = secretsInLine(line, kind).toSorted((a, b) => b.start - a.start);
    const shown = found.reduce(
      (text, { start, end }) => `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`,
      line,
    );
    assert.equal(shown, marked);
  });
}
