/** A value in a table of two keys, made at the first call. */
export function valueIn<Row, T>(table: Map<Row, Map<string, T>>, row: Row, column: string, make: () => T): T {
  const values = rowOf(table, row);
  let value = values.get(column);
  if (value === undefined) {
    value = make();
    values.set(column, value);
  }
  return value;
}

/** A row in a table of two keys. */
export function rowOf<Row, T>(table: Map<Row, Map<string, T>>, row: Row): Map<string, T> {
  let values = table.get(row);
  if (values === undefined) {
    values = new Map();
    table.set(row, values);
  }
  return values;
}
