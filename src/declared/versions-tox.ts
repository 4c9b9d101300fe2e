import type { Document } from '../engine/document.ts';
import type { Span } from '../engine/span.ts';
import { exactPlace, type VersionPlace } from './version-place.ts';

/**
 * The Pythons of a tox envlist (https://tox.wiki/en/latest/config.html#env_list): `py38, py{39,310}-django`,
 * `py3.8`, `3.13`, `py3{8-10}`. Each is at the characters that name it; for factors in braces, that is inside the
 * braces.
 */
export function* toxVersions(doc: Document, span: Span, list: object = {}): Iterable<VersionPlace> {
  const text = doc.text.slice(span.start, span.end).replace(/(^|\s)#[^\r\n]*/g, (found) => ' '.repeat(found.length));
  const item = /(?<![\w.{}-])(?:([^\s,{}]*?)\{([^{}]*)\}|([^\s,{}]+))/g;
  const seen = new Set<string>();
  for (let found = item.exec(text); found !== null; found = item.exec(text)) {
    const at = span.start + found.index;
    if (found[3] !== undefined) {
      const factor = /^(?:py)?(?:[23]\.\d{1,2}|(?<=py)[23]\d{1,2})(?=$|-)/.exec(found[3])?.[0];
      if (factor !== undefined) yield* place(factor, at, found[3].length === factor.length ? found[3] : factor);
      continue;
    }
    const prefix = found[1] ?? '';
    const inner = found[2] ?? '';
    if (!/^(?:py[23]?\.?)?$/.test(prefix)) continue;
    const innerAt = at + prefix.length + 1;
    const factors = /[^\s,]+/g;
    for (let factor = factors.exec(inner); factor !== null; factor = factors.exec(inner)) {
      const whole = prefix + factor[0];
      // tox 4.25 has ranges: py3{8-10}
      const range = /^(py[23]\.?)(\d{1,2})-(\d{1,2})$/.exec(whole);
      if (range !== null) {
        for (let minor = Number(range[2]); minor <= Number(range[3]) && minor < 99; minor += 1) {
          yield* place(`${range[1]}${minor}`, innerAt + factor.index, factor[0]);
        }
      } else yield* place(whole.replace(/^(py[^-]*|[\d.]+)-.*$/, '$1'), innerAt + factor.index, factor[0]);
    }
  }

  function* place(factor: string, start: number, written: string): Iterable<VersionPlace> {
    if (seen.has(factor) || !/^py[23]|^[23]\.\d/.test(factor)) return;
    seen.add(factor);
    const version = factor.replace(/^py/, '').replace(/^([23])(\d+)$/, '$1.$2');
    const found = exactPlace({ start, end: start + written.length, text: factor }, 'tox envlist', 'tests', {
      list,
      text: version,
    });
    if (found !== null) yield found;
  }
}
