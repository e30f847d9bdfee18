import { defer, type Observable } from 'rxjs';
import type { View } from '../../chat/view.js';
import { checkViewToken } from '../../protocol/check-view-token.js';
import { authorized } from '../authorized.js';
import { describeView as request } from '../participant/describe-view.js';
import type { World } from '../world.js';

/**
 * Fetches the form that a `ViewResource` message shows.
 *
 * Cold: emits it and completes; unsubscribing aborts. The token is checked at the call, which throws an
 * `InvalidArgumentError`. Errors with a `NotFoundError` where there is no such view, and with what else the service
 * refuses it for.
 */
export const describeView = (world: World, viewToken: string): Observable<View> => {
  checkViewToken(viewToken);
  return defer(() => authorized(world, (connectionToken) => request(world.call, connectionToken, { viewToken })));
};
