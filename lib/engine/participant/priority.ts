/**
 * Who goes first when the rate budget is short, foremost first: what a person waits for, then what the session needs
 * to be alive, then what it needs to stay so, then the past, then a second look at it, then courtesies, then what was
 * shown once already, then what nobody has asked for.
 */
export const PRIORITIES = [
  'send',
  'reconnect',
  'refresh',
  'backfill',
  'settle',
  'receipt',
  'restore',
  'audit',
] as const;

/** One of {@link PRIORITIES}. */
export type Priority = (typeof PRIORITIES)[number];
