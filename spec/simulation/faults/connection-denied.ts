import type { Fault } from './fault.js';

const LONGEST_MS = 60_000;

/** The service refuses to make connections, for a short while, in its own form, and goes on answering all else. */
export const connectionDenied: Fault = {
  kind: 'connectionDenied',
  weight: 0,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({
      kind: 'connectionDenied',
      lastsMs: Math.min(lastsMs, LONGEST_MS),
      uses: count,
      call: (operation) =>
        operation === 'connection'
          ? {
              type: 'refuse',
              response: {
                status: 403,
                headers: { 'x-amzn-errortype': 'AccessDeniedException', 'content-type': 'application/json' },
                body: '{"Message":"Access denied"}',
              },
            }
          : undefined,
    }),
};
