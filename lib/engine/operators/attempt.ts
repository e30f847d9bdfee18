import { catchError, defer, of, type Observable } from 'rxjs';
import { asChatError } from '../../chat/errors.js';
import type { Failed } from './failed.js';

/**
 * Does an action with an input. Cold. Emits what the action emits; never errors: whatever goes wrong, input that is
 * refused at the call included, is the last value.
 */
export const attempt = <I, R>(input: I, action: (input: I) => Observable<R>): Observable<R | Failed<I>> =>
  defer(() => action(input)).pipe(
    catchError((error: unknown) => of<Failed<I>>({ type: 'failed', input, error: asChatError(error) })),
  );
