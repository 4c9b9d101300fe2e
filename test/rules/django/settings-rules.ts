import type { FileCase } from '../rule-run.ts';
import type { ReportCase } from '../rule-test.ts';

export interface SettingCase {
  /** `NAME = value`, as written in a module. */
  readonly line: string;
  /** The part of the line that is flagged. */
  readonly at: string;
}

/** The same setting in every place where a project may keep it: what is reported there, and which places are silent. */
export function everywhere(
  { line, at }: SettingCase,
  expected: Omit<ReportCase, 'code' | 'at' | 'path'>,
): { allows: Record<string, FileCase>; reports: Record<string, ReportCase> } {
  const place = (code: string): string[] => {
    const before = code.slice(0, code.indexOf(at, code.indexOf(line))).split('\n');
    return [`${before.length}:${(before.at(-1) as string).length + 1}`];
  };
  const reported = (path: string, code: string): ReportCase => ({ path, code, at: place(code), ...expected });
  const body = `class Production(Configuration):\n    ${line}\n`;
  return {
    reports: {
      [`${line} in settings.py`]: reported('mysite/settings.py', `${line}\n`),
      [`${line} in a package`]: reported('mysite/settings/production.py', `from .base import *\n\n${line}\n`),
      [`${line} in a settings class`]: reported(
        'mysite/settings.py',
        `from configurations import Configuration\n\n\n${body}`,
      ),
      [`${line} in a module that DJANGO_SETTINGS_MODULE names`]: {
        ...reported('mysite/conf/web.py', `${line}\n`),
        files: { 'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.conf.web")\n' },
      },
      [`${line} in a module that the settings star-import`]: {
        ...reported('mysite/parts/web.py', `${line}\n`),
        files: { 'mysite/settings.py': 'from .parts.web import *\n' },
      },
    },
    allows: {
      [`${line} in tests`]: { path: 'tests/settings.py', code: `${line}\n` },
      [`${line} in settings/test.py`]: { path: 'mysite/settings/test.py', code: `${line}\n` },
      [`${line} in settings/local.py`]: { path: 'mysite/settings/local.py', code: `${line}\n` },
      [`${line} in an example`]: { path: 'examples/site/settings.py', code: `${line}\n` },
      [`${line} under if DEBUG`]: { path: 'mysite/settings.py', code: `if DEBUG:\n    ${line}\n` },
      [`${line} for tests`]: {
        path: 'mysite/settings.py',
        code: `import sys\n\nif "test" in sys.argv:\n    ${line}\n`,
      },
      [`${line} in a class for development`]: {
        path: 'mysite/settings.py',
        code: `from configurations import Configuration\n\n\nclass Development(Configuration):\n    ${line}\n`,
      },
      [`${line} inside a function`]: { path: 'mysite/settings.py', code: `def f():\n    ${line}\n` },
      [`${line} in a module that the settings import without its names`]: {
        path: 'mysite/web.py',
        code: `${line}\n`,
        files: { 'mysite/settings.py': 'from . import web\n\nfrom .other import *\n' },
      },
      [`${line} in a module that no settings module star-imports`]: {
        path: 'mysite/web.py',
        code: `${line}\n`,
        files: { 'mysite/views.py': 'from .web import *\n' },
      },
      [`${line} in a module whose value the settings set again`]: {
        path: 'mysite/web.py',
        code: `${line}\n`,
        files: { 'mysite/settings.py': `from .web import *\n\n${line.slice(0, line.indexOf(' '))} = chosen()\n` },
      },
      [`${line} in another module`]: { path: 'mysite/models.py', code: `${line}\n` },
      [`${line} in a comment`]: { path: 'mysite/settings.py', code: `# ${line}\n` },
    },
  };
}
