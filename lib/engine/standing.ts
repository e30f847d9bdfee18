import type { Signal } from './signal.js';
import type { Standing } from './world.js';

/** The standing after a signal; the same object where nothing changed. */
export const nextStanding = (standing: Standing, signal: Signal): Standing => {
  switch (signal.type) {
    case 'credentials': {
      const next = { ...standing, accepted: true, credentials: signal.credentials };
      delete next.deniedToken;
      return next;
    }
    case 'connection':
      return { ...standing, connection: signal.connection };
    case 'denied':
      return signal.connectionToken === standing.credentials?.connectionToken
        ? { ...standing, deniedToken: signal.connectionToken }
        : standing;
    case 'left':
      return { ...standing, left: true };
    case 'closing':
      return signal.reason === 'accessDenied' ? standing : { ...standing, closing: signal.reason };
    case 'caughtUp':
      return { ...standing, places: signal.places };
    default:
      return standing;
  }
};
