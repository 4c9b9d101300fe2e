import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openAdvisories } from '../../src/advisories/cache-folder.ts';
import type { DownloadLimits } from '../../src/advisories/download.ts';
import { ZIP_LIMITS, type ZipLimits } from '../../src/advisories/read-zip.ts';
import { UpdateError, type UpdateResult, updateIndex } from '../../src/advisories/update.ts';
import { serve } from './server.ts';
import { exportOf, recordOf, zipOf } from './zip.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', '..', 'data', 'advisories.idx');
const DOWNLOAD: DownloadLimits = { bytes: 1_000_000, idle: 300, duration: 5000, attempts: 3, pause: 1, redirects: 3 };

const RECORDS = [
  recordOf({ id: 'PYSEC-2026-1', name: 'Flask_Thing', events: [{ introduced: '0' }, { fixed: '2.0' }] }),
  recordOf({ id: 'MAL-2026-1', name: 'evil-thing', events: [{ introduced: '0' }] }),
];
const EXPORT = exportOf(RECORDS);

interface Place {
  readonly folder: string;
  readonly env: { readonly XDG_CACHE_HOME: string };
}

function placeOf(t: TestContext): Place {
  const cache = mkdtempSync(join(tmpdir(), 'antivenom-update-'));
  t.after(() => rmSync(cache, { recursive: true }));
  return { folder: join(cache, 'antivenom'), env: { XDG_CACHE_HOME: cache } };
}

function update(
  place: Place,
  url: string | null,
  namesUrl: string | null = null,
  limits: { readonly download?: Partial<DownloadLimits>; readonly zip?: Partial<ZipLimits> } = {},
): Promise<UpdateResult> {
  return updateIndex({
    ...place,
    builtIn: BUILT_IN,
    url: url === null ? null : new URL(url),
    namesUrl: namesUrl === null ? null : new URL(namesUrl),
    today: '2026-11-25',
    progress: () => () => {},
    limits: { download: { ...DOWNLOAD, ...limits.download }, zip: { ...ZIP_LIMITS, ...limits.zip } },
  });
}

/** What the current index knows. */
function known({ env }: Place): {
  readonly builtIn: boolean;
  readonly date: string;
  readonly flask: string | null;
  readonly evil: boolean;
  readonly popular: boolean;
} {
  const { index, isBuiltIn } = openAdvisories(env, BUILT_IN);
  const result = {
    builtIn: isBuiltIn,
    date: index.header.advisories.date,
    flask: index.entry('flask-thing')?.vulnerabilities[0]?.id ?? null,
    evil: (index.entry('evil-thing')?.malware.length ?? 0) > 0,
    popular: index.isPopular('requests'),
  };
  index.close();
  return result;
}

const FRESH = { builtIn: false, date: '2026-11-20', flask: 'PYSEC-2026-1', evil: true, popular: true };

/** Files that an update left beside the index. */
const leftovers = ({ folder }: Place): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'advisories.idx') : [];

test('an export becomes the index, and nothing else is left behind', async (t) => {
  const place = placeOf(t);
  const url = await serve(t, (_, response) => response.end(EXPORT));
  const { header } = await update(place, `${url}all.zip`);
  assert.deepEqual(
    [header.advisories.packages, header.advisories.vulnerabilities, header.advisories.malicious],
    [2, 1, 1],
  );
  assert.equal(header.malicious, null, 'records take the place of the list of names');
  assert.deepEqual(known(place), FRESH);
  assert.deepEqual(leftovers(place), []);
});

test('the server’s date of the file becomes the date of the data, unless it is in the future', async (t) => {
  const place = placeOf(t);
  const dates = ['Tue, 24 Nov 2026 08:00:00 GMT', 'Tue, 24 Nov 2099 08:00:00 GMT'];
  const url = await serve(t, (_, response) => response.setHeader('last-modified', dates.shift() ?? '').end(EXPORT));
  assert.equal((await update(place, url)).header.advisories.date, '2026-11-24');
  assert.equal((await update(place, url)).header.advisories.date, '2026-11-25');
});

test('an export without records of malicious packages keeps the list of their names', async (t) => {
  const place = placeOf(t);
  const url = await serve(t, (_, response) => response.end(exportOf(RECORDS.slice(0, 1))));
  await update(place, url);
  const { index } = openAdvisories(place.env, BUILT_IN);
  assert.ok(index.isListedMalicious('colourama'));
  index.close();
});

test('only what has an address is fetched', async (t) => {
  const place = placeOf(t);
  const asked: (string | undefined)[] = [];
  const url = await serve(t, ({ url: path }, response) => {
    asked.push(path);
    response.end(
      path === '/all.zip' ? EXPORT : '{"last_update":"2026-11-01 00:00:00","rows":[{"project":"Only_One"}]}',
    );
  });
  await update(place, null, `${url}names.json`);
  assert.deepEqual(asked, ['/names.json']);
  const { index } = openAdvisories(place.env, BUILT_IN);
  assert.deepEqual(
    [index.isPopular('only-one'), index.isPopular('requests'), index.header.popular.date],
    [true, false, '2026-11-01'],
  );
  assert.ok((index.entry('django')?.vulnerabilities.length ?? 0) > 0, 'the advisories are those that were in force');
  index.close();
  await update(place, `${url}all.zip`);
  assert.deepEqual({ ...known(place), popular: false }, { ...FRESH, popular: false });
});

