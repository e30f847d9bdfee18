import { either as E } from 'fp-ts';
import { readHttpDate } from '../../protocol/http-date.js';
import type { Operation } from '../../protocol/operation.js';
import { toChatError } from '../../protocol/to-chat-error.js';
import type { HttpResponse } from '../ports.js';

/** What the service answered. */
export interface Answer<O> {
  readonly value: O;
  /** The service's own clock when it answered, in ms since the epoch; absent where it or the browser does not tell. */
  readonly serviceAt?: number;
}

/** Reads a response. Throws a `ChatError` for any status but 2xx, and an `UnreadableError` for what makes no sense. */
export const answerOf = <I, O>(operation: Operation<I, O>, { status, headers, body }: HttpResponse): Answer<O> => {
  const text = typeof body === 'string' ? body : '';
  if (status < 200 || status > 299) throw toChatError({ operation: operation.name, status, headers, body: text });
  const decoded = operation.decode(text);
  if (E.isLeft(decoded)) throw decoded.left;
  const serviceAt = readHttpDate(headers.date);
  return serviceAt === undefined ? { value: decoded.right } : { value: decoded.right, serviceAt };
};
