import { readFileSync } from 'node:fs';
import { main } from './main.ts';

const status = main({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  node: process.execPath,
  script: process.argv[1] ?? '',
  parentPid: process.ppid,
  stdoutIsTerminal: process.stdout.isTTY === true,
  readStdin: async () => readFileSync(0),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  elapsed: () => performance.now(),
  now: () => new Date(),
});
// Not process.exit: what goes to a pipe may still be on its way.
status.then((code) => {
  process.exitCode = code;
});
