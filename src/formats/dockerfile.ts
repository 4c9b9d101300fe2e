export interface Dockerfile {
  readonly stages: readonly unknown[];
}
