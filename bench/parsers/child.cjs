// One measurement in its own process: child.cjs PARSER MODE LIST, where LIST names a file with one path per line.
// Prints one number: milliseconds (cold, calls), MB/s of the best round (warm), or bytes held per byte of source.
const started = process.hrtime.bigint();
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const [, , parser, mode, list] = process.argv;
const bundles = join(__dirname, '..', '..', '.cache', 'bench');

/** Each parser as { parse(text): tree, calls(tree): number }. */
const PARSERS = {
  ours() {
    const { parsePython, parse } = require(join(bundles, 'ours.cjs'));
    return {
      parse: mode === 'calls' ? parsePython : parse,
      calls: (file) => file.nodes('Call').length,
    };
  },
  lezer() {
    const { parser: lezer } = require(join(bundles, 'lezer.cjs'));
    return {
      parse: (text) => lezer.parse(text),
      calls(tree) {
        let count = 0;
        tree.iterate({
          enter(node) {
            if (node.name === 'CallExpression') count++;
          },
        });
        return count;
      },
    };
  },
  async treeSitter() {
    const { Parser, Language } = require('web-tree-sitter');
    await Parser.init();
    const wasm = require.resolve('tree-sitter-python/package.json').replace('package.json', 'tree-sitter-python.wasm');
    const python = await Language.load(readFileSync(wasm));
    const sitter = new Parser();
    sitter.setLanguage(python);
    return { parse: (text) => sitter.parse(text), calls: (tree) => tree.rootNode.descendantsOfType('call').length };
  },
};

const milliseconds = (since) => Number(process.hrtime.bigint() - since) / 1e6;
const held = () => {
  for (let i = 0; i < 4; i++) global.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

async function main() {
  const paths = readFileSync(list, 'utf8').split('\n');
  if (mode === 'cold' || mode === 'calls') {
    const { parse, calls } = await PARSERS[parser]();
    let found = 0;
    for (const path of paths) {
      const tree = parse(readFileSync(path, 'utf8'));
      if (mode === 'calls') found += calls(tree);
    }
    return milliseconds(started) + found * 0;
  }
  const { parse } = await PARSERS[parser]();
  const texts = paths.map((path) => readFileSync(path, 'utf8'));
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (mode === 'warm') {
    let best = Number.POSITIVE_INFINITY;
    const begun = process.hrtime.bigint();
    for (let round = 0; round < 3 || milliseconds(begun) < 3000; round++) {
      const start = process.hrtime.bigint();
      for (const text of texts) {
        const tree = parse(text);
        if (tree.delete) tree.delete();
      }
      best = Math.min(best, milliseconds(start));
    }
    return size / 1e3 / best;
  }
  // The parser's own buffers are not part of a tree: they exist after a first round.
  for (const text of texts) {
    const tree = parse(text);
    if (tree.delete) tree.delete();
  }
  const before = held();
  const trees = texts.map((text) => parse(text));
  const after = held();
  return trees.length > 0 ? (after - before) / size : 0;
}

main().then((result) => process.stdout.write(String(result)));
