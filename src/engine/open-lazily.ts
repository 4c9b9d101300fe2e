/** Made when it is first asked for, where somebody wants to know later whether it was. */
export interface Lazy<T> {
  open(): T;
  /** Null if nobody has asked. */
  opened(): T | null;
}

export function openLazily<T>(make: () => T): Lazy<T> {
  let made: T | null = null;
  return {
    open() {
      made ??= make();
      return made;
    },
    opened: () => made,
  };
}
