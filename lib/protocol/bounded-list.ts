import * as t from 'io-ts';

/**
 * A list of at most `max` entries. Not `t.array`: that explains each entry that is wrong, and a hostile answer holds
 * millions of them. This one fails as a whole, and looks at no entry of a list that is too long.
 */
export const boundedList = <A>(entry: t.Type<A>, max: number, name: string): t.Type<ReadonlyArray<A>> => {
  const isList = (u: unknown): u is ReadonlyArray<A> => Array.isArray(u) && u.length <= max && u.every(entry.is);
  return new t.Type<ReadonlyArray<A>>(
    name,
    isList,
    (u, context) => (isList(u) ? t.success(u) : t.failure(u, context)),
    t.identity,
  );
};
