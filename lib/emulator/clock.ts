/** The service's own idea of the time. */
export interface Clock {
  /** Milliseconds since the epoch, by the service's clock. */
  readonly now: () => number;
}

/** Makes the service's clock, which differs from this machine's by `skewMs`. */
export const createClock = (skewMs: number): Clock => ({ now: () => Date.now() + skewMs });

/** Writes an instant as the service does: ISO 8601 with milliseconds and `Z`. */
export const toIso = (at: number): string => new Date(at).toISOString();