test('a list of names that fails is a warning; if nothing else was requested, a failure', async (t) => {
  const place = placeOf(t);
  const url = await serve(t, ({ url: path }, response) => {
    if (path === '/all.zip') response.end(EXPORT);
    else response.end('<html>please log in</html>');
  });
  const { warnings } = await update(place, `${url}all.zip`, `${url}names`);
  assert.match(warnings.join(), /popular names is the old one: .* is not a list of package names/);
  assert.deepEqual(known(place), FRESH);
  await assert.rejects(update(place, null, `${url}names`), UpdateError);
});

test('a lost connection is resumed, by the same run and by the next', async (t) => {
  const place = placeOf(t);
  const ranges: (string | undefined)[] = [];
  let loses = 3;
  const url = await serve(t, ({ headers }, response) => {
    ranges.push(headers.range);
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    assert.equal(headers['if-range'], from === 0 ? undefined : '"v1"');
    response.writeHead(from === 0 ? 200 : 206, {
      etag: '"v1"',
      'content-length': EXPORT.length - from,
      ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${EXPORT.length - 1}/${EXPORT.length}` }),
    });
    loses -= 1;
    if (loses < 0) response.end(EXPORT.subarray(from));
    else response.write(EXPORT.subarray(from, from + 50), () => response.destroy());
  });
  await assert.rejects(update(place, url), UpdateError);
  assert.ok(known(place).builtIn);
  await update(place, url);
  assert.deepEqual(ranges, [undefined, 'bytes=50-', 'bytes=100-', 'bytes=150-']);
  assert.deepEqual(known(place), FRESH);
  assert.deepEqual(leftovers(place), []);
});

test('a file that has changed in the meantime is fetched again from the start', async (t) => {
  const place = placeOf(t);
  let version = 0;
  const url = await serve(t, (_, response) => {
    version += 1;
    response.writeHead(200, { etag: `"v${version}"`, 'content-length': EXPORT.length });
    if (version === 1) response.write(EXPORT.subarray(0, 50), () => response.destroy());
    else response.end(EXPORT);
  });
  await update(place, url);
  assert.deepEqual(known(place), FRESH);
});

test('a finished download is not fetched again', async (t) => {
  const place = placeOf(t);
  mkdirSync(place.folder, { recursive: true });
  const url = await serve(t, ({ headers }, response) => {
    assert.equal(headers.range, `bytes=${EXPORT.length}-`);
    response.writeHead(416, { 'content-range': `bytes */${EXPORT.length}` }).end();
  });
  writeFileSync(join(place.folder, 'advisories.zip.part'), EXPORT);
  writeFileSync(join(place.folder, 'advisories.zip.part.json'), JSON.stringify({ url, tag: '"v1"', date: null }));
  await update(place, url);
  assert.deepEqual(known(place), FRESH);
});

/** Responses after which the old index must stay in use, and the error message. */
const BAD_ANSWERS: Readonly<Record<string, readonly [RequestListener, RegExp, Parameters<typeof update>[3]?]>> = {
  'an error page': [(_, response) => response.writeHead(404).end('gone'), /answers 404/],
  'a server error at every attempt': [(_, response) => response.writeHead(503).end(), /answers 503/],
  'a page instead of the zip': [
    (_, response) => response.end('<html>please log in</html>'),
    /not a zip file of advisories/,
  ],
  nothing: [(_, response) => response.end(), /not a zip file of advisories/],
  'a truncated zip': [(_, response) => response.end(EXPORT.subarray(0, EXPORT.length - 30)), /not a zip file/],
  'a server that falls silent': [
    (_, response) => {
      response.writeHead(200, { 'content-length': EXPORT.length });
      response.write(EXPORT.subarray(0, 40));
    },
    /nothing came for 0.05 seconds/,
    { download: { idle: 50, attempts: 2 } },
  ],
  'a server that never answers': [() => {}, /nothing came for 0.05 seconds/, { download: { idle: 50, attempts: 2 } }],
  'a server that drips forever': [
    (_, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    },
    /took longer than/,
    { download: { duration: 200, attempts: 1 } },
  ],
  'more bytes than allowed, announced': [
    (_, response) => response.writeHead(200, { 'content-length': 5_000_000 }).end(Buffer.alloc(5_000_000)),
    /larger than 1 MB/,
  ],
  'more bytes than allowed, unannounced': [
    (_, response) => {
      for (let block = 0; block < 50; block += 1) response.write(Buffer.alloc(100_000));
      response.end();
    },
    /larger than 1 MB/,
  ],
  'a circle of redirects': [
    (_, response) => response.writeHead(302, { location: '/again' }).end(),
    /redirects in a circle/,
  ],
  'a redirect to another scheme': [
    (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    /redirects from/,
  ],
  'an encoding that was not asked for': [
    (_, response) => response.writeHead(200, { 'content-encoding': 'br' }).end(EXPORT),
    /encoding br/,
  ],
  'an entry that is a bomb': [
    (_, response) => response.end(zipOf([{ name: 'A-1.json', text: ' '.repeat(3_000_000) }])),
    /too large/,
    { zip: { entry: 1_000_000 } },
  ],
  'an entry that is a bomb and claims to be small': [
    (_, response) => response.end(zipOf([{ name: 'A-1.json', text: ' '.repeat(3_000_000), claimedSize: 100 }])),
    /too many bytes|byte/,
    { zip: { entry: 1_000_000 } },
  ],
  'many entries that together are a bomb': [
    (_, response) =>
      response.end(
        zipOf(Array.from({ length: 20 }, (_unused, index) => ({ name: `A-${index}.json`, text: ' '.repeat(100_000) }))),
      ),
    /too large once inflated/,
    { zip: { total: 1_000_000 } },
  ],
  'more entries than allowed': [
    (_, response) => response.end(exportOf(RECORDS)),
    /more than 1 entries/,
    { zip: { entries: 1 } },
  ],
  'paths that lead outside the folder': [
    (_, response) => response.end(zipOf([{ name: '../../evil.json', text: JSON.stringify(RECORDS[0]) }])),
    /not a zip file of advisories/,
  ],
  'an absolute path': [
    (_, response) => response.end(zipOf([{ name: '/etc/evil.json', text: JSON.stringify(RECORDS[0]) }])),
    /not a zip file of advisories/,
  ],
  'an entry that is damaged': [
    (_, response) => response.end(zipOf([{ name: 'A-1.json', text: JSON.stringify(RECORDS[0]), claimedCrc: 1 }])),
    /is damaged/,
  ],
  'another schema': [
    (_, response) =>
      response.end(
        zipOf([
          { name: 'a.json', text: '{"cve": "CVE-2026-1"}' },
          { name: 'b.json', text: '[1]' },
        ]),
      ),
    /2 of 2 entries are not OSV records/,
  ],
  'invalid JSON': [(_, response) => response.end(zipOf([{ name: 'a.json', text: '{"id": ' }])), /not OSV records/],
  'another ecosystem': [
    (_, response) =>
      response.end(
        exportOf([
          {
            id: 'GHSA-1',
            affected: [{ package: { ecosystem: 'npm', name: 'left-pad' }, versions: ['1.0.0'] }],
          } as never,
        ]),
      ),
    /no advisory about a package of PyPI/,
  ],
  'a zip of other things': [
    (_, response) => response.end(zipOf([{ name: 'readme.txt', text: 'hello' }])),
    /no advisory/,
  ],
};

for (const [words, [listener, message, limits]] of Object.entries(BAD_ANSWERS)) {
  test(`${words}: the old index stays in use`, async (t) => {
    const place = placeOf(t);
    const good = await serve(t, (_, response) => response.end(EXPORT));
    await update(place, good);
    const before = readFileSync(join(place.folder, 'advisories.idx'));
    const url = await serve(t, listener);
    await assert.rejects(update(place, `${url}all.zip`, null, limits), (error: Error) => {
      assert.ok(error instanceof UpdateError, error.stack);
      assert.match(error.message, message);
      return true;
    });
    assert.deepEqual(readFileSync(join(place.folder, 'advisories.idx')), before);
    assert.deepEqual(known(place), FRESH);
    await update(place, good);
    assert.deepEqual(leftovers(place), [], 'and the next update succeeds');
  });
}

test('a few entries that are not records are skipped and counted', async (t) => {
  const place = placeOf(t);
  const many = Array.from({ length: 200 }, (_, index) => ({
    name: `A-${index}.json`,
    text: JSON.stringify({ ...RECORDS[0], id: `A-${index}` }),
  }));
  const url = await serve(t, (_, response) => response.end(zipOf([...many, { name: 'b.json', text: '7' }])));
  assert.match((await update(place, url)).warnings.join(), /1 of 201 entries are not OSV records/);
});

test('only one update at a time; a killed one does not block the next', async (t) => {
  const place = placeOf(t);
  mkdirSync(place.folder, { recursive: true });
  const url = await serve(t, (_, response) => response.end(EXPORT));
  writeFileSync(join(place.folder, 'advisories.lock'), String(process.ppid));
  await assert.rejects(update(place, url), /another update is under way/);
  for (const dead of ['999999999', '', 'banana']) {
    writeFileSync(join(place.folder, 'advisories.lock'), dead);
    await update(place, url);
    assert.deepEqual(known(place), FRESH);
  }
});

test('a copy on disk works without a network', async (t) => {
  const place = placeOf(t);
  const file = join(place.env.XDG_CACHE_HOME, 'copy of all.zip');
  writeFileSync(file, EXPORT);
  await update(place, `file://${file.replaceAll(' ', '%20')}`);
  assert.deepEqual(known(place), FRESH);
  assert.ok(existsSync(file), 'which is not ours to remove');
  await assert.rejects(update(place, 'file:///no/such/file.zip'), /there is no file/);
});
