import * as t from 'io-ts';

/** Any JSON object: the answer of an operation that says nothing but that it is done. */
export const SOME_OBJECT = t.record(t.string, t.unknown, 'object');
