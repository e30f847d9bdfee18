import type { Fault } from './fault.js';

/** Subscriptions are not answered. */
export const subscriptionUnanswered: Fault = {
  kind: 'subscriptionUnanswered',
  weight: 3,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({
      kind: 'subscriptionUnanswered',
      lastsMs,
      reply: (topic) => (topic === 'aws/subscribe' ? { type: 'silence' } : undefined),
    }),
};
