import type { Fault } from './fault.js';

/** Handshakes are not answered. */
export const handshakeHangs: Fault = {
  kind: 'handshakeHangs',
  weight: 3,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({ kind: 'handshakeHangs', lastsMs, handshake: () => ({ type: 'hang' }) }),
};
