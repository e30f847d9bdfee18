import type { ChaosRecord } from '../chaos-record.js';

/** Judges a life by one clause of the guarantee: what is wrong, each in a sentence; nothing where it holds. */
export type ChaosCheck = (record: ChaosRecord) => ReadonlyArray<string>;
