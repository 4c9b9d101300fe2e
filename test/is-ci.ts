const { CI = '' } = process.env;

/** True if programs that tests use must be installed. Otherwise their tests are skipped. */
export const IS_CI = !['', '0', 'false'].includes(CI);
