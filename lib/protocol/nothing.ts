import * as t from 'io-ts';

/** The answer of an operation that answers nothing but that it is done: any JSON object. */
export const NOTHING = t.UnknownRecord;

/** Reads such an answer. */
export const readNothing = (): undefined => undefined;
