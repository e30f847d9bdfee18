import {
  AccessDeniedError,
  ForeignAnswerError,
  InternalError,
  NetworkError,
  RequestTimeoutError,
  ServiceError,
  ThrottledError,
  UnexpectedStatusError,
  UnreadableError,
  ValidationError,
} from '../../../lib/chat/errors.js';
import { mayHaveArrived } from '../../../lib/engine/effects/may-have-arrived.js';

describe('mayHaveArrived', () => {
  it.each([
    new NetworkError(),
    new NetworkError({ kind: 'aborted' }),
    new NetworkError({ kind: 'cors-or-offline' }),
    new NetworkError({ kind: 'tls' }),
    new NetworkError({ kind: 'offline' }),
    new ForeignAnswerError({ status: 504 }),
    new RequestTimeoutError(),
    new ServiceError({ status: 500 }),
    new UnreadableError('answer', []),
    new InternalError(new TypeError()),
    new UnexpectedStatusError({ status: 202 }),
  ])('is true where the answer may have been lost: %s', (error) => {
    expect(mayHaveArrived(error, false)).toBe(true);
  });

  it.each([
    new NetworkError({ kind: 'dns' }),
    new NetworkError({ kind: 'refused' }),
    new ThrottledError(),
    new ValidationError(),
    new AccessDeniedError(),
    new UnexpectedStatusError({ status: 418 }),
  ])('is false where nothing left, or the service says that it did not act: %s', (error) => {
    expect(mayHaveArrived(error, false)).toBe(false);
  });

  it('is false where the platform was offline before and after', () => {
    expect(mayHaveArrived(new NetworkError({ kind: 'offline' }), true)).toBe(false);
    expect(mayHaveArrived(new NetworkError(), true)).toBe(true);
  });
});
