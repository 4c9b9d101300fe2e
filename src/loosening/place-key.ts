import type { Finding } from '../engine/finding.ts';

/** Identifies the same finding under two configurations. */
export const placeKey = ({ rule, path, start }: Finding): string => `${path}\n${start.line}:${start.column}\n${rule}`;
