/** Methods that add keys to a mapping: from keywords, from a mapping, or (these) from a key and a value. */
export const UPDATING_METHODS: ReadonlySet<string> = new Set(['update', 'from_mapping', 'update_blueprint']);
export const PUTTING_METHODS: ReadonlySet<string> = new Set(['setdefault', '__setitem__']);
