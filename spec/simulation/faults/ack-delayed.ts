import type { Fault } from './fault.js';

/** Subscriptions take effect long before they are acknowledged, so that in a handover both sockets deliver. */
export const ackDelayed: Fault = {
  kind: 'ackDelayed',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick }) =>
    conditions.add({
      kind: 'ackDelayed',
      lastsMs,
      reply: (topic) => (topic === 'aws/subscribe' ? { type: 'wait', ms: Math.round(pick * 6_000) } : undefined),
    }),
};
