import { deploymentOf } from '../../../deployment/deployment.ts';
import type { Document } from '../../../engine/document.ts';
import type { Problem } from '../../../engine/rule.ts';
import { alignText, mappedSpan } from '../../../formats/mapped-text.ts';
import type { Scalar } from '../../../formats/tree.ts';
import { mappingsOf } from '../../../formats/tree-walk.ts';

/** Debug tools that settings files open: Werkzeug's PIN, Pyramid's toolbar, Gradio's public link. */
export function* openToolsInConfig(doc: Document): Generator<Problem> {
  for (const { name, value, context } of deploymentOf(doc).variables) {
    const at = { span: { start: value.start, end: value.end }, context };
    // Werkzeug compares with exactly this text.
    // https://github.com/pallets/werkzeug/blob/3.1.9/src/werkzeug/debug/__init__.py#L157
    if (name === 'WERKZEUG_DEBUG_PIN' && value.text === 'off') {
      yield {
        ...at,
        message:
          'WERKZEUG_DEBUG_PIN=off: anyone who triggers an error gets a Python console on the server without the PIN',
        help: 'remove WERKZEUG_DEBUG_PIN',
      };
    }
    if (name === 'GRADIO_SHARE' && value.text.toLowerCase() === 'true') {
      yield {
        ...at,
        severity: 'warning',
        message: 'GRADIO_SHARE=True opens a public link to the application for anyone who finds it',
        help: 'remove GRADIO_SHARE',
      };
    }
  }
  if (doc.kind === 'ini') yield* pyramidToolbar(doc);
}

function* pyramidToolbar(doc: Document): Generator<Problem> {
  for (const root of doc.tree?.roots ?? []) {
    for (const { node } of mappingsOf(root)) {
      for (const { key, value } of node.entries) {
        if (value?.kind !== 'scalar') continue;
        if (key.text === 'pyramid.includes') yield* wordProblems(doc, value, /^pyramid_debugtoolbar$/, INCLUDED);
        if (key.text === 'debugtoolbar.hosts') yield* wordProblems(doc, value, /^(?:0\.0\.0\.0|::)\/0$/, OPEN_HOSTS);
      }
    }
  }
}

const INCLUDED = {
  message: "Pyramid's debug toolbar is included: it shows settings, requests and a console to anyone who can reach it",
  help: 'include pyramid_debugtoolbar only in development.ini',
};
const OPEN_HOSTS = {
  message: "debugtoolbar.hosts lets every address use Pyramid's debug toolbar and its console",
  help: 'list the addresses that may use it: debugtoolbar.hosts = 127.0.0.1 ::1',
};

function* wordProblems(
  doc: Document,
  value: Scalar,
  pattern: RegExp,
  words: { readonly message: string; readonly help: string },
): Generator<Problem> {
  const mapped = alignText(doc.text, value.start, value.end, value.text);
  for (const match of value.text.matchAll(/[^\s,]+/g)) {
    if (!pattern.test(match[0])) continue;
    const span = mapped ? mappedSpan(mapped, match.index, match.index + match[0].length) : value;
    yield { span: { start: span.start, end: span.end }, ...words };
  }
}
