import type { Position } from './event.js';

/** Negative, zero or positive as `a` comes before, at or after `b`: by time, then by id. */
export const comparePositions = (a: Position, b: Position): number =>
  a.at !== b.at ? a.at - b.at : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
