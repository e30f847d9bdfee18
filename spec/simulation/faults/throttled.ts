import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** Calls are refused for their rate. */
export const throttled: Fault = {
  kind: 'throttled',
  weight: 4,
  strike: ({ conditions }, { lastsMs, pick, count }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'throttled',
      lastsMs,
      call: (operation) =>
        target.test(operation)
          ? {
              type: 'refuse',
              response: {
                status: 429,
                headers: count > 2 ? { 'retry-after': String(count) } : {},
                body: '{"message":"Too Many Requests"}',
              },
            }
          : undefined,
    });
  },
};
