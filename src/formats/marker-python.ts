import { isMarker, OPERATOR, STRING, VARIABLE } from './marker.ts';
import { isIn } from './pep440.ts';
import type { SpecifierClause } from './requirement.ts';

/** The value of a marker when only the version of Python is known. */
type Truth = boolean | 'unknown';

/**
 * Whether a marker can hold on a Python such as `3.12` on some platform and with some extras. True for text that is not
 * a marker.
 */
export function mayHoldOn(marker: string, python: string): boolean {
  return !isMarker(marker) || new MarkerReader(marker, python).read() !== false;
}

/** Whether a marker holds on a Python on every platform, without extras or groups. */
export function alwaysHoldsOn(marker: string, python: string): boolean {
  return isMarker(marker) && new MarkerReader(marker, python).read() === true;
}

/** Reads text that isMarker has accepted. `and` binds tighter than `or`. */
class MarkerReader {
  readonly #text: string;
  readonly #python: string;
  #at = 0;

  constructor(text: string, python: string) {
    this.#text = text;
    this.#python = python;
  }

  read(): Truth {
    let value = this.#and();
    while (this.#take(/^or\b/) !== null) {
      const right = this.#and();
      value = value === true || right === true ? true : value === false && right === false ? false : 'unknown';
    }
    return value;
  }

  #and(): Truth {
    let value = this.#comparison();
    while (this.#take(/^and\b/) !== null) {
      const right = this.#comparison();
      value = value === false || right === false ? false : value === true && right === true ? true : 'unknown';
    }
    return value;
  }

  #comparison(): Truth {
    if (this.#take(/^\(/) !== null) {
      const inner = this.read();
      this.#take(/^\)/);
      return inner;
    }
    const left = this.#take(VARIABLE) ?? this.#take(STRING) ?? '';
    const operator = (this.#take(OPERATOR) ?? '').replace(/\s+/, ' ');
    const right = this.#take(VARIABLE) ?? this.#take(STRING) ?? '';
    const isQuoted = /^["']/.test(right);
    const value = right.slice(1, -1).trim();
    if (left === 'python_version' && isQuoted) return comparePython(this.#python, operator, value);
    // 3.12 may be any 3.12.x, so only what the minor version decides is known.
    if (left === 'python_full_version' && isQuoted) return compareFull(this.#python, operator, value);
    return 'unknown';
  }

  #take(pattern: RegExp): string | null {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1;
    const found = pattern.exec(this.#text.slice(this.#at));
    if (found === null) return null;
    this.#at += found[0].length;
    return found[0];
  }
}

function comparePython(python: string, operator: string, value: string): Truth {
  if (operator === 'in' || operator === 'not in') {
    return value.split(/[\s,|]+/).includes(python) === (operator === 'in');
  }
  return isOperator(operator) ? isIn(python, [{ operator, version: value }]) : 'unknown';
}

function compareFull(python: string, operator: string, value: string): Truth {
  if (!isOperator(operator) || operator === '===') return 'unknown';
  if (operator === '==' || operator === '!=') {
    const isOther = !isIn(python, [{ operator: '==', version: `${value.split('.').slice(0, 2).join('.')}.*` }]);
    return isOther && !value.endsWith('*') ? operator === '!=' : 'unknown';
  }
  const [lowest, highest] = [`${python}.0`, `${python}.9999`].map((version) =>
    isIn(version, [{ operator, version: value }]),
  );
  return lowest === highest && lowest !== undefined ? lowest : 'unknown';
}

const isOperator = (text: string): text is SpecifierClause['operator'] =>
  ['===', '~=', '==', '!=', '<=', '>=', '<', '>'].includes(text);
