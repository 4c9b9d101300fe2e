import type { Scalar } from './tree.ts';

/** 1.1 is what PyYAML reads; 1.2 (the core schema) what compose, Kubernetes and GitHub read. */
export type YamlVersion = '1.1' | '1.2';

// PyYAML's implicit resolvers. They do not know `y` and `n`, and a float needs a dot.
// https://github.com/yaml/pyyaml/blob/6.0.2/lib/yaml/resolver.py#L170
const BOOL_11 = /^(?:(yes|Yes|YES|true|True|TRUE|on|On|ON)|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const INT_11 = /^[-+]?(?:0b[01_]+|0[0-7_]*|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT_11 = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const SEXAGESIMAL_FLOAT = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/;
// https://yaml.org/spec/1.2.2/#1032-tag-resolution
const BOOL_12 = /^(?:(true|True|TRUE)|false|False|FALSE)$/;
const INT_12 = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT_12 = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SPECIAL_FLOAT = /^(?:([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The value of a plain (unquoted) scalar for a reader of that version. */
export function resolvePlainScalar(text: string, version: YamlVersion): Scalar['value'] {
  if (text.length > 64) return text;
  if (NULL.test(text)) return null;
  const old = version === '1.1';
  const truth = (old ? BOOL_11 : BOOL_12).exec(text);
  if (truth) return truth[1] !== undefined;
  if (!/^[-+.0-9]/.test(text)) return text;
  if ((old ? INT_11 : INT_12).test(text)) return integer(text, old);
  if ((old ? FLOAT_11 : FLOAT_12).test(text)) return Number.parseFloat(text.replaceAll('_', ''));
  if (old && SEXAGESIMAL_FLOAT.test(text)) return sexagesimal(text.replaceAll('_', ''));
  const special = SPECIAL_FLOAT.exec(text);
  if (special) return special[1] === undefined ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
  return text;
}

function integer(text: string, old: boolean): number {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  let value: number;
  if (digits.startsWith('0x')) value = Number.parseInt(digits.slice(2), 16);
  else if (digits.startsWith('0o')) value = Number.parseInt(digits.slice(2), 8);
  else if (digits.startsWith('0b')) value = Number.parseInt(digits.slice(2), 2);
  else if (digits.includes(':')) value = sexagesimal(digits);
  else if (old && digits.length > 1 && digits.startsWith('0')) value = Number.parseInt(digits, 8);
  else value = Number.parseInt(digits, 10);
  return negative ? -value : value;
}

function sexagesimal(text: string): number {
  const negative = text.startsWith('-');
  const parts = text.replace(/^[-+]/, '').split(':');
  const value = parts.reduce((sum, part) => sum * 60 + Number.parseFloat(part), 0);
  return negative ? -value : value;
}
