import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { program } from '../git/program.ts';
import { cleanEnvironment } from '../git/repository.ts';
import { runMain } from '../run-main.ts';
import { serve } from './server.ts';
import { exportOf, recordOf } from './zip.ts';

const EXPORT = exportOf([recordOf({ id: 'PYSEC-2026-1', name: 'a', events: [{ introduced: '0' }] })]);

interface Place {
  readonly root: string;
  readonly env: Record<string, string>;
}

function placeOf(t: TestContext): Place {
  const root = mkdtempSync(join(tmpdir(), 'antivenom-command-'));
  t.after(() => rmSync(root, { recursive: true }));
  return { root, env: { XDG_CACHE_HOME: join(root, 'cache') } };
}

test('status shows date, counts and size, before and after an update, as text and JSON', async (t) => {
  const place = placeOf(t);
  const before = await runMain(place, ['advisories', 'status']);
  assert.equal(before.status, 0);
  assert.match(
    before.stdout,
    /^advisories +2024-10-10: \d{3,} vulnerabilities of \d+ packages, \d{4,} malicious packages, 774 days old, built in$/m,
  );
  assert.match(before.stdout, /^names +2026-04-01: the 15000 most popular$/m);
  assert.match(before.stdout, /advisories update$/m);
  const url = await serve(t, (_, response) => response.end(EXPORT));
  const update = await runMain(place, ['advisories', 'update', '--url', `${url}all.zip`]);
  assert.deepEqual([update.status, update.stderr], [0, '']);
  assert.match(update.stdout, /^updated: 2026-11-20: 1 vulnerabilities of 1 packages/);
  const after = JSON.parse((await runMain(place, ['advisories', 'status', '--format', 'json'])).stdout);
  assert.equal(after.builtIn, false);
  assert.equal(after.age, 3);
  assert.equal(after.bytes, readFileSync(after.file).length);
});

test('a failed update says why and what is in use, and exits with 3', async (t) => {
  const place = placeOf(t);
  const url = await serve(t, (_, response) => response.writeHead(404).end());
  const { status, stdout, stderr } = await runMain(place, [
    'advisories',
    'update',
    '--url',
    url.replace('//', '//user:secret@'),
  ]);
  assert.deepEqual([status, stdout], [3, '']);
  assert.match(
    stderr,
    /^antivenom: nothing was updated: http:\/\/127\.0\.0\.1:\d+\/ could not be fetched: the server answers 404 Not Found; the advisories of 2024-10-10 stay in force\n$/,
  );
});

test('a damaged index is reported, and the built-in one is used', async (t) => {
  const place = placeOf(t);
  const url = await serve(t, (_, response) => response.end(EXPORT));
  await runMain(place, ['advisories', 'update', '--url', url]);
  const file = join(place.env.XDG_CACHE_HOME as string, 'antivenom', 'advisories.idx');
  writeFileSync(file, readFileSync(file).subarray(0, 500));
  const { status, stdout, stderr } = await runMain(place, ['advisories', 'status']);
  assert.equal(status, 0);
  assert.match(stdout, /built in/);
  assert.match(stderr, /advisories\.idx is damaged; what is built in is in force/);
});

test('anything but a command or an address is a usage error', async (t) => {
  const place = placeOf(t);
  for (const [argv, words] of [
    [['advisories', 'updat'], /did you mean update/],
    [['advisories', 'update', '--url', 'banana'], /not an https, http or file address/],
    [['advisories', 'update', '--names-url', 'ftp://u:p@example.org/x'], /--names-url ftp:\/\/example\.org\/x is not/],
    [['advisories', 'status', '--format', 'sarif'], /text and json/],
    [['advisories'], /usage/],
  ] as const) {
    const { status, stderr } = await runMain(place, argv);
    assert.equal(status, 2, argv.join(' '));
    assert.match(stderr, words);
  }
  assert.equal(
    (await runMain({ root: place.root, env: {} }, ['advisories', 'update'])).status,
    2,
    'no folder for caches',
  );
});

async function run(
  { root, env }: Place,
  args: readonly string[],
  more: Record<string, string>,
): Promise<{ status: number; output: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...withoutProxies(cleanEnvironment(root)), ...env, ...more },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [status] = await once(child, 'close');
  return { status, output };
}

const withoutProxies = (env: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$|^NODE_EXTRA_CA_CERTS$/i.test(name)));

test('an http address is fetched through the proxy unless NO_PROXY names its host', async (t) => {
  const place = placeOf(t);
  const asked: (string | undefined)[] = [];
  const proxy = await serve(t, ({ url }, response) => {
    asked.push(url);
    response.end(EXPORT);
  });
  const url = 'http://mirror.invalid/all.zip';
  const { status, output } = await run(place, ['advisories', 'update', '--url', url], { HTTP_PROXY: proxy });
  assert.equal(status, 0, output);
  assert.deepEqual(asked, [url]);
  const direct = await serve(t, (_, response) => response.end(EXPORT));
  const passed = await run(place, ['advisories', 'update', '--url', direct], {
    HTTP_PROXY: proxy,
    NO_PROXY: '127.0.0.1',
  });
  assert.equal(passed.status, 0, passed.output);
  assert.equal(asked.length, 1);
});

test("an https address is fetched through a proxy tunnel, with the company's certificate authority", async (t) => {
  const place = placeOf(t);
  const [key, cert] = [join(place.root, 'key.pem'), join(place.root, 'cert.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=mirror.invalid'],
    ...['-addext', 'subjectAltName=DNS:mirror.invalid', '-keyout', key, '-out', cert],
  ]);
  if (made.status !== 0) return t.skip('openssl is not installed');
  const mirror = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
    response.end(EXPORT),
  );
  mirror.listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  const tunnels: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on('connect', ({ url }, socket) => {
    tunnels.push(url);
    const onward = connect((mirror.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) one.on('error', () => {});
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  t.after(() => {
    mirror.closeAllConnections();
    for (const server of [mirror, proxy]) server.close();
  });
  const env = { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  const args = ['advisories', 'update', '--url', 'https://mirror.invalid/all.zip'];
  const trusted = await run(place, args, { ...env, NODE_EXTRA_CA_CERTS: cert });
  assert.equal(trusted.status, 0, trusted.output);
  assert.deepEqual([...new Set(tunnels)], ['mirror.invalid:443']);
  const untrusted = await run(place, args, env);
  assert.equal(untrusted.status, 3);
  assert.match(untrusted.output, /self-signed certificate.*NODE_EXTRA_CA_CERTS/);
});
