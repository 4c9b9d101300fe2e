/** What a mutation may insert: characters and words with a meaning in the grammar. */
const INSERTIONS = [
  ...['(', ')', '[', ']', '{', '}', ':', ',', ';', '=', '.', '*', '@', '"', "'", '#', '\\', '\n', ' ', '\t', '!', '$'],
  ...['if ', 'else ', 'for ', 'in ', 'def ', 'class ', 'not ', 'lambda: ', 'return ', 'import ', 'yield ', 'await '],
  ...['"""', "f'{", ':=', '==', '**', '->', '...', '0x', '1_', 'é', 'async ', 'match ', 'case ', 'with ', 'print '],
];

/** A generator of numbers below a bound, with the same series for the same seed (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One small change to a source: a token is dropped, doubled, moved or inserted, or a line dropped, shifted or cut. */
export function mutate(source: string, random: (below: number) => number): string {
  const tokens = source.match(/\w+|[ \t]+|\r?\n|./g) ?? [''];
  const at = random(tokens.length);
  const insertion = INSERTIONS[random(INSERTIONS.length)]!;
  switch (random(8)) {
    case 0:
      tokens.splice(at, 1);
      break;
    case 1:
      tokens.splice(at, 0, tokens[at]!);
      break;
    case 2:
      tokens.splice(at, 0, tokens[random(tokens.length)]!);
      break;
    case 3:
    case 4:
      tokens.splice(at, 0, insertion);
      break;
    case 5:
      tokens.splice(at, 1, insertion);
      break;
    case 6:
      tokens.length = at;
      break;
    default: {
      const lines = source.split('\n');
      const line = random(lines.length);
      if (random(2) === 0) lines.splice(line, 1);
      else lines[line] = random(2) === 0 ? `  ${lines[line]}` : lines[line]!.replace(/^ {1,2}/, '');
      return lines.join('\n');
    }
  }
  return tokens.join('');
}

/** A given number of mutants of files, always the same ones. Each is named by its number. */
export function* mutants(files: readonly Uint8Array[], count: number): Generator<readonly [string, Uint8Array]> {
  const random = randomNumbers(20);
  const sources = files.map((file) => Buffer.from(file).toString('utf8'));
  for (let i = 0; i < count; i++) {
    yield [`mutant ${i}`, Buffer.from(mutate(sources[random(sources.length)]!, random))];
  }
}
