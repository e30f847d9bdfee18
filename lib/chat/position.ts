import type { Position } from './event.js';

/**
 * Negative, zero or positive as `a` was posted before, with or after `b`. By time alone: ids are in no order, and what
 * was posted within one millisecond has the order in which the service shows it, see `createTies`.
 */
export const byTime = (a: Pick<Position, 'at'>, b: Pick<Position, 'at'>): number => a.at - b.at;
