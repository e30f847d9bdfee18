import type { Fault } from './fault.js';

/** The first attempt at a message goes without an answer, whether it arrived or not; the second is refused. */
export const messageRefusedAgain: Fault = {
  kind: 'messageRefusedAgain',
  weight: 0,
  strike: ({ conditions }, { lastsMs, count, pick }) => {
    let calls = 0;
    conditions.add({
      kind: 'messageRefusedAgain',
      lastsMs,
      uses: 2 * count,
      call: (operation) => {
        if (operation !== 'message') return undefined;
        calls += 1;
        if (calls % 2 === 1) return pick < 0.7 ? { type: 'loseAnswer', hangs: false } : { type: 'lose', hangs: false };
        return { type: 'refuse', response: { status: 400, headers: {}, body: '{"message":"Invalid request"}' } };
      },
    });
  },
};
