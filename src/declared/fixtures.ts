const FIXTURES = /(?:^|\/)(?:__)?(?:fixtures?|test[_-]?data|snapshots|testcases)(?:__)?(?:\/|$)/i;
const TESTS = /(?:^|\/)tests?\//i;
const DATA = /\/(?:data|resources|assets|samples)(?:\/|$)/i;

/** Whether a path is in a folder that tests read and that is never installed or run. */
export function isFixture(path: string): boolean {
  if (FIXTURES.test(path)) return true;
  const tests = path.search(TESTS);
  return tests >= 0 && DATA.test(path.slice(path.indexOf('/', tests + 1)));
}
