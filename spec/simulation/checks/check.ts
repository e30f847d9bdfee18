import type { Record } from '../record.js';

/** Judges a record by one clause of the guarantee: what is wrong, each in a sentence; nothing where it holds. */
export type Check = (record: Record) => ReadonlyArray<string>;
