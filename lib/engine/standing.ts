import type { Signal } from './signal.js';
import type { Standing } from './world.js';

/** The standing after a signal; the same object where nothing changed. */
export const nextStanding = (standing: Standing, signal: Signal): Standing => {
  switch (signal.type) {
    case 'credentials':
      return { ...standing, accepted: true, credentials: signal.credentials };
    case 'connection':
      return { ...standing, connection: signal.connection };
    case 'caughtUp':
      return { ...standing, places: signal.places };
    default:
      return standing;
  }
};
