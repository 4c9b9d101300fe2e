import type { Comprehension, Expression, Node, PythonFile } from '../syntax/index.ts';
import type { Binding, ScopeNode } from './scope.ts';

/** A binding by the rows of its parts: most become no nodes. */
export class RowBinding implements Binding {
  readonly name: string;
  private readonly file: PythonFile;
  private readonly by: number;
  private readonly given: number;
  private readonly at: number;
  constructor(file: PythonFile, name: string, by: number, given: number, at: number) {
    this.name = name;
    this.file = file;
    this.by = by;
    this.given = given;
    this.at = at;
  }
  get node(): Node {
    return this.file.view(this.by);
  }
  get value(): Expression | null {
    return this.given < 0 ? null : (this.file.view(this.given) as Expression);
  }
  get scope(): ScopeNode | Comprehension {
    return this.file.view(this.at) as ScopeNode | Comprehension;
  }
}
