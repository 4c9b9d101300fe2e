import picocolors from 'picocolors';

const STYLES = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const;

/** What the reports use of picocolors. */
export type Painter = Pick<ReturnType<typeof picocolors.createColors>, (typeof STYLES)[number] | 'isColorSupported'>;

// picocolors looks at standard output when it is loaded, and Node takes milliseconds to open that.
const plain = {
  isColorSupported: false,
  ...(Object.fromEntries(STYLES.map((style) => [style, String])) as Record<(typeof STYLES)[number], typeof String>),
};

export const painter = (color: boolean): Painter => (color ? picocolors.createColors(true) : plain);
