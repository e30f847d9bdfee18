import { entryAt } from '../random.js';
import { CLOSE_CODES } from './close-codes.js';
import type { Fault } from './fault.js';

/** Sockets are closed between their opening and the acknowledgement of the subscription. */
export const socketClosedBeforeAck: Fault = {
  kind: 'socketClosedBeforeAck',
  weight: 3,
  strike: ({ conditions }, { lastsMs, count, pick }) =>
    conditions.add({
      kind: 'socketClosedBeforeAck',
      lastsMs,
      uses: count,
      reply: (topic) => (topic === 'aws/subscribe' ? { type: 'close', code: entryAt(CLOSE_CODES, pick) } : undefined),
    }),
};
