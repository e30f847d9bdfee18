import type { Fault } from './fault.js';

/** Subscriptions are refused. */
export const subscriptionRefused: Fault = {
  kind: 'subscriptionRefused',
  weight: 3,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({
      kind: 'subscriptionRefused',
      lastsMs,
      reply: (topic) =>
        topic === 'aws/subscribe'
          ? { type: 'say', text: '{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}' }
          : undefined,
    }),
};
