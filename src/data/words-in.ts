/** The words of a text of several lines, with one blank between them. An expression would have to be compiled first. */
export const wordsIn = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => line.trim().split(' '));
