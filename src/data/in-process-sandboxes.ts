import type { SinkArgument } from './code-sinks.ts';
import type { QualifiedName } from './qualified-name.ts';

export interface SandboxCall extends SinkArgument {
  /** Its name in the message. */
  readonly title: string;
  /** What to report: any text that is not constant, or only text from outside. */
  readonly on: 'variable text' | 'outside text';
  /** An interpreter in the same process, sharing its memory and rights (PEP 734). */
  readonly isSubinterpreter: boolean;
}

const sandbox = (title: string, keyword: string | null, index = 0): SandboxCall => ({
  title,
  keyword,
  index,
  on: 'variable text',
  isSubinterpreter: false,
});

const subinterpreter = (keyword: string | null, index = 0): SandboxCall => ({
  ...sandbox('A subinterpreter', keyword, index),
  isSubinterpreter: true,
});

/**
 * Libraries that evaluate untrusted text inside the same interpreter (as of 2026-11). Each has been escaped, or is
 * documented not to be a security boundary:
 * - RestrictedPython: https://restrictedpython.readthedocs.io/ (CVE-2023-37271, CVE-2023-41039, CVE-2024-47532)
 * - asteval: https://lmfit.github.io/asteval/motivation.html#how-safe-is-asteval (CVE-2025-24359)
 * - simpleeval: https://pypi.org/project/simpleeval/
 * - rexec and Bastion: removed from Python 3.0 as insecure, https://peps.python.org/pep-3108/
 * - numexpr.evaluate calls eval on its text: CVE-2023-39631
 */
export const SANDBOX_CALLS: ReadonlyMap<QualifiedName, SandboxCall> = new Map<QualifiedName, SandboxCall>([
  ...['RestrictedPython', 'RestrictedPython.compile'].flatMap((module) =>
    ['compile_restricted', 'compile_restricted_exec', 'compile_restricted_eval', 'compile_restricted_single'].map(
      (name): [QualifiedName, SandboxCall] => [`${module}.${name}`, sandbox('RestrictedPython', 'source')],
    ),
  ),
  ['RestrictedPython.compile_restricted_function', sandbox('RestrictedPython', 'body', 1)],
  ['asteval.Interpreter()', sandbox('asteval', 'expr')],
  ['asteval.Interpreter().eval', sandbox('asteval', 'expr')],
  ['asteval.Interpreter().parse', sandbox('asteval', 'text')],
  ['asteval.asteval.Interpreter()', sandbox('asteval', 'expr')],
  ['simpleeval.simple_eval', sandbox('simpleeval', 'expr')],
  ['simpleeval.SimpleEval().eval', sandbox('simpleeval', 'expr')],
  ['simpleeval.EvalWithCompoundTypes().eval', sandbox('simpleeval', 'expr')],
  ['rexec.RExec().r_eval', sandbox('rexec', null)],
  ['rexec.RExec().r_exec', sandbox('rexec', null)],
  ['rexec.RExec().r_execfile', sandbox('rexec', null)],
  ['rexec.RExec().s_eval', sandbox('rexec', null)],
  ['rexec.RExec().s_exec', sandbox('rexec', null)],
  ['Bastion.Bastion', sandbox('Bastion', null)],
  ['numexpr.evaluate', { ...sandbox('numexpr.evaluate', 'ex'), on: 'outside text' }],
  ['concurrent.interpreters.create().exec', subinterpreter('code')],
  ['interpreters.create().exec', subinterpreter('code')],
  ['interpreters.create().run', subinterpreter(null)],
  ['test.support.interpreters.create().exec', subinterpreter(null)],
  ['test.support.interpreters.create().run', subinterpreter(null)],
  ['_interpreters.exec', subinterpreter('code', 1)],
  ['_interpreters.run_string', subinterpreter('script', 1)],
  ['_xxsubinterpreters.run_string', subinterpreter('script', 1)],
  ['interpreters_backport.interpreters.create().exec', subinterpreter(null)],
]);

/** Code compiled by RestrictedPython. We report the compilation, not the call that runs the result as well. */
export const RESTRICTED_CODE: ReadonlySet<QualifiedName> = new Set(
  [...SANDBOX_CALLS.keys()].filter((name) => name.startsWith('RestrictedPython')).map((name) => `${name}()`),
);

/** Modules for which `sys.modules[name] = None` is meant to confine code, not to fake a missing dependency. */
export const LOCKED_MODULES: ReadonlySet<string> = new Set(
  'os posix nt sys subprocess _posixsubprocess shutil socket _socket ctypes _ctypes importlib builtins pty signal multiprocessing threading io pathlib pickle inspect gc resource tempfile glob code runpy pkgutil'.split(
    ' ',
  ),
);

/** Builtins that are replaced to confine code. */
export const LOCKED_BUILTINS: ReadonlySet<string> = new Set(
  '__import__ eval exec compile open getattr setattr globals locals vars __build_class__'.split(' '),
);

/** Whether a text is typical of a deny list. */
export function isForbidden(text: string): boolean {
  const word = text.trim();
  return FORBIDDEN.test(word) && !/[\r\n]/.test(word);
}

const FORBIDDEN =
  /^(?:(?:import|os|sys|subprocess|eval|exec|compile|open|socket|shutil|ctypes|getattr|globals|lambda|builtins)\b|from\s+\w|__(?:\w|$))/;
