/**
 * Python debuggers, the calls that stop a program in them, and whether they listen on a network. Read from the
 * packages on 2026-11-23: bpython 0.26 (bpdb 1.9.0), celery 5.7.0, debugpy 1.8.22, ipdb 0.13.13, IPython 9.18.1,
 * madbg 1.3.2, pdbpp 0.12.1, pdbr 0.9.8, ptvsd 4.3.2, pudb 2026.1, pydevd 3.5.0, q 2.7, remote-pdb 2.1.0, rpdb 0.2.0,
 * wdb 3.1.0, web-pdb 2.0.1, winpdb-reborn 2.0.0; and CPython 3.14 (https://docs.python.org/3/library/pdb.html).
 */

/** What the call does to a program that reaches it. */
export type DebuggerEffect =
  /** Waits for somebody at the terminal. */
  | 'stops'
  /** Opens a port (or a web page) that runs whatever it receives. */
  | 'listens'
  /** Connects to a debugger elsewhere, which can then run anything here. */
  | 'connects'
  /** Writes what it sees to a file that others can read. */
  | 'logs';

/** The package, the effect, and the names of its calls as `Names.qualify` gives them. */
const CALLS: readonly (readonly [tool: string, effect: DebuggerEffect, callables: string])[] = [
  ['breakpoint()', 'stops', 'builtins.breakpoint sys.breakpointhook sys.__breakpointhook__'],
  [
    'pdb',
    'stops',
    'pdb.set_trace pdb.set_trace_async pdb.post_mortem pdb.pm pdb.run pdb.runcall pdb.runeval pdb.Pdb().set_trace',
  ],
  ['ipdb', 'stops', 'ipdb.set_trace ipdb.sset_trace ipdb.post_mortem ipdb.pm ipdb.run ipdb.runcall ipdb.runeval'],
  ['ipdb', 'stops', 'ipdb.launch_ipdb_on_exception ipdb.slaunch_ipdb_on_exception'],
  ['pudb', 'stops', 'pudb.set_trace pudb.post_mortem pudb.pm pudb.runcall pudb.runeval pudb.runstatement'],
  ['pudb', 'stops', 'pudb.set_interrupt_handler pudb.b'],
  ['pudb', 'listens', 'pudb.remote.set_trace pudb.remote.debugger pudb.remote.debug_remote_on_single_rank'],
  ['bpdb', 'stops', 'bpdb.set_trace bpdb.post_mortem bpdb.pm'],
  ['bpython', 'stops', 'bpython.embed'],
  ['pdbr', 'stops', 'pdbr.set_trace pdbr.post_mortem pdbr.pm pdbr.run'],
  ['pdbr', 'listens', 'pdbr.celery_set_trace'],
  ['pdb++', 'stops', 'pdbpp.set_trace pdbpp.post_mortem pdbpp.pm pdb.xpm pdb.break_on_setattr pdbpp.xpm'],
  ['IPython', 'stops', 'IPython.embed IPython.terminal.embed.embed IPython.frontend.terminal.embed.embed'],
  ['IPython', 'stops', 'IPython.terminal.embed.InteractiveShellEmbed() IPython.Shell.IPShellEmbed()'],
  [
    'IPython',
    'stops',
    'IPython.core.debugger.set_trace IPython.core.debugger.Tracer() IPython.terminal.debugger.set_trace',
  ],
  ['IPython', 'stops', 'IPython.core.debugger.Pdb().set_trace IPython.terminal.debugger.TerminalPdb().set_trace'],
  ['IPython', 'listens', 'IPython.embed_kernel ipykernel.embed.embed_kernel'],
  ['code.interact', 'stops', 'code.interact'],
  ['pytest', 'stops', 'pytest.set_trace'],
  ['nose', 'stops', 'nose.tools.set_trace nose.tools.nontrivial.set_trace'],
  ['wdb', 'listens', 'wdb.set_trace wdb.start_trace wdb.trace wdb.shell wdb.post_mortem wdb.pm wdb.set_trace_wsgi'],
  ['rpdb', 'listens', 'rpdb.set_trace rpdb.handle_trap rpdb.post_mortem rpdb.Rpdb().set_trace'],
  [
    'rpdb2',
    'listens',
    'rpdb2.start_embedded_debugger rpdb2.start_embedded_debugger_interactive_password rpdb2.setbreak',
  ],
  ['web-pdb', 'listens', 'web_pdb.set_trace web_pdb.post_mortem web_pdb.catch_post_mortem web_pdb.WebPdb().set_trace'],
  ['remote-pdb', 'listens', 'remote_pdb.set_trace remote_pdb.RemotePdb().set_trace'],
  [
    'celery rdb',
    'listens',
    'celery.contrib.rdb.set_trace celery.contrib.rdb.debugger celery.contrib.rdb.Rdb().set_trace',
  ],
  ['madbg', 'listens', 'madbg.set_trace madbg.set_trace_on_connect madbg.post_mortem'],
  ['debugpy', 'listens', 'debugpy.listen'],
  ['debugpy', 'connects', 'debugpy.connect'],
  ['debugpy', 'stops', 'debugpy.breakpoint debugpy.wait_for_client'],
  ['ptvsd', 'listens', 'ptvsd.enable_attach'],
  ['ptvsd', 'connects', 'ptvsd.attach'],
  ['ptvsd', 'stops', 'ptvsd.break_into_debugger ptvsd.wait_for_attach'],
  ['pydevd', 'connects', 'pydevd.settrace pydevd_pycharm.settrace pydevd.stoptrace.settrace'],
  ['q', 'stops', 'q.d q.q.d'],
  ['q', 'logs', 'q q.q q.t q.trace q.q.q'],
];

export const DEBUGGER_CALLS: ReadonlyMap<string, { readonly tool: string; readonly effect: DebuggerEffect }> = new Map(
  CALLS.flatMap(([tool, effect, callables]) => callables.split(' ').map((name) => [name, { tool, effect }] as const)),
);

/** Modules that are only for debugging: importing one without using it is a leftover of debugging. */
export const DEBUGGER_MODULES: ReadonlySet<string> = new Set(
  'pdb ipdb pudb pudb.remote bpdb pdbr pdbpp wdb rpdb rpdb2 web_pdb remote_pdb celery.contrib.rdb madbg debugpy ptvsd pydevd pydevd_pycharm q'.split(
    ' ',
  ),
);
