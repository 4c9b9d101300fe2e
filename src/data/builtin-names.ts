import { wordsIn } from './words-in.ts';

/**
 * Names that need no import in Python 3.15 (https://docs.python.org/3/library/functions.html, and the exceptions
 * of https://docs.python.org/3/library/exceptions.html), plus those that only Python 2 had. Dated 2026-11-23.
 */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  wordsIn(`
abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr
dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int
isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range
repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__ __build_class__
copyright credits exit quit license
ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup
FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError OverflowError
PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError
ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError
SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError
apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode xrange
StandardError
`),
);
