export interface RequirementsFile {
  readonly lines: readonly unknown[];
}
