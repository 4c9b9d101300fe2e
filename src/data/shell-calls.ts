import type { SinkArgument } from './code-sinks.ts';
import type { QualifiedName } from './qualified-name.ts';

export interface ShellCall extends SinkArgument {
  /** The keyword that makes it use a shell; null if it always does. */
  readonly shell: string | null;
  /** The position of that keyword. */
  readonly shellIndex?: number;
  /** Runs on another machine, so only an interpolated command is worth reporting. */
  readonly remote?: boolean;
}

const always = (keyword: string | null, index = 0): ShellCall => ({ index, keyword, shell: null });
const withShell = (keyword: string | null): ShellCall => ({ index: 0, keyword, shell: 'shell' });

/**
 * Every way to get an event loop.
 * https://docs.python.org/3/library/asyncio-eventloop.html · https://docs.python.org/3/library/asyncio-policy.html
 * https://docs.python.org/3/library/asyncio-runner.html#asyncio.Runner.get_loop · https://uvloop.readthedocs.io/
 */
export const EVENT_LOOPS: readonly QualifiedName[] = [
  'asyncio.get_event_loop()',
  'asyncio.get_running_loop()',
  'asyncio.new_event_loop()',
  'asyncio.events.get_event_loop()',
  'asyncio.events.get_running_loop()',
  'asyncio.events.new_event_loop()',
  'asyncio.get_event_loop_policy().get_event_loop()',
  'asyncio.get_event_loop_policy().new_event_loop()',
  'asyncio.DefaultEventLoopPolicy().get_event_loop()',
  'asyncio.DefaultEventLoopPolicy().new_event_loop()',
  'asyncio.AbstractEventLoopPolicy().get_event_loop()',
  'asyncio.AbstractEventLoopPolicy().new_event_loop()',
  'asyncio.Runner().get_loop()',
  'asyncio.AbstractEventLoop()',
  'asyncio.BaseEventLoop()',
  'asyncio.EventLoop()',
  'asyncio.SelectorEventLoop()',
  'asyncio.ProactorEventLoop()',
  'asyncio.events.AbstractEventLoop()',
  'asyncio.base_events.BaseEventLoop()',
  'uvloop.new_event_loop()',
  'uvloop.Loop()',
];

/**
 * Calls that pass a command line to a shell (as of 2026-11).
 * https://docs.python.org/3/library/subprocess.html#security-considerations
 * https://docs.python.org/3/library/os.html#os.system · #os.popen
 * https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.create_subprocess_shell
 * https://anyio.readthedocs.io/en/stable/subprocesses.html · https://docs.paramiko.org/en/stable/api/client.html
 */
export const SHELL_CALLS: ReadonlyMap<QualifiedName, ShellCall> = new Map<QualifiedName, ShellCall>([
  ['os.system', always('command')],
  ['os.popen', always('cmd')],
  ['posix.system', always('command')],
  ['subprocess.run', withShell('args')],
  ['subprocess.call', withShell('args')],
  ['subprocess.check_call', withShell('args')],
  ['subprocess.check_output', withShell('args')],
  // Popen(args, bufsize, executable, stdin, stdout, stderr, preexec_fn, close_fds, shell)
  ['subprocess.Popen', { ...withShell('args'), shellIndex: 8 }],
  ['gevent.subprocess.Popen', { ...withShell('args'), shellIndex: 8 }],
  ['gevent.subprocess.check_output', withShell('args')],
  ['gevent.subprocess.call', withShell('args')],
  ['subprocess.getoutput', always('cmd')],
  ['subprocess.getstatusoutput', always('cmd')],
  ['asyncio.create_subprocess_shell', always('cmd')],
  ['asyncio.subprocess.create_subprocess_shell', always('cmd')],
  ...EVENT_LOOPS.map((loop) => [`${loop}.subprocess_shell`, always('cmd', 1)] as const),
  ['commands.getoutput', always(null)],
  ['commands.getstatusoutput', always(null)],
  ['os.popen2', always(null)],
  ['os.popen3', always(null)],
  ['os.popen4', always(null)],
  ['popen2.popen2', always(null)],
  ['popen2.popen3', always(null)],
  ['popen2.popen4', always(null)],
  ['popen2.Popen3', always(null)],
  ['popen2.Popen4', always(null)],
  ['paramiko.SSHClient().exec_command', { ...always('command'), remote: true }],
  ['paramiko.client.SSHClient().exec_command', { ...always('command'), remote: true }],
]);

/** What turns a text into one word of a shell command, or leaves nothing special to a shell in it. */
export const SHELL_SANITIZERS: ReadonlySet<QualifiedName> = new Set([
  'shlex.quote',
  'shlex.join',
  'pipes.quote',
  'subprocess.list2cmdline',
  'builtins.int',
  'builtins.float',
  'builtins.len',
  'builtins.bool',
  'os.getpid',
  'os.getppid',
  'os.getuid',
  'os.getgid',
  'os.cpu_count',
  'time.time',
  'uuid.uuid4',
]);
