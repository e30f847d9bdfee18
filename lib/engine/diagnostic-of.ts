import type { Diagnostic } from './diagnostic.js';
import type { Signal } from './signal.js';

/** What a signal says about something that went wrong, if it does. */
export const diagnosticOf = (signal: Signal, at: number): Diagnostic | undefined => {
  switch (signal.type) {
    case 'diagnostic':
      return signal.diagnostic;
    case 'doubt':
      return { type: 'heartbeatMissed', at, heartbeat: signal.heartbeat };
    case 'lost':
    case 'refused':
      return { type: 'socketLost', at, error: signal.error };
    case 'reading':
      return signal.reason === 'connected' || signal.reason === 'settled'
        ? undefined
        : { type: 'repairing', at, reason: signal.reason };
    default:
      return undefined;
  }
};
