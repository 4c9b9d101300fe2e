const FIXTURE =
  /(?:^|\/)(?:__)?(?:fixtures?|test[_-]?data|snapshots|testcases)(?:__)?(?:\/|$)|(?:^|\/)tests?\/(?:.*\/)?(?:data|resources|assets|samples)(?:\/|$)/i;

/** Whether a path is in a folder whose content is there to be read by tests, and is never installed or run. */
export function isFixture(path: string): boolean {
  return FIXTURE.test(path);
}
