import { map, type Observable } from 'rxjs';
import type { View } from '../../chat/view.js';
import { DESCRIBE_VIEW, type DescribeViewInput } from '../../protocol/operations/describe-view.js';
import type { Call } from './call.js';

/**
 * Emits the form that a `ViewResource` message shows.
 *
 * Cold. Errors with what {@link Call} errors with, with a `NotFoundError`
 * where there is none.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html
 */
export const describeView = (
  call: Call,
  connectionToken: string,
  input: DescribeViewInput,
  attempts?: number,
): Observable<View> =>
  call(DESCRIBE_VIEW, connectionToken, input, { priority: 'send', attempts }).pipe(map(({ value }) => value));
