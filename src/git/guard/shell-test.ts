import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isExecutable } from '../hook/hook-file.ts';

/** The result of `[ … ]` and `[[ … ]]`; null if unknown. */
export function shellTest(words: readonly (string | null)[], cwd: string): boolean | null {
  const or = words.findIndex((word) => word === '-o' || word === '||');
  if (or > 0) return either(shellTest(words.slice(0, or), cwd), shellTest(words.slice(or + 1), cwd));
  const and = words.findIndex((word) => word === '-a' || word === '&&');
  if (and > 0) {
    const [left, right] = [shellTest(words.slice(0, and), cwd), shellTest(words.slice(and + 1), cwd)];
    return left === false || right === false ? false : left === null || right === null ? null : true;
  }
  if (words[0] === '!') {
    const value = shellTest(words.slice(1), cwd);
    return value === null ? null : !value;
  }
  if (words.length === 3) return compare(words[0] as string | null, words[1] as string | null, words[2] ?? null);
  if (words.length === 2) return unary(words[0] ?? null, words[1] ?? null, cwd);
  return words.length === 1 && words[0] != null ? words[0] !== '' : null;
}

const either = (left: boolean | null, right: boolean | null): boolean | null =>
  left === true || right === true ? true : left === null || right === null ? null : false;

function compare(left: string | null, operator: string | null, right: string | null): boolean | null {
  if (left === null || right === null) return null;
  const numbers = [Number(left), Number(right)] as const;
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '-eq':
      return numbers[0] === numbers[1];
    case '-ne':
      return numbers[0] !== numbers[1];
    case '-gt':
      return numbers[0] > numbers[1];
    case '-ge':
      return numbers[0] >= numbers[1];
    case '-lt':
      return numbers[0] < numbers[1];
    case '-le':
      return numbers[0] <= numbers[1];
    default:
      return null;
  }
}

function unary(operator: string | null, value: string | null, cwd: string): boolean | null {
  if (value === null) return null;
  if (operator === '-n') return value !== '';
  if (operator === '-z') return value === '';
  const file = resolve(cwd, value);
  const found = statOf(file);
  switch (operator) {
    case '-e':
      return found !== null;
    case '-f':
      return found?.isFile() ?? false;
    case '-d':
      return found?.isDirectory() ?? false;
    case '-s':
      return (found?.size ?? 0) > 0;
    case '-r':
      return found !== null;
    case '-x':
      return found !== null && isExecutable(file);
    default:
      return null;
  }
}

function statOf(file: string): ReturnType<typeof statSync> | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}
