import type { LifeRecord } from '../life-record.js';

/** Judges a record by one clause of the guarantee: what is wrong, each in a sentence; nothing where it holds. */
export type Check = (record: LifeRecord) => ReadonlyArray<string>;
