import type { Fault } from './fault.js';

/** News of receipts overtake the messages that they are about. */
export const receiptFirst: Fault = {
  kind: 'receiptFirst',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick }) =>
    conditions.add({
      kind: 'receiptFirst',
      lastsMs,
      push: (text) =>
        text.includes('MESSAGEMETADATA') ? undefined : [{ text, afterMs: 500 + Math.round(pick * 20_000) }],
    }),
};
