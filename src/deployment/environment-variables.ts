import type { Document } from '../engine/document.ts';
import type { Span } from '../engine/span.ts';
import { pieces } from '../formats/pieces.ts';
import { everyKey, itemsOf, rootsOf, scalarAt } from '../formats/tree-walk.ts';
import { deploymentOf } from './deployment.ts';
import { commandsOf } from './file-commands.ts';

/** An environment variable that a file sets for what it runs. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  /** The place of the value; if the value is empty, of the name. */
  readonly span: Span;
}

/**
 * ENV and ARG of a Dockerfile, `env:` and similar keys of CI and compose, dotenv, `setenv` of tox, assignments in
 * commands, and what units, platforms and start scripts set.
 */
export function* environmentVariables(doc: Document): Iterable<EnvironmentVariable> {
  for (const { assignments } of commandsOf(doc)) {
    for (const { name, value } of assignments) yield { name, value: value.text, span: value };
  }
  if (doc.kind === 'dockerfile') {
    const { globalArgs, stages } = doc.dockerfile;
    for (const variable of [
      ...globalArgs,
      ...stages.flatMap((stage) => stage.instructions.flatMap((each) => each.variables)),
    ]) {
      if (variable.value !== null) yield { name: variable.name.text, value: variable.value.text, span: variable.value };
    }
    return;
  }
  if (doc.kind === 'dotenv') {
    for (const { key, value } of everyKey(rootsOf(doc))) {
      if (value.kind === 'scalar') yield { name: key.text, value: value.text, span: value };
    }
    return;
  }
  if (doc.kind !== 'yaml' && doc.role !== 'tox') {
    for (const { name, value } of deploymentOf(doc).variables) yield { name, value: value.text, span: value };
    return;
  }
  for (const { key, value, parent } of everyKey(rootsOf(doc))) {
    if (doc.role === 'tox') {
      if (!/^set_?env$/.test(key.text) || value.kind !== 'scalar') continue;
      for (const piece of pieces(doc.text, value, /(?!)/)) {
        const [whole, name, text] = /^([A-Za-z_]\w*)\s*=\s*(?!\s)(.*)$/.exec(piece.text) ?? [];
        if (whole === undefined || name === undefined || text === undefined) continue;
        yield { name, value: text, span: { start: piece.end - text.length, end: piece.end } };
      }
    } else if (value.kind === 'scalar' && /^[A-Z][A-Z0-9_]+$/.test(key.text)) {
      yield { name: key.text, value: value.text, span: value };
    } else if (key.text === 'environment' || key.text === 'args' || key.text === 'env') {
      for (const item of itemsOf(value)) {
        const [, name, text] = (item.kind === 'scalar' ? /^([A-Za-z_]\w*)=(.*)$/s.exec(item.text) : null) ?? [];
        if (name !== undefined && text !== undefined && item.kind === 'scalar') {
          yield { name, value: text, span: { start: item.end - text.length, end: item.end } };
        }
      }
    } else if (key.text === 'name' && value.kind === 'scalar' && /^[A-Z][A-Z0-9_]+$/.test(value.text)) {
      const text = scalarAt(parent, 'value');
      if (text !== null) yield { name: value.text, value: text.text, span: text };
    }
  }
}
