/** Offsets into a document's text (UTF-16 code units), end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces the text of a span. */
export interface Edit extends Span {
  readonly text: string;
}
