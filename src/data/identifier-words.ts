/** The words of an identifier in lower case: `is_staff`, `isStaff` and `IsStaff` give `is`, `staff`. */
export function wordsOf(identifier: string): string[] {
  const words = identifier.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}
