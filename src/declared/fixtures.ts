const FIXTURE =
  /(?:^|\/)(?:__)?(?:fixtures?|test[_-]?data|snapshots|testcases)(?:__)?(?:\/|$)|(?:^|\/)tests?\/(?:.*\/)?(?:data|resources|assets|samples)(?:\/|$)/i;

/** Whether a path is in a folder that tests read and that is never installed or run. */
export function isFixture(path: string): boolean {
  return FIXTURE.test(path);
}
