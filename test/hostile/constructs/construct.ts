/** A file that grows with a size, which is roughly its length in bytes. */
export interface Construct {
  readonly path: string;
  grow(size: number): string;
  /** Files next to it that stay small: path to text. */
  readonly beside?: Readonly<Record<string, string>>;
  /** The command line that makes the program read it. Default: none. */
  readonly argv?: readonly string[];
}

export type Constructs = Readonly<Record<string, Construct>>;

export const repeat = (size: number, part: string): string => part.repeat(Math.ceil(size / part.length));

export function numbered(size: number, each: (index: number) => string): string {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; length < size; index += 1) {
    const part = each(index);
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

export const file = (path: string, grow: Construct['grow'], more: Partial<Construct> = {}): Construct => ({
  path,
  grow,
  ...more,
});

export const python = (grow: Construct['grow'], path = 'shop/app.py'): Construct => ({ path, grow });

export const settings = (grow: Construct['grow']): Construct => python(grow, 'shop/settings.py');
