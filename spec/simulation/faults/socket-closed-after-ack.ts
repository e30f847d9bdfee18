import { entryAt } from '../random.js';
import { CLOSE_CODES } from './close-codes.js';
import type { Fault } from './fault.js';

/** The service acknowledges each subscription, and closes the socket right after it. */
export const socketClosedAfterAck: Fault = {
  kind: 'socketClosedAfterAck',
  weight: 2,
  strike: ({ conditions }, { lastsMs, pick }) =>
    conditions.add({
      kind: 'socketClosedAfterAck',
      lastsMs,
      // The ping follows the subscription.
      reply: (topic) => (topic === 'aws/ping' ? { type: 'close', code: entryAt(CLOSE_CODES, pick) } : undefined),
    }),
};
