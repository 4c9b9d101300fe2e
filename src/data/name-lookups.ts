import type { SinkArgument } from './code-sinks.ts';
import type { QualifiedName } from './qualified-name.ts';

export interface NameLookup extends SinkArgument {
  /** What a name from outside gives access to. */
  readonly reaches: 'any attribute' | 'any module';
}

const attribute = (index: number): NameLookup => ({ index, keyword: null, reaches: 'any attribute' });
const module = (keyword: string, index = 0): NameLookup => ({ index, keyword, reaches: 'any module' });

/**
 * Lookups by name (as of 2026-11). In Python's own security model getattr is not a vulnerability: lookups only matter
 * if the name itself comes from outside.
 * https://docs.python.org/3/library/functions.html#getattr · https://docs.python.org/3/library/importlib.html
 * https://docs.djangoproject.com/en/5.2/ref/utils/#django.utils.module_loading.import_string
 */
export const NAME_LOOKUPS: ReadonlyMap<QualifiedName, NameLookup> = new Map<QualifiedName, NameLookup>([
  ['builtins.getattr', attribute(1)],
  ['builtins.setattr', attribute(1)],
  ['builtins.delattr', attribute(1)],
  ['operator.attrgetter', attribute(0)],
  ['operator.methodcaller', attribute(0)],
  ['builtins.__import__', module('name')],
  ['importlib.import_module', module('name')],
  ['importlib.__import__', module('name')],
  ['pkgutil.resolve_name', module('name')],
  ['pydoc.locate', module('path')],
  ['runpy.run_module', module('mod_name')],
  ['django.utils.module_loading.import_string', module('dotted_path')],
  ['werkzeug.utils.import_string', module('import_name')],
]);

/** Dicts of all names in a module or function: `globals()[name]`. */
export const NAMESPACES: ReadonlySet<QualifiedName> = new Set([
  'builtins.globals()',
  'builtins.locals()',
  'builtins.vars()',
  'sys.modules',
  'builtins.__builtins__',
  'builtins.__dict__',
]);
