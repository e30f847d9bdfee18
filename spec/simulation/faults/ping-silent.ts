import type { Fault } from './fault.js';

/** Pings are not answered. */
export const pingSilent: Fault = {
  kind: 'pingSilent',
  weight: 2,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({
      kind: 'pingSilent',
      lastsMs,
      reply: (topic) => (topic === 'aws/ping' ? { type: 'silence' } : undefined),
    }),
};
