/** A removed module of the standard library: the Python that removed it, and what replaces it. */
export interface RemovedModule {
  readonly minor: number;
  readonly instead: string;
}

/**
 * Modules that Python 3.7 and later removed, by their full names. Sources: PEP 594, PEP 632 and the "Removed" sections
 * of https://docs.python.org/3/whatsnew/ for 3.7 to 3.15, read on 2026-11-25.
 */
export const REMOVED_MODULES: ReadonlyMap<string, RemovedModule> = new Map<string, RemovedModule>([
  // https://docs.python.org/3/whatsnew/3.7.html#platform-support-removals
  ['fpectl', { minor: 7, instead: 'nothing replaces it' }],
  // https://docs.python.org/3/whatsnew/3.8.html#api-and-feature-removals
  ['macpath', { minor: 8, instead: 'use posixpath' }],
  // https://docs.python.org/3/whatsnew/3.9.html#removed
  ['_dummy_thread', { minor: 9, instead: 'use _thread' }],
  ['dummy_threading', { minor: 9, instead: 'use threading' }],
  ['xml.etree.cElementTree', { minor: 9, instead: 'use xml.etree.ElementTree, which uses the fast parser itself' }],
  // https://docs.python.org/3/whatsnew/3.10.html#removed
  ['formatter', { minor: 10, instead: 'nothing replaces it' }],
  ['parser', { minor: 10, instead: 'use ast' }],
  ['symbol', { minor: 10, instead: 'use ast' }],
  // https://docs.python.org/3/whatsnew/3.11.html#removed
  ['binhex', { minor: 11, instead: 'use binascii' }],
  // https://docs.python.org/3/whatsnew/3.12.html#removed, PEP 632
  ['asynchat', { minor: 12, instead: 'use asyncio' }],
  ['asyncore', { minor: 12, instead: 'use asyncio' }],
  ['distutils', { minor: 12, instead: 'use setuptools, sysconfig, shutil or packaging' }],
  ['imp', { minor: 12, instead: 'use importlib' }],
  ['smtpd', { minor: 12, instead: 'use aiosmtpd' }],
  // https://peps.python.org/pep-0594/, https://docs.python.org/3/whatsnew/3.13.html#removed
  ['aifc', { minor: 13, instead: 'use soundfile or another package for audio files' }],
  ['audioop', { minor: 13, instead: 'use numpy or the audioop-lts package' }],
  ['cgi', { minor: 13, instead: 'use urllib.parse, email.message or a web framework' }],
  ['cgitb', { minor: 13, instead: 'use traceback or logging' }],
  ['chunk', { minor: 13, instead: 'use struct' }],
  ['crypt', { minor: 13, instead: 'use bcrypt, argon2-cffi or hashlib.scrypt' }],
  ['imghdr', { minor: 13, instead: 'use filetype, puremagic or Pillow' }],
  ['lib2to3', { minor: 13, instead: 'use libcst or parso' }],
  ['mailcap', { minor: 13, instead: 'use mimetypes' }],
  ['msilib', { minor: 13, instead: 'nothing replaces it' }],
  ['nis', { minor: 13, instead: 'nothing replaces it' }],
  ['nntplib', { minor: 13, instead: 'nothing replaces it' }],
  ['ossaudiodev', { minor: 13, instead: 'use a package for audio playback' }],
  ['pipes', { minor: 13, instead: 'use subprocess and shlex' }],
  ['sndhdr', { minor: 13, instead: 'use filetype or puremagic' }],
  ['spwd', { minor: 13, instead: 'use the python-pam package' }],
  ['sunau', { minor: 13, instead: 'use wave or a package for audio files' }],
  ['telnetlib', { minor: 13, instead: 'use telnetlib3, or SSH with paramiko or asyncssh' }],
  ['uu', { minor: 13, instead: 'use base64' }],
  ['tkinter.tix', { minor: 13, instead: 'use tkinter.ttk' }],
  ['xdrlib', { minor: 13, instead: 'use struct' }],
  // https://docs.python.org/3.15/whatsnew/3.15.html
  ['sre_compile', { minor: 15, instead: 'use re' }],
  ['sre_constants', { minor: 15, instead: 'use re' }],
  ['sre_parse', { minor: 15, instead: 'use re' }],
]);

/**
 * Packages that restore a removed module under its name, in addition to the `standard-…` packages of python-deadlib.
 */
const BACKPORTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['asynchat', ['pyasynchat']],
  ['asyncore', ['pyasyncore']],
  ['audioop', ['audioop-lts']],
  ['cgi', ['legacy-cgi']],
  ['cgitb', ['legacy-cgi']],
  ['distutils', ['setuptools']],
  ['imp', ['zombie-imp']],
]);

/** The names of the packages that restore a module. https://github.com/youknowone/python-deadlib, 2026-11-25 */
export const backportsOf = (module: string): readonly string[] => [
  `standard-${module}`,
  ...(BACKPORTS.get(module) ?? []),
];
