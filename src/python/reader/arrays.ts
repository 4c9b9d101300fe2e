// Arrays of numbers in the memory of the WebAssembly instance, which are read and written like typed arrays. What is
// read is always an i32, so that sums and comparisons are the same in both languages. Nothing is freed and no index is
// checked. Where the reader runs as JavaScript, javascript/arrays.ts replaces this module.

export class Bytes {
  [key: number]: i32;
  @inline @operator('[]') at(index: i32): i32 {
    return load<u8>(changetype<usize>(this) + (index as usize)) as i32;
  }
  @inline @operator('[]=') put(index: i32, value: i32): void {
    store<u8>(changetype<usize>(this) + (index as usize), value as u8);
  }
}

export class Shorts {
  [key: number]: i32;
  @inline @operator('[]') at(index: i32): i32 {
    return load<u16>(changetype<usize>(this) + ((index as usize) << 1)) as i32;
  }
  @inline @operator('[]=') put(index: i32, value: i32): void {
    store<u16>(changetype<usize>(this) + ((index as usize) << 1), value as u16);
  }
}

export class Ints {
  [key: number]: i32;
  @inline @operator('[]') at(index: i32): i32 {
    return load<i32>(changetype<usize>(this) + ((index as usize) << 2));
  }
  @inline @operator('[]=') put(index: i32, value: i32): void {
    store<i32>(changetype<usize>(this) + ((index as usize) << 2), value);
  }
}

/** Literals: static data, which the host reads where they are. */
export class Texts {
  [key: number]: string;
  @inline @operator('[]') at(index: i32): string {
    return load<string>(changetype<usize>(this) + ((index as usize) << 2));
  }
  @inline @operator('[]=') put(index: i32, value: string): void {
    store<string>(changetype<usize>(this) + ((index as usize) << 2), value);
  }
}

// Memory that was never used is zero.
export function bytes(size: i32): Bytes {
  return changetype<Bytes>(heap.alloc(size as usize));
}

export function shorts(size: i32): Shorts {
  return changetype<Shorts>(heap.alloc((size as usize) << 1));
}

export function ints(size: i32): Ints {
  return changetype<Ints>(heap.alloc((size as usize) << 2));
}

export function texts(size: i32): Texts {
  return changetype<Texts>(heap.alloc((size as usize) << 2));
}

/** The bytes of an array, which the allocator keeps before it (a few more than were asked for). */
function sizeOf(array: usize): usize {
  return load<u32>(array - 4) as usize;
}

// Longer ones with the same content.
export function longerBytes(old: Bytes, size: i32): Bytes {
  const longer = bytes(size);
  memory.copy(changetype<usize>(longer), changetype<usize>(old), sizeOf(changetype<usize>(old)));
  return longer;
}

export function longerShorts(old: Shorts, size: i32): Shorts {
  const longer = shorts(size);
  memory.copy(changetype<usize>(longer), changetype<usize>(old), sizeOf(changetype<usize>(old)));
  return longer;
}

export function longerInts(old: Ints, size: i32): Ints {
  const longer = ints(size);
  memory.copy(changetype<usize>(longer), changetype<usize>(old), sizeOf(changetype<usize>(old)));
  return longer;
}

export function longerTexts(old: Texts, size: i32): Texts {
  const longer = texts(size);
  memory.copy(changetype<usize>(longer), changetype<usize>(old), sizeOf(changetype<usize>(old)));
  return longer;
}

/** Writes zeros to the first elements. */
export function clearBytes(array: Bytes, size: i32): void {
  memory.fill(changetype<usize>(array), 0, size as usize);
}

export function clearShorts(array: Shorts, size: i32): void {
  memory.fill(changetype<usize>(array), 0, (size as usize) << 1);
}
