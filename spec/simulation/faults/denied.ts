import type { Fault } from './fault.js';

/** Calls with a good connection token are denied for once, as by a gateway. */
export const denied: Fault = {
  kind: 'denied',
  weight: 2,
  strike: ({ conditions }, { lastsMs, pick }) => {
    const target = pick < 0.5 ? /transcript/ : /message/;
    conditions.add({
      kind: 'denied',
      lastsMs,
      uses: 1,
      call: (operation) =>
        target.test(operation)
          ? { type: 'refuse', response: { status: 403, headers: {}, body: '{"message":"Forbidden"}' } }
          : undefined,
    });
  },
};
