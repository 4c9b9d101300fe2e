import { createHash } from 'node:crypto';
import type * as N from '../../src/python/syntax/nodes.ts';

export interface DumpOptions {
  /** False for Pythons before 3.12, which have no positions inside f-strings. */
  readonly placesInFStrings: boolean;
}

/** A file's syntax in the form in which syntax_dump.py writes `ast`: kinds, positions, names, values. */
export function dumpSyntax(file: N.PythonFile, options: DumpOptions): string {
  const out: string[] = [];
  const put = (text: string): void => {
    out.push(text);
  };
  const place = placesOf(file.text);
  let quiet = false;

  const lines = file.text.includes('\\N{') ? file.text.split(/\r\n|\r|\n/) : [];
  const named = (node: N.NodeBase): boolean =>
    lines.length > 0 &&
    lines.slice(place.line(node.start), place.line(node.end) + 1).some((line) => line.includes('\\N{'));

  const at = (node: N.NodeBase): string => (quiet ? '' : `@${place.of(node.start)}-${place.of(node.end)}`);
  const text = (value: string | null): void => put(value === null ? '-' : quoted(value));
  const maybe = (node: N.Node | null): void => (node === null ? put('-') : walk(node));
  const many = (nodes: readonly N.Node[]): void => {
    put('[');
    for (const node of nodes) {
      walk(node);
      put(',');
    }
    put(']');
  };
  const parameters = ({ items }: N.Parameters): void => {
    put('Parameters[');
    for (const item of items) {
      put(`${item.role} `);
      text(item.name);
      maybe(item.annotation);
      maybe(item.default);
      put(',');
    }
    put(']');
  };
  const typeParameters = (items: readonly N.TypeParameter[]): void => {
    put('types[');
    for (const item of items) {
      put(`${item.role} ${at(item)}`);
      text(item.name);
      maybe(item.bound);
      maybe(item.default);
      put(',');
    }
    put(']');
  };
  const joined = (values: N.JoinedStr['values'], unnamed: boolean): void => {
    put('[');
    for (const value of values) {
      if (value.kind === 'String') put(`String ${unnamed || named(value) ? '?' : quoted(value.value)}`);
      else walk(value);
      put(',');
    }
    put(']');
  };

  function pattern(node: N.Pattern): void {
    put(`Pattern${at(node)} ${node.form}`);
    if (node.form === 'wildcard') return;
    put(' ');
    if (node.form === 'value') walk(node.expressions[0]!);
    else if (node.form === 'sequence' || node.form === 'or') many(node.patterns);
    else if (node.form === 'mapping') {
      many(node.expressions);
      many(node.patterns);
      text(node.captures[0] ?? null);
    } else if (node.form === 'class') {
      walk(node.expressions[0]!);
      many(node.patterns);
    } else if (node.form === 'star') text(node.captures[0] ?? null);
    else {
      maybe(node.patterns[0] ?? null);
      text(node.captures[0] ?? null);
    }
  }

  function walk(node: N.Node): void {
    switch (node.kind) {
      case 'Module':
        return many(node.body);
      case 'Name':
        put(`Name${at(node)} `);
        return text(node.name);
      case 'Number':
        return put(`Number${at(node)} ${shownNumber(node.value)}`);
      case 'String':
        return put(
          `String${at(node)} ${node.bytes ? 'b' : ''}${!node.bytes && named(node) ? '?' : quoted(node.value)}`,
        );
      case 'Constant': {
        const shown = { true: 'True', false: 'False', null: 'None', '...': 'Ellipsis' }[String(node.value)];
        return put(`Constant${at(node)} ${shown}`);
      }
      case 'JoinedStr': {
        put(`JoinedStr${at(node)} ${node.template ? 't' : 'f'}`);
        const was = quiet;
        quiet = was || !options.placesInFStrings;
        joined(node.values, named(node));
        quiet = was;
        return;
      }
      case 'FormattedValue':
        put('FormattedValue ');
        walk(node.value);
        put(node.conversion ?? '-');
        if (node.formatSpec === null) return put('-');
        put('Spec');
        return joined(node.formatSpec.values, named(node));
      case 'Attribute':
        put(`Attribute${at(node)} `);
        walk(node.value);
        return text(node.attr);
      case 'Subscript':
        put(`Subscript${at(node)} `);
        walk(node.value);
        return walk(node.slice);
      case 'Slice':
        put(`Slice${at(node)} `);
        maybe(node.lower);
        maybe(node.upper);
        return maybe(node.step);
      case 'Call':
        put(`Call${at(node)} `);
        walk(node.func);
        many(node.args);
        return many(node.keywords);
      case 'Keyword':
        put(`Keyword${at(node)} `);
        text(node.name);
        return walk(node.value);
      case 'Starred':
      case 'Await':
        put(`${node.kind}${at(node)} `);
        return walk(node.value);
      case 'ExpressionStatement':
        put(`ExpressionStatement${at(node)} `);
        return walk(node.value);
      case 'Tuple':
      case 'List':
      case 'Set':
        put(`${node.kind}${at(node)} `);
        return many(node.items);
      case 'Dict':
        put(`Dict${at(node)} `);
        return many(node.items);
      case 'DictItem':
        maybe(node.key);
        return walk(node.value);
      case 'UnaryOp':
        put(`UnaryOp${at(node)} ${node.op} `);
        return walk(node.operand);
      case 'BinOp':
        put(`BinOp${at(node)} ${node.op} `);
        walk(node.left);
        return walk(node.right);
      case 'BoolOp':
        put(`BoolOp${at(node)} ${node.op} `);
        return many(node.values);
      case 'Compare':
        put(`Compare${at(node)} `);
        walk(node.left);
        node.comparators.forEach((comparator, i) => {
          put(` ${node.ops[i]} `);
          walk(comparator);
        });
        return;
      case 'IfExp':
        put(`IfExp${at(node)} `);
        walk(node.test);
        walk(node.body);
        return walk(node.orelse);
      case 'Lambda':
        put(`Lambda${at(node)} `);
        parameters(node.params);
        return walk(node.body);
      case 'NamedExpr':
        put(`NamedExpr${at(node)} `);
        walk(node.target);
        return walk(node.value);
      case 'Comprehension':
        put(`Comprehension${at(node)} ${node.form} `);
        walk(node.element);
        return many(node.generators);
      case 'ComprehensionFor':
        put(node.async ? 'async for ' : 'for ');
        walk(node.target);
        walk(node.iter);
        return many(node.ifs);
      case 'Yield':
        put(`Yield${at(node)} ${node.from ? 'from ' : ''}`);
        return maybe(node.value);
      case 'Pattern':
        return pattern(node);
      case 'FunctionDef':
        put(`FunctionDef${at(node)} ${node.async ? 'async ' : ''}`);
        text(node.name);
        many(node.decorators);
        typeParameters(node.typeParams);
        parameters(node.params);
        maybe(node.returns);
        return many(node.body);
      case 'ClassDef':
        put(`ClassDef${at(node)} `);
        text(node.name);
        many(node.decorators);
        typeParameters(node.typeParams);
        many(node.bases);
        many(node.keywords);
        return many(node.body);
      case 'Return':
        put(`Return${at(node)} `);
        return maybe(node.value);
      case 'Delete':
        put(`Delete${at(node)} `);
        return many(node.targets);
      case 'Assign':
        put(`Assign${at(node)} `);
        many(node.targets);
        return walk(node.value);
      case 'AugAssign':
        put(`AugAssign${at(node)} ${node.op} `);
        walk(node.target);
        return walk(node.value);
      case 'AnnAssign':
        put(`AnnAssign${at(node)} `);
        walk(node.target);
        walk(node.annotation);
        return maybe(node.value);
      case 'TypeAlias':
        put(`TypeAlias${at(node)} `);
        walk(node.name);
        typeParameters(node.typeParams);
        return walk(node.value);
      case 'For':
        put(`For${at(node)} ${node.async ? 'async ' : ''}`);
        walk(node.target);
        walk(node.iter);
        many(node.body);
        return many(node.orelse);
      case 'While':
      case 'If':
        put(`${node.kind}${at(node)} `);
        walk(node.test);
        many(node.body);
        return many(node.orelse);
      case 'With':
        put(`With${at(node)} ${node.async ? 'async ' : ''}`);
        many(node.items);
        return many(node.body);
      case 'WithItem':
        walk(node.context);
        return maybe(node.target);
      case 'Match':
        put(`Match${at(node)} `);
        walk(node.subject);
        return many(node.cases);
      case 'MatchCase':
        walk(node.pattern);
        maybe(node.guard);
        return many(node.body);
      case 'Raise':
        put(`Raise${at(node)} `);
        maybe(node.exception);
        return maybe(node.cause);
      case 'Try':
        put(`Try${at(node)} ${node.star ? 'star ' : ''}`);
        many(node.body);
        many(node.handlers);
        many(node.orelse);
        return many(node.finalbody);
      case 'ExceptHandler':
        put(`ExceptHandler${at(node)} `);
        maybe(node.type);
        text(node.name);
        return many(node.body);
      case 'Assert':
        put(`Assert${at(node)} `);
        walk(node.test);
        return maybe(node.message);
      case 'Import':
      case 'ImportFrom':
        put(`${node.kind}${at(node)} ${node.lazy ? 'lazy ' : ''}`);
        if (node.kind === 'ImportFrom') {
          put(`${node.level} `);
          text(node.module);
        }
        put('[');
        for (const name of node.names) {
          put(at(name));
          text(name.name);
          text(name.asname);
          put(',');
        }
        return put(']');
      case 'Global':
        put(`Global${at(node)} ${node.nonlocal ? 'nonlocal ' : ''}`);
        return node.names.forEach(text);
      case 'Pass':
      case 'Break':
      case 'Continue':
        return put(`${node.kind}${at(node)} `);
      default:
        // Python 2's nodes and errors. `ast` has neither.
        put(`${node.kind}${at(node)} `);
    }
  }

  walk(file.module);
  return out.join('');
}

/** The digest that syntax_dump.py computes for the same dump. */
export const digest = (dump: string): string => createHash('md5').update(dump).digest('hex');

/** Like Python's json.dumps. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(/[\x7f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function shownNumber(value: number | bigint | null): string {
  if (value === null) return 'none';
  if (typeof value === 'bigint') {
    const hex = value.toString(16);
    return hex.length * 4 > 10003 ? `0x${hex}` : String(value);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

/** Offsets as `line:column`, counted as in `ast`: lines from 1, columns in bytes of UTF-8. */
function placesOf(text: string): { of(offset: number): string; line(offset: number): number } {
  const starts = [0];
  for (const { index, 0: found } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + found.length);
  const line = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    line,
    of(offset) {
      const row = line(offset);
      return `${row + 1}:${Buffer.byteLength(text.slice(starts[row], offset))}`;
    },
  };
}
