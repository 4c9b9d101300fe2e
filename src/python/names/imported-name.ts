import type { ImportAlias, PythonFile } from '../syntax/index.ts';

export const MODULE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['__builtin__', 'builtins'],
  ['six.moves.builtins', 'builtins'],
]);

/** The dotted name that an import refers to: `os.path`, `.base.DEBUG`. */
export function importedName(file: PythonFile, alias: ImportAlias): string {
  const statement = file.parent(alias);
  let name: string;
  if (statement?.kind === 'ImportFrom') {
    const from = `${'.'.repeat(statement.level)}${statement.module}`;
    name = statement.module === '' ? `${from}${alias.name}` : `${MODULE_ALIASES.get(from) ?? from}.${alias.name}`;
  } else {
    name = alias.asname === null ? alias.name.split('.', 1)[0]! : alias.name;
  }
  return MODULE_ALIASES.get(name) ?? name;
}
