// A reporter for node --test: how many tests pass in each file, and which fail, in words.
import { basename } from 'node:path';

// biome-ignore lint/style/noDefaultExport: node takes a reporter by its module's default.
export default async function* report(events) {
  const areas = new Map();
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // With one process per file, node counts the file as a test around its own.
    if (data.file === undefined || data.name === data.file || data.name.endsWith('.js')) continue;
    const area = basename(data.file, '.test.js');
    const counts = areas.get(area) ?? { held: 0, failed: 0, skipped: 0 };
    areas.set(area, counts);
    if (data.skip !== undefined) counts.skipped += 1;
    else if (type === 'test:pass') counts.held += 1;
    else {
      counts.failed += 1;
      const words = String(data.details?.error?.cause?.message ?? data.details?.error?.message ?? '');
      yield `  ${area}: ${data.name}\n    ${words.split('\n').slice(0, 3).join('\n    ').slice(0, 400)}\n`;
    }
  }
  const total = { held: 0, failed: 0, skipped: 0 };
  for (const [area, counts] of [...areas].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const key of Object.keys(total)) total[key] += counts[key];
    yield line(area, counts);
  }
  yield line('all', total);
}

function line(area, { held, failed, skipped }) {
  const rest = skipped === 0 ? '' : `, ${skipped} skipped`;
  return `${area.padEnd(24)} ${held} of ${held + failed} hold${rest}\n`;
}
