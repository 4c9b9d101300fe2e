// The report of `npm test`: failures, node's counts, and at the end what was skipped and why.
import { Readable } from 'node:stream';
import { spec } from 'node:test/reporters';

/** How the reason for skipping a test ends if scripts/install-runners.mjs has not run. */
const INSTALLS = /is not installed: (.+)$/;

// biome-ignore lint/style/noDefaultExport: node takes a reporter by its module's default.
export default async function* report(events) {
  const skipped = new Map();
  const output = new spec();
  Readable.from(worthShowing(events, skipped)).pipe(output);
  yield* output;
  for (const [reason, count] of skipped) {
    yield `\nSKIPPED ${count} ${count === 1 ? 'test' : 'tests'}: ${reason}\n`;
  }
}

async function* worthShowing(events, skipped) {
  for await (const event of events) {
    const { data, type } = event;
    if (type === 'test:pass' && typeof data.skip === 'string') {
      const command = INSTALLS.exec(data.skip)?.[1];
      const reason = command === undefined ? data.skip : `what they drive is not installed; ${command} installs it`;
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    }
    // Thousands of passing tests would hide the one that fails.
    if (type !== 'test:pass' && type !== 'test:start') yield event;
  }
}
