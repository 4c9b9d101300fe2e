const { CI = '' } = process.env;

/** True where a program that tests drive has to be there; elsewhere its tests are skipped. */
export const IS_CI = !['', '0', 'false'].includes(CI);
