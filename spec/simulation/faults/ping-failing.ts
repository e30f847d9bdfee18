import type { Fault } from './fault.js';

/** Pings are answered with 500. */
export const pingFailing: Fault = {
  kind: 'pingFailing',
  weight: 2,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({
      kind: 'pingFailing',
      lastsMs,
      reply: (topic) =>
        topic === 'aws/ping'
          ? { type: 'say', text: '{"topic":"aws/ping","statusCode":500,"statusContent":"Internal"}' }
          : undefined,
    }),
};
