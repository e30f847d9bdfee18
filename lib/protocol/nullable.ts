import * as t from 'io-ts';

/**
 * Accepts `null` too: services written in other languages say "absent" that way. Not `t.union`, whose failures name
 * each branch instead of the field.
 */
export const nullable = <A>(codec: t.Type<A>): t.Type<A | null> =>
  new t.Type<A | null>(
    codec.name,
    (u): u is A | null => u === null || codec.is(u),
    (u, context) => (u === null ? t.success(null) : codec.validate(u, context)),
    t.identity,
  );
