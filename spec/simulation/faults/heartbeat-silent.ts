import type { Fault } from './fault.js';

/** Heartbeats are not answered. */
export const heartbeatSilent: Fault = {
  kind: 'heartbeatSilent',
  weight: 3,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({
      kind: 'heartbeatSilent',
      lastsMs,
      reply: (topic) => (topic === 'aws/heartbeat' ? { type: 'silence' } : undefined),
    }),
};
