import type { QualifiedName } from '../../src/data/qualified-name.ts';
import { IS_THOROUGH } from '../is-ci.ts';

/** A way to write a name from a fact table: the lines before it, and the expression itself. */
export interface Spelling {
  readonly way: string;
  readonly setup: string;
  readonly expression: string;
}

/** The first lines of what only differs from another row of its table by the way in which a name is written. */
const VARIED = new Set<string>();

/**
 * True if a table has the same row with another spelling of the name. Names are resolved before a rule sees them, so
 * what the rule's fixes and the comment do to one of these rows they do to all.
 */
export const isVaried = (code: string): boolean => [...VARIED].some((setup) => code.includes(setup));

/** All of the ways in a thorough run. Otherwise one, by the letters of the name, so that a table has all of them. */
function varied(name: QualifiedName, ways: readonly Spelling[]): readonly Spelling[] {
  for (const { setup } of ways) if (setup !== '') VARIED.add(setup);
  if (IS_THOROUGH) return ways;
  const letters = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  const way = ways[letters % ways.length];
  return way === undefined ? [] : [way];
}

/** Through the module, and through an alias of the module, an alias of the name, or a variable. */
export function spellings(name: QualifiedName): readonly Spelling[] {
  const [first, ...others] = waysToWrite(name);
  return [...(first === undefined ? [] : [first]), ...varied(name, others)];
}

function waysToWrite(name: QualifiedName): readonly Spelling[] {
  const call = name.indexOf('()');
  const head = call < 0 ? name : name.slice(0, call);
  const tail = call < 0 ? '' : name.slice(call);
  const parts = head.split('.');
  let split = parts.length - 1;
  while (split > 1 && /^[A-Z]/.test(parts[split - 1] as string)) split -= 1;
  const module = parts.slice(0, split).join('.');
  const [first = '', ...rest] = parts.slice(split);
  const inner = rest.map((part) => `.${part}`).join('') + tail;
  if (module === 'builtins') {
    return [
      { way: 'itself', setup: '', expression: first + inner },
      { way: 'the module builtins', setup: 'import builtins as b\n', expression: `b.${first}${inner}` },
      { way: 'a variable', setup: `alias = ${first}\n`, expression: `alias${inner}` },
    ];
  }
  return [
    { way: 'its module', setup: `import ${module}\n`, expression: `${module}.${first}${inner}` },
    { way: 'an alias of its module', setup: `import ${module} as m\n`, expression: `m.${first}${inner}` },
    { way: 'an alias', setup: `from ${module} import ${first} as alias\n`, expression: `alias${inner}` },
    { way: 'a variable', setup: `from ${module} import ${first}\nbound = ${first}\n`, expression: `bound${inner}` },
  ];
}

/**
 * Something else with the same last name: on an object from elsewhere, a module of the project, or a function of the
 * file.
 */
export function namesakes(name: QualifiedName): readonly Spelling[] {
  const last = name.replace(/\(\)$/, '').replace(/^.*\./, '');
  return varied(name, [
    { way: 'a method of something else', setup: 'from somewhere import thing\n', expression: `thing.${last}` },
    { way: 'a function from elsewhere', setup: `from somewhere import ${last}\n`, expression: last },
    { way: 'a function of the file', setup: `def ${last}(*args, **kwargs):\n    return args\n\n\n`, expression: last },
  ]);
}

/** The line and column of the first occurrence of `text` in `code`, in the notation of the tables. */
export function placeOf(code: string, text: string): string {
  const offset = code.indexOf(text);
  if (offset < 0) throw new Error(`${JSON.stringify(text)} is not in ${JSON.stringify(code)}`);
  const before = code.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1) as string).length + 1}`;
}
