import { entryAt } from '../random.js';
import type { Fault } from './fault.js';

/** Handshakes are refused, with a status or without. */
export const handshakeRefused: Fault = {
  kind: 'handshakeRefused',
  weight: 4,
  strike: ({ conditions }, { lastsMs, pick }) =>
    conditions.add({
      kind: 'handshakeRefused',
      lastsMs,
      handshake: () => ({
        type: 'refuse',
        ...entryAt([{ status: 403 }, { status: 429 }, { status: 500 }, { code: 1006 }], pick),
      }),
    }),
};
