import { either as E } from 'fp-ts';
import { ForeignAnswerError } from '../../chat/errors.js';
import { foreignAnswer, type ForeignAnswer } from '../../protocol/foreign-answer.js';
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

/**
 * Reads a response. Throws a `ChatError` for any status but 2xx and for what the service did not give, and an
 * `UnreadableError` for what makes no sense. `notice` is called first with what the service did not give.
 */
export const answerOf = <I, O>(
  operation: Operation<I, O>,
  { status, headers, body }: HttpResponse,
  notice: (foreign: ForeignAnswer) => void,
): Answer<O> => {
  const text = typeof body === 'string' ? body : '';
  const answer = { operation: operation.name, status, headers, body: text };
  const foreign = foreignAnswer(answer);
  if (foreign !== undefined) notice(foreign);
  if (status < 200 || status > 299) throw toChatError(answer);
  if (foreign !== undefined) throw new ForeignAnswerError(foreign);
  const decoded = operation.decode(text);
  if (E.isLeft(decoded)) throw decoded.left;
  const serviceAt = readHttpDate(headers.date);
  return serviceAt === undefined ? { value: decoded.right } : { value: decoded.right, serviceAt };
};
