import picocolors from 'picocolors';

export type Painter = ReturnType<typeof picocolors.createColors>;

export const painter = (color: boolean): Painter => picocolors.createColors(color);
