import { either as E } from 'fp-ts';
import * as t from 'io-ts';

/**
 * An object with some fields that it must have and some that it may have. Not `t.intersection`, which says the same but
 * explains it in two voices, with numbers in the path.
 */
export const shape = <R extends t.Props, O extends t.Props>(
  required: R,
  optional: O,
  name: string,
): t.Type<t.TypeOfProps<R> & t.TypeOfPartialProps<O>> => {
  type Shape = t.TypeOfProps<R> & t.TypeOfPartialProps<O>;
  const must = t.type(required, name);
  const may = t.partial(optional, name);
  const is = (u: unknown): u is Shape => must.is(u) && may.is(u);
  return new t.Type<Shape>(
    name,
    is,
    (u, context) => {
      if (is(u)) return t.success(u);
      const missing = must.validate(u, context);
      if (E.isLeft(missing)) return missing;
      const odd = may.validate(u, context);
      return E.isLeft(odd) ? odd : t.failure(u, context);
    },
    t.identity,
  );
};
