import { run } from '../corpus/fetch.mjs';
import { counterpartsOf } from './counterparts.mjs';
import { RUFF_DECISIONS } from './decisions.mjs';
import { RUFF } from './folders.mjs';
import { judge } from './judge.mjs';

/**
 * The examples in ruff's own documentation: one of our corresponding rules must report what is under "Example", and
 * must
 * not report what is under "Use instead".
 */
export function scoreRuff(cli) {
  const rules = JSON.parse(run(RUFF, ['rule', '--all', '--output-format', 'json']));
  const examples = rules.flatMap(({ code, explanation }) => {
    const ours = counterpartsOf(code);
    if (ours === undefined || !explanation.includes('## Example')) return [];
    const { bad, good } = blocksOf(explanation);
    return [
      {
        code,
        ours,
        bad: RUFF_DECISIONS[code] === undefined ? bad : [],
        good: RUFF_DECISIONS[`${code} good`] === undefined ? good : [],
      },
    ];
  });
  const files = {};
  for (const { code, bad, good } of examples) {
    bad.forEach((text, index) => {
      files[`${code.toLowerCase()}/bad${index}.py`] = text;
    });
    good.forEach((text, index) => {
      files[`${code.toLowerCase()}/good${index}.py`] = text;
    });
  }
  const found = judge(cli, files);
  const reportsIn = (path) => found.filter((one) => one.path === path);

  const claims = examples.flatMap(({ code, ours, bad }) =>
    bad.map((text, index) => ({
      name: `${code}: ${text.trim().replaceAll('\n', ' ⏎ ')}`,
      caught: reportsIn(`${code.toLowerCase()}/bad${index}.py`).some(({ rule }) => ours.includes(rule)),
    })),
  );
  const alarms = examples.flatMap(({ code, good }) =>
    good.flatMap((_, index) =>
      reportsIn(`${code.toLowerCase()}/good${index}.py`)
        .filter(({ severity }) => severity !== 'info')
        .map(({ severity, rule, message }) => `${code}, use instead: ${severity} ${rule} ${message}`),
    ),
  );
  const innocent = examples.flatMap(({ good }) => good).length;
  return { name: 'ruff’s documentation', claims, innocent, alarms };
}

/** The code blocks of the example section, before and after "Use instead". */
function blocksOf(explanation) {
  const section = explanation.split(/^## Example.*$/m)[1].split(/^## /m)[0];
  const [bad, ...good] = section.split(/^Use instead.*$/m);
  return { bad: blocks(bad), good: good.flatMap(blocks) };
}

function blocks(text) {
  return [...text.matchAll(/^```python[^\n]*\n(.*?)^```/gms)].map(([, code]) => code);
}
