const { CI = '' } = process.env;

/** True if the rows are wanted too that add minutes and seldom news: older runners, longer walks, every growing input. */
export const IS_THOROUGH = Boolean(process.env.ANTIVENOM_TEST_THOROUGH);

/** True if programs that tests use must be installed. Otherwise their tests are skipped. */
export const IS_CI = !['', '0', 'false'].includes(CI);
