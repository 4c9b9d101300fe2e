import * as T from '../reader/token-kinds.ts';

export * from '../reader/token-kinds.ts';

/** Keywords and soft keywords by their text. */
export const KEYWORDS: Readonly<Record<string, number>> = {
  print: T.Print,
  exec: T.Exec,
  match: T.Match,
  case: T.Case,
  type: T.Type,
  lazy: T.Lazy,
  False: T.False,
  None: T.None,
  True: T.True,
  and: T.And,
  as: T.As,
  assert: T.Assert,
  async: T.Async,
  await: T.Await,
  break: T.Break,
  class: T.Class,
  continue: T.Continue,
  def: T.Def,
  del: T.Del,
  elif: T.Elif,
  else: T.Else,
  except: T.Except,
  finally: T.Finally,
  for: T.For,
  from: T.From,
  global: T.Global,
  if: T.If,
  import: T.Import,
  in: T.In,
  is: T.Is,
  lambda: T.Lambda,
  nonlocal: T.Nonlocal,
  not: T.Not,
  or: T.Or,
  pass: T.Pass,
  raise: T.Raise,
  return: T.Return,
  try: T.Try,
  while: T.While,
  with: T.With,
  yield: T.Yield,
};

/** Operators by their text. The lexer reads the longest one that matches. */
export const OPERATORS: Readonly<Record<string, number>> = {
  '(': T.LeftParen,
  ')': T.RightParen,
  '[': T.LeftBracket,
  ']': T.RightBracket,
  '{': T.LeftBrace,
  '}': T.RightBrace,
  ',': T.Comma,
  ':': T.Colon,
  ';': T.Semicolon,
  '.': T.Dot,
  '...': T.Ellipsis,
  '->': T.Arrow,
  '=': T.Assign,
  ':=': T.Walrus,
  '`': T.Backquote,
  '+': T.Plus,
  '-': T.Minus,
  '*': T.Star,
  '/': T.Slash,
  '//': T.DoubleSlash,
  '%': T.Percent,
  '**': T.DoubleStar,
  '@': T.At,
  '<<': T.LeftShift,
  '>>': T.RightShift,
  '&': T.Ampersand,
  '|': T.Bar,
  '^': T.Caret,
  '~': T.Tilde,
  '<': T.Less,
  '>': T.Greater,
  '==': T.Equal,
  '!=': T.NotEqual,
  '<=': T.LessEqual,
  '>=': T.GreaterEqual,
  '<>': T.OldNotEqual,
  '+=': T.Plus + T.Augmented,
  '-=': T.Minus + T.Augmented,
  '*=': T.Star + T.Augmented,
  '/=': T.Slash + T.Augmented,
  '//=': T.DoubleSlash + T.Augmented,
  '%=': T.Percent + T.Augmented,
  '**=': T.DoubleStar + T.Augmented,
  '@=': T.At + T.Augmented,
  '<<=': T.LeftShift + T.Augmented,
  '>>=': T.RightShift + T.Augmented,
  '&=': T.Ampersand + T.Augmented,
  '|=': T.Bar + T.Augmented,
  '^=': T.Caret + T.Augmented,
};

/** The text of operators, for the views. */
export const OPERATOR_TEXT: readonly string[] = (() => {
  const texts: string[] = new Array(128).fill('');
  for (const [text, kind] of Object.entries(OPERATORS)) texts[kind] = text;
  texts[T.In] = 'in';
  texts[T.Is] = 'is';
  texts[T.Not] = 'not';
  texts[T.And] = 'and';
  texts[T.Or] = 'or';
  texts[T.NotIn] = 'not in';
  texts[T.IsNot] = 'is not';
  return texts;
})();
