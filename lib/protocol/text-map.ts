import * as t from 'io-ts';

type TextMap = Readonly<Record<string, string>>;

const isTextMap = (u: unknown): u is TextMap =>
  t.UnknownRecord.is(u) && Object.values(u).every((value) => typeof value === 'string');

/** Texts by name. Not `t.record`, whose failures name the key: keys are the sender's data, and data is not repeated. */
export const TEXT_MAP = new t.Type<TextMap>(
  'object of strings',
  isTextMap,
  (u, context) => (isTextMap(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);
