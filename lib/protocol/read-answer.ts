import type { Decoded } from './decoded.js';
import { either as E } from 'fp-ts';
import type * as t from 'io-ts';
import { UnreadableError } from '../chat/errors.js';
import type { OperationName } from './operation-name.js';
import { parseJson } from './parse-json.js';
import { unreadable } from './unreadable.js';

/**
 * Makes the reader of an operation's answer: text to JSON, `codec` to see whether it is what was documented, `map` to
 * our names for it. An empty text means `{}`.
 */
export const readAnswer =
  <A, O>(operation: OperationName, codec: t.Type<A>, map: (answer: A) => O) =>
  (body: unknown): Decoded<O> => {
    const subject = `${operation} answer`;
    if (typeof body !== 'string') return E.left(new UnreadableError(subject, ['expected text']));
    const answer = body.trim() === '' ? {} : parseJson(body);
    return codec.is(answer) ? E.right(map(answer)) : E.left(unreadable(subject, codec, answer));
  };
